"""An export holds the published rows, whatever the format, and says what each column is."""

import csv
import json
from pathlib import Path

import duckdb
import pytest

from assets.lake.snapshots.snapshots import MANIFEST, Snapshot
from assets.lake.storage.partition_writer import file_digest
from assets.marts.export import UnknownMartError, export_marts


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    folder = tmp_path / "snapshot=1"
    folder.mkdir()
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select 7::bigint as job_key, 'Ana, \"Lead\"' as title, ['SQL', 'dbt'] as skills, "
            "'=HYPERLINK(1)' as employer, -3.5 as change, [{'job_key': 9007199254740993}] as others, "
            f"timestamptz '2026-03-28 10:08:00+00' as seen) to '{folder}/dim_jobs.parquet' (format parquet)"
        )
        file = f"read_parquet('{folder}/dim_jobs.parquet', hive_partitioning = false)"
        described = connection.execute(f"describe from {file}").fetchall()
    schema = [{"name": name, "type": kind, "description": f"the {name}"} for name, kind, *_ in described]
    marts = [
        {"mart": "dim_jobs", "rows": 1, "schema": schema, "digest": "", "bytes": 1, "description": "one row a job"}
    ]
    (folder / MANIFEST).write_text(json.dumps({"marts": marts}), encoding="utf-8")
    return Snapshot("1", tmp_path)


def test_csv_holds_the_rows_with_nested_values_as_json(snapshot: Snapshot, tmp_path: Path) -> None:
    export_marts(snapshot, tmp_path / "out", "csv", ["dim_jobs"])
    with (tmp_path / "out" / "dim_jobs.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert row["job_key"] == "7"
    assert row["title"] == 'Ana, "Lead"'
    assert json.loads(row["skills"]) == ["SQL", "dbt"]
    assert row["seen"].startswith("2026-03-28 10:08:00+00")


def test_csv_is_marked_as_utf8_and_holds_no_live_formula(snapshot: Snapshot, tmp_path: Path) -> None:
    export_marts(snapshot, tmp_path / "out", "csv", ["dim_jobs"])
    assert (tmp_path / "out" / "dim_jobs.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "out" / "dim_jobs.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert row["employer"] == "'=HYPERLINK(1)"
    assert row["change"] == "-3.5"
    assert json.loads(row["others"]) == [{"job_key": "9007199254740993"}]


def test_parquet_is_the_published_file_byte_for_byte(snapshot: Snapshot, tmp_path: Path) -> None:
    export_marts(snapshot, tmp_path / "out", "parquet")
    assert file_digest(tmp_path / "out" / "dim_jobs.parquet") == file_digest(*snapshot.files("dim_jobs"))


def test_the_dictionary_describes_every_column(snapshot: Snapshot, tmp_path: Path) -> None:
    dictionary = export_marts(snapshot, tmp_path / "out", "csv")[-1]
    with dictionary.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ["job_key", "title", "skills", "employer", "change", "others", "seen"]
    assert [row["column"] for row in rows] == ["", "", *columns]
    assert all(row["description"] for row in rows)
    assert "spreadsheet" in rows[0]["description"]


def test_an_unknown_mart_is_refused_with_the_names_there_are(snapshot: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(UnknownMartError, match="the snapshot holds dim_jobs"):
        export_marts(snapshot, tmp_path / "out", "csv", ["dim_job"])
