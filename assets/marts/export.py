"""Exports of published marts as CSV or Parquet, each with a data dictionary.

It computes nothing and masks nothing: what is published has been masked already.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import duckdb

from assets.lake.readers.job_key_text import json_with_text_keys
from assets.lake.readers.spreadsheet_csv import RULE, write_csv
from assets.lake.readers.sql_literal import sql_literal
from assets.lake.snapshots.snapshots import Snapshot

Format = Literal["csv", "parquet"]
DICTIONARY = "data_dictionary.csv"
_BATCH = 1_000


class UnknownMartError(ValueError):
    """A mart was asked for that the snapshot does not hold."""


def export_marts(snapshot: Snapshot, folder: Path, form: Format, names: Iterable[str] = ()) -> list[Path]:
    """Write marts into a folder, with their data dictionary beside them.

    Args:
        snapshot: What is exported.
        folder: Made if it is not there; files of the same name are replaced.
        form: `csv` (for spreadsheets, nested values as JSON) or `parquet` (the published rows, one file a mart).
        names: The marts; all of them if empty.

    Returns:
        The files written, the dictionary last.

    Raises:
        UnknownMartError: A name is not in the snapshot; the message lists those that are.
    """
    marts = snapshot.marts
    chosen = sorted(names) or sorted(marts)
    missing = [name for name in chosen if name not in marts]
    if missing:
        raise UnknownMartError(f"no mart named {', '.join(missing)}; the snapshot holds {', '.join(sorted(marts))}")
    folder.mkdir(parents=True, exist_ok=True)
    written = [_write(snapshot, name, folder / f"{name}.{form}", form) for name in chosen]
    return [*written, _dictionary(folder / DICTIONARY, {name: marts[name] for name in chosen})]


def _write(snapshot: Snapshot, name: str, target: Path, form: Format) -> Path:
    mart, relation = snapshot.marts[name], snapshot.relation(name)
    if form == "parquet":
        files = snapshot.files(name)
        if len(files) == 1:
            shutil.copyfile(files[0], target)
            return target
        with duckdb.connect() as connection:
            connection.execute("set TimeZone = 'UTC'")
            connection.execute(f"copy (from {relation}) to {sql_literal(target)} (format parquet, compression zstd)")
        return target
    columns = ", ".join(_plain(column["name"], column["type"]) for column in mart["schema"])
    nested = [at for at, column in enumerate(mart["schema"]) if _is_nested(column["type"])]
    with duckdb.connect() as connection, target.open("wb") as file:
        connection.execute("set TimeZone = 'UTC'")
        found = connection.execute(f"select {columns} from {relation}")  # noqa: S608 - names from the manifest
        write_csv(file, [column["name"] for column in mart["schema"]], _cells(found, nested))
    return target


def _is_nested(kind: str) -> bool:
    return kind.endswith("[]") or kind.startswith(("STRUCT", "MAP"))


def _plain(name: str, kind: str) -> str:
    """A column as CSV can hold it: lists and structs become JSON, all else is written as DuckDB writes it."""
    return f'to_json("{name}")::varchar' if _is_nested(kind) else f'"{name}"::varchar'


def _cells(found: duckdb.DuckDBPyConnection, nested: Sequence[int]) -> Iterator[list[object]]:
    while batch := found.fetchmany(_BATCH):
        for row in batch:
            cells = list(row)
            for at in nested:
                cells[at] = json_with_text_keys(cells[at]) if cells[at] is not None else None
            yield cells


def _dictionary(path: Path, marts: Mapping[str, Mapping[str, Any]]) -> Path:
    with path.open("wb") as file:
        write_csv(file, ["mart", "column", "type", "description"], _described(marts))
    return path


def _described(marts: Mapping[str, Mapping[str, Any]]) -> Iterator[list[object]]:
    yield ["", "", "", RULE]
    for name, mart in marts.items():
        yield [name, "", f"{mart['rows']} rows", mart["description"]]
        for column in mart["schema"]:
            yield [name, column["name"], column["type"], column.get("description", "")]
