"""Publishes a snapshot whose tables have exactly the columns that dbt's contracts name."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from assets.lake.snapshots.publishing import MartFile, building_folder, publish
from assets.lake.snapshots.snapshots import Snapshot
from assets.lake.storage.partition_writer import file_digest
from assets.lake.storage.storage import Lake
from assets.marts.files.job_pages import NAME, write_job_pages
from assets.marts.files.list_index import write_list_index
from assets.marts.files.word_index import word_files
from tests.viewer import story

MODELS = Path(__file__).resolve().parents[2] / "dbt_project" / "models" / "marts"
LINEAGE = {
    "lineage_runs": {
        "asset": "varchar", "partition": "varchar", "outcome": "varchar", "run_id": "varchar", "version": "varchar",
        "code_version": "varchar", "started_at": "timestamptz", "finished_at": "timestamptz", "rows_out": "bigint",
        "error": "varchar",
    },
    "lineage_columns": {
        "asset": "varchar", "column": "varchar", "relation": "varchar", "upstream_asset": "varchar",
        "upstream_column": "varchar", "steps": "bigint", "note": "varchar",
    },
}  # fmt: skip
RECORDED: dict[str, list[dict[str, Any]]] = {
    "lineage_runs": [
        {"asset": "job_postings", "partition": story.DAY, "outcome": "complete", "run_id": "0123456789ab",
         "version": "abcdef", "finished_at": "2026-11-20 11:00:00+00"}
    ],
    "lineage_columns": [
        {"asset": "job_postings", "column": "title", "relation": "direct", "upstream_asset": "raw_search_results",
         "upstream_column": "$.job_title", "steps": 1},
        {"asset": "dim_jobs", "column": "title", "relation": "direct", "upstream_asset": "job_postings",
         "upstream_column": "title", "steps": 1},
    ],
}  # fmt: skip


@cache
def contracts() -> dict[str, dict[str, str]]:
    """Column names and types of every mart, by dbt's contracts."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(MODELS.rglob("*.yml")):
        for model in yaml.safe_load(file.read_text(encoding="utf-8")).get("models", []):
            found[model["name"]] = {column["name"]: column["data_type"] for column in model["columns"]}
    return found


def story_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of every mart of the story."""
    jobs = story.jobs()
    narrow = contracts()["dim_jobs"]
    skills = [
        {**skill, "job_key": job["job_key"], "kind": kind, "extracted_on": story.DAY}
        for job in jobs
        for kind in ("hard", "soft")
        for skill in job.get(f"{kind}_skills") or ()
    ]
    known = contracts()["fct_job_skills"]
    return {
        **story.statistics(),
        "job_detail": jobs,
        "dim_jobs": [{name: value for name, value in job.items() if name in narrow} for job in jobs],
        "fct_job_skills": [{name: value for name, value in skill.items() if name in known} for skill in skills],
    }


def publish_story(lake: Lake, *, lineage: bool = True, pages: bool = True, without: Iterable[str] = ()) -> Snapshot:
    """Publish the story."""
    tables = {name: columns for name, columns in contracts().items() if name not in set(without)}
    rows = story_rows()
    if lineage:
        tables |= LINEAGE
        rows |= RECORDED
    return publish_tables(lake, tables, rows, pages=pages)


def publish_tables(
    lake: Lake,
    tables: Mapping[str, Mapping[str, str]],
    rows: Mapping[str, list[dict[str, Any]]],
    *,
    pages: bool = True,
) -> Snapshot:
    """Publish these tables; a row that names an unknown column is refused."""
    building = building_folder(lake, "story")
    files: list[MartFile] = []
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        for name, columns in tables.items():
            _fill(connection, name, columns, rows.get(name, []), building)
            path = building / f"{name}.parquet"
            order = "order by job_key" if name == "job_detail" else ""
            connection.execute(f"copy (from {name} {order}) to '{path}' (format parquet)")
            files.append(_described(name, path, len(rows.get(name, [])), columns))
        if pages and "job_detail" in tables:
            path = building / f"{NAME}.parquet"
            files.append(_described(NAME, path, write_job_pages(connection, "job_detail", path), {}))
            files += word_files(connection, [(files[-1], path)], {}, building, building)
        files += [
            _described(table.name, path, 0, {})
            for table, path in write_list_index(connection, building, {name: name for name in tables})
        ]
    return publish(lake, building, files, "a-run", keep=3)[0]


def _fill(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, str],
    rows: list[dict[str, Any]],
    folder: Path,
) -> None:
    typed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    connection.execute(f"create table {name} ({typed})")
    if not rows:
        return
    unknown = {column for row in rows for column in row} - set(columns)
    assert not unknown, f"{name} has no columns {unknown}"
    file = folder / "rows.json"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    kinds = {column: kind for column, kind in columns.items() if any(column in row for row in rows)}
    connection.execute(
        f"insert into {name} by name select * from read_json(?, columns = ?, format = 'newline_delimited', "
        "maximum_object_size = 33554432)",
        [file.as_posix(), kinds],
    )
    file.unlink()


def _described(name: str, path: Path, rows: int, columns: Mapping[str, str]) -> MartFile:
    schema = [{"name": column, "type": kind} for column, kind in columns.items()]
    return MartFile(name, rows, schema, file_digest(path), path.stat().st_size, f"What {name} holds.")
