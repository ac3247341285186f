"""Exports of published marts as CSV or Parquet, each with a data dictionary.

It computes nothing and masks nothing: what is published has been masked already.
"""

import csv
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import duckdb

from assets.lake.snapshots import Snapshot
from assets.lake.sql_literal import sql_literal

Format = Literal["csv", "parquet"]
DICTIONARY = "data_dictionary.csv"


class UnknownMartError(ValueError):
    """A mart was asked for that the snapshot does not hold."""


def export_marts(snapshot: Snapshot, folder: Path, form: Format, names: Iterable[str] = ()) -> list[Path]:
    """Write marts into a folder, with their data dictionary beside them.

    Args:
        snapshot: What is exported.
        folder: Made if it is not there; files of the same name are replaced.
        form: `csv` (UTF-8, header, nested values as JSON) or `parquet` (the published bytes).
        names: The marts; all of them if empty.

    Returns:
        The files written, the dictionary last.

    Raises:
        UnknownMartError: A name is not in the snapshot; the message lists those that are.
    """
    marts = _marts(snapshot)
    chosen = sorted(names) or sorted(marts)
    missing = [name for name in chosen if name not in marts]
    if missing:
        raise UnknownMartError(f"no mart named {', '.join(missing)}; the snapshot holds {', '.join(sorted(marts))}")
    folder.mkdir(parents=True, exist_ok=True)
    written = [_write(snapshot.mart(name), folder / f"{name}.{form}", marts[name], form) for name in chosen]
    return [*written, _dictionary(folder / DICTIONARY, {name: marts[name] for name in chosen})]


def _marts(snapshot: Snapshot) -> dict[str, Mapping[str, Any]]:
    listed = json.loads(json.dumps(snapshot.manifest()["marts"]))
    return {mart["mart"]: mart for mart in listed}


def _write(source: Path, target: Path, mart: Mapping[str, Any], form: Format) -> Path:
    if form == "parquet":
        shutil.copyfile(source, target)
        return target
    columns = ", ".join(_plain(column["name"], column["type"]) for column in mart["schema"])
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        rows = f"select {columns} from read_parquet({sql_literal(source)})"  # noqa: S608 - names from the manifest
        connection.execute(f"copy ({rows}) to {sql_literal(target)} (format csv, header)")
    return target


def _plain(name: str, kind: str) -> str:
    """A column as CSV can hold it: lists and structs become JSON."""
    nested = kind.endswith("[]") or kind.startswith(("STRUCT", "MAP"))
    return f'to_json("{name}") as "{name}"' if nested else f'"{name}"'


def _dictionary(path: Path, marts: Mapping[str, Mapping[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["mart", "column", "type", "description"])
        for name, mart in marts.items():
            writer.writerow([name, "", f"{mart['rows']} rows", mart["description"]])
            writer.writerows(
                [name, column["name"], column["type"], column.get("description", "")] for column in mart["schema"]
            )
    return path
