"""What every column is made from: declared for the lake, read from the compiled SQL for dbt's models.

Reading the SQL of 42 models takes 0.7 s of CPU, so it is kept in a file until the project's SQL changes.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assets.lake.tables.schemas import TABLES
from lineage.columns.sql_columns import ROWS, UnresolvedError, columns_of

RAW = "raw_search_results"
DECLARED = Path(__file__).with_name("declared_columns.yaml")
CONSTANT = "a constant of the SQL"
NOT_COMPILED = "not compiled yet: no run has built this model"
# What builds write down of themselves (dbt_project/macros/builds.sql): it says what to make again, and is in no value.
BOOKS = {
    "builds.jobs_made": ["job_key", "revision"],
    "builds.weeks_made": ["panel", "week", "found_revision", "known_revision"],
}
FORMAT = "2"  # of the cached file; raise it when what is read from the same SQL changes
Column = tuple[str, str]  # asset, column


@dataclass
class ColumnLineage:
    """For each asset and column, the columns it is made from; where there is none, the reason in `notes`."""

    made_from: dict[str, dict[str, tuple[Column, ...]]] = field(default_factory=dict)
    notes: dict[Column, str] = field(default_factory=dict)

    def of(self, asset: str) -> Mapping[str, tuple[Column, ...]]:
        """The columns of one asset; none for an asset that is not known."""
        return self.made_from.get(asset, {})

    def origins(self, asset: str, column: str) -> dict[Column, int]:
        """Where a column begins, through everything between, each with the number of steps on the shortest way."""
        found: dict[Column, int] = {}
        seen: set[Column] = set()
        level: list[Column] = [(asset, column)]
        steps = 0
        while level:
            nearer: list[Column] = []
            for one in level:
                above = self.made_from.get(one[0], {}).get(one[1], ())
                if above:
                    nearer += [two for two in above if two not in seen]
                    seen.update(above)
                elif steps:
                    found.setdefault(one, steps)
            level, steps = nearer, steps + 1
        return found


@cache
def declared() -> ColumnLineage:
    """The columns of the lake's tables."""
    found = ColumnLineage()
    for table, columns in yaml.safe_load(DECLARED.read_text(encoding="utf-8")).items():
        found.made_from[table] = dict.fromkeys(columns, ())
        for name, inputs in columns.items():
            if isinstance(inputs, str):
                found.notes[table, name] = inputs
            else:
                found.made_from[table][name] = tuple(_input(item) for item in inputs)
    return found


def _input(text: str) -> Column:
    table, _, column = text.partition(".")
    return (table, column) if table in TABLES else (RAW, text)


def column_lineage(manifest: Path, target: Path, kept: Path) -> ColumnLineage:
    """The lineage of every column of the lake and of dbt's models.

    Args:
        manifest: dbt's manifest.
        target: The folder below which dbt's runs leave their compiled SQL.
        kept: Where the result is kept between runs.
    """
    nodes = json.loads(manifest.read_text(encoding="utf-8"))
    models = {key: node for key, node in nodes["nodes"].items() if node["resource_type"] == "model"}
    fingerprint = _fingerprint(nodes, models.values())
    found = _read(kept, fingerprint)
    if found is None:
        found = read_models(models, compiled_files(target), sources_of(nodes))
        if not any(note == NOT_COMPILED for note in found.notes.values()):
            _keep(kept, fingerprint, found)
    return _joined(found)


def sources_of(manifest: Mapping[str, Any]) -> dict[str, list[str]]:
    """The columns of the lake's tables as dbt knows them, by `schema.table`."""
    return {f"{node['schema']}.{node['name']}": list(node["columns"]) for node in manifest["sources"].values()}


def compiled_files(target: Path) -> dict[str, Path]:
    """The newest compiled SQL of each model, by its path inside the project."""
    found: dict[str, Path] = {}
    for path in sorted(target.glob("*/compiled/*/models/**/*.sql"), key=lambda path: path.stat().st_mtime_ns):
        found["models" + path.as_posix().rpartition("/models")[2]] = path
    return found


def read_models(
    models: Mapping[str, Mapping[str, Any]], compiled: Mapping[str, Path], tables: dict[str, list[str]]
) -> ColumnLineage:
    """The lineage of dbt's models, upstream first, because a `select *` yields what its upstream has."""
    found, known = ColumnLineage(), {**tables, **BOOKS}
    assets = {f"{node['schema']}.{node['alias']}": node["name"] for node in models.values()}
    assets |= {table: table.partition(".")[2] for table in tables}
    for key in _upstream_first(models):
        node = models[key]
        columns = _read_model(found, node, compiled.get(node["original_file_path"]), known, assets)
        known[f"{node['schema']}.{node['alias']}"] = columns
    return found


def _read_model(
    found: ColumnLineage,
    node: Mapping[str, Any],
    compiled: Path | None,
    known: Mapping[str, list[str]],
    assets: Mapping[str, str],
) -> list[str]:
    name = node["name"]
    read, reason = None, NOT_COMPILED
    if compiled:
        try:
            read = columns_of(compiled.read_text(encoding="utf-8"), known)
        except UnresolvedError as error:
            reason = str(error)
    if read is None:
        found.made_from[name] = dict.fromkeys(node["columns"], ())
        found.notes.update({(name, column): reason for column in node["columns"]})
        return list(node["columns"])
    above = {
        column: sorted((assets[table], source) for table, source in made_from if table not in BOOKS)
        for column, made_from in read.items()
    }
    found.made_from[name] = {column: tuple(inputs) for column, inputs in above.items()}
    found.made_from[name][ROWS] = tuple((key.rpartition(".")[2], ROWS) for key in node["depends_on"]["nodes"])
    found.notes.update({(name, column): CONSTANT for column, inputs in above.items() if not inputs})
    return list(read)


def _upstream_first(models: Mapping[str, Mapping[str, Any]]) -> list[str]:
    ordered: dict[str, None] = {}

    def visit(key: str) -> None:
        if key in models and key not in ordered:
            for above in models[key]["depends_on"]["nodes"]:
                visit(above)
            ordered[key] = None

    for key in sorted(models):
        visit(key)
    return list(ordered)


def _fingerprint(manifest: Mapping[str, Any], models: Iterable[Mapping[str, Any]]) -> str:
    """Everything the compiled SQL depends on, except the days of a window, which are in no column."""
    macros = [macro["macro_sql"] for key, macro in manifest["macros"].items() if ".joblake." in key]
    parts = [FORMAT, *sorted(node["raw_code"] for node in models), *sorted(macros), json.dumps(sources_of(manifest))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _read(kept: Path, fingerprint: str) -> ColumnLineage | None:
    if not kept.is_file():
        return None
    try:
        held = json.loads(kept.read_bytes())
        return _held(held) if held["fingerprint"] == fingerprint else None
    except (ValueError, KeyError, TypeError, AttributeError):  # damaged: it is read from the SQL again
        return None


def _held(held: Any) -> ColumnLineage:
    found = ColumnLineage()
    for asset, columns in held["made_from"].items():
        found.made_from[asset] = {name: tuple((one[0], one[1]) for one in above) for name, above in columns.items()}
    found.notes = {(asset, column): note for asset, column, note in held["notes"]}
    return found


def _keep(kept: Path, fingerprint: str, found: ColumnLineage) -> None:
    notes = [[asset, column, note] for (asset, column), note in found.notes.items()]
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_suffix(".tmp")
    beside.write_text(json.dumps({"fingerprint": fingerprint, "made_from": found.made_from, "notes": notes}))
    beside.replace(kept)


def _joined(models: ColumnLineage) -> ColumnLineage:
    lake = declared()
    return ColumnLineage({**lake.made_from, **models.made_from}, {**lake.notes, **models.notes})


def rows_of(found: ColumnLineage) -> Iterator[dict[str, object]]:
    """The rows of `lineage_columns`: what each column is made from directly, and where it begins.

    Column `*` of an asset stands for which rows it has; a count of rows is made from it.
    """
    for asset in sorted(found.made_from):
        for column, above in sorted(found.made_from[asset].items()):
            row = {"asset": asset, "column": column}
            if not above:
                yield {**row, "relation": "none", "steps": 0, "note": found.notes.get((asset, column))}
            for upstream in above:
                yield {**row, "relation": "direct", **_upstream(upstream), "steps": 1}
            for upstream, steps in sorted(found.origins(asset, column).items()):
                note = found.notes.get(upstream)
                yield {**row, "relation": "origin", **_upstream(upstream), "steps": steps, "note": note}


def _upstream(column: Column) -> dict[str, object]:
    return {"upstream_asset": column[0], "upstream_column": column[1]}
