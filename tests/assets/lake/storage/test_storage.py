"""Partitions are replaced whole, blobs are written once, and the same rows give the same bytes."""

import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.lake.storage.partition_writer import ROWS_PER_GROUP, file_digest
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import CLASSIFIED_JOBS, JOB_OPENINGS, TABLES

DAY = date(2026, 3, 28)
ROOT = Path(__file__).resolve().parents[4]


def row(key: int, category: str = "Other") -> dict[str, object]:
    return {"search_date": DAY, "job_key": key, "category": category, "confidence": 0.5, "source": "rules"}


def test_the_order_in_which_rows_arrive_does_not_change_a_byte(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    forward = lake.write_partition(CLASSIFIED_JOBS, DAY, [row(key) for key in range(50)])
    backward = lake.write_partition(CLASSIFIED_JOBS, DAY, [row(key) for key in reversed(range(50))])
    assert forward == backward


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(min_value=1, max_value=3 * ROWS_PER_GROUP), min_size=1, max_size=4))
def test_the_size_of_the_pieces_does_not_change_a_byte(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int]
) -> None:
    lake = Lake(tmp_path_factory.mktemp("lake"))
    table = pa.Table.from_pylist([row(key) for key in range(2 * ROWS_PER_GROUP + 7)], schema=CLASSIFIED_JOBS.schema)
    whole = lake.write_partition(CLASSIFIED_JOBS, DAY, table)
    edges = [0, *sorted({min(cut, table.num_rows) for cut in cuts}), table.num_rows]
    with lake.partition_writer(CLASSIFIED_JOBS, DAY) as writer:
        for start, end in itertools.pairwise(edges):
            writer.add_table(table.slice(start, end - start))
    assert writer.written() == whole


def test_a_written_partition_reads_back_and_its_digest_is_that_of_the_file(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    written = lake.write_partition(CLASSIFIED_JOBS, DAY, [row(2), row(1)])
    assert [found["job_key"] for found in lake.read_partitions(CLASSIFIED_JOBS).to_pylist()] == [1, 2]
    assert written.digest == file_digest(tmp_path / written.uri) == lake.digest(CLASSIFIED_JOBS, DAY)
    assert lake.days(CLASSIFIED_JOBS) == [DAY]


def test_an_error_while_writing_leaves_the_old_partition(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    before = lake.write_partition(CLASSIFIED_JOBS, DAY, [row(1)])
    with pytest.raises(pa.ArrowInvalid), lake.partition_writer(CLASSIFIED_JOBS, DAY) as writer:
        writer.add([row(2), {"job_key": "not a number"}])
    assert lake.digest(CLASSIFIED_JOBS, DAY) == before.digest
    assert [path.name for path in (tmp_path / before.uri).parent.iterdir()] == ["part.parquet"]


KILLED = """
import sys
from datetime import date
from pathlib import Path
from assets.lake.tables.schemas import CLASSIFIED_JOBS
from assets.lake.storage.storage import Lake
lake, day = Lake(Path(sys.argv[1])), date(2026, 3, 28)
version = 0
while True:
    version += 1
    rows = [{"search_date": day, "job_key": key, "category": str(version)} for key in range(4000)]
    lake.write_partition(CLASSIFIED_JOBS, day, rows)
    print(version, flush=True)
"""


def test_kill_9_at_any_moment_leaves_a_whole_partition(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    for attempt in range(5):
        writer = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(0.013 * (attempt + 1))
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        table = lake.read_partitions(CLASSIFIED_JOBS, [DAY])
        assert table.num_rows == 4000
        assert len(set(table["category"].to_pylist())) == 1


def test_a_blob_is_written_once_and_never_changed(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    assert lake.put_once("raw/a.bin", b"first")
    assert not lake.put_once("raw/a.bin", b"second")
    assert lake.get("raw/a.bin") == b"first"
    assert lake.keys("raw") == ["raw/a.bin"]


def test_a_folder_that_is_removed_while_a_process_lives_is_made_again(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.put_once("raw/a.bin", b"first")
    shutil.rmtree(tmp_path / "raw")
    assert lake.put_once("raw/b.bin", b"second")


def test_a_folder_lists_its_own_whole_blobs(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    for key in ("raw/b.bin", "raw/a.txt", "raw/below/c.bin"):
        lake.put_once(key, b"four")
    (tmp_path / "raw/.d.bin.0a1b.tmp").touch()
    assert lake.names("raw") == ["a.txt", "b.bin"]
    assert lake.folders("raw") == ["below"]
    assert sorted((one.name, one.size) for one in lake.listing("raw")) == [("a.txt", 4), ("b.bin", 4)]
    (text,) = lake.listing("raw", ".txt")
    assert text == ("a.txt", 4, (tmp_path / "raw/a.txt").stat().st_mtime)
    assert lake.holds("raw", ".bin")
    assert not lake.holds("raw", ".tmp")
    assert lake.keys("raw") == ["raw/a.txt", "raw/b.bin", "raw/below/c.bin"]
    assert [*lake.names("nowhere"), *lake.folders("nowhere"), *lake.listing("nowhere"), *lake.keys("nowhere")] == []


def test_journal_lines_are_appended_whole(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.append("journal/x.ndjson", b'{"a":1}')
    lake.append("journal/x.ndjson", b'{"a":2}\n')
    assert lake.get("journal/x.ndjson") == b'{"a":1}\n{"a":2}\n'


@pytest.mark.parametrize("key", ["../outside", "/etc/passwd", "raw/../../outside"])
def test_a_key_that_leaves_the_lake_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="outside the lake"):
        Lake(tmp_path / "lake").put_once(key, b"x")


def test_a_day_is_asked_of_daily_tables_only(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    with pytest.raises(ValueError, match="expected a day"):
        lake.write_partition(CLASSIFIED_JOBS, None, [])
    with pytest.raises(ValueError, match="expected no day"):
        lake.write_partition(JOB_OPENINGS, DAY, [])


@pytest.mark.parametrize("spec", TABLES.values(), ids=lambda spec: spec.name)
def test_every_table_sorts_by_columns_it_has_and_can_be_empty(tmp_path: Path, spec: object) -> None:
    from assets.lake.tables.schemas import TableSpec

    assert isinstance(spec, TableSpec)
    assert set(spec.sort) <= set(spec.schema.names)
    lake, day = Lake(tmp_path), DAY if spec.partitioned else None
    lake.write_partition(spec, day, [])
    assert lake.read_partitions(spec).schema == spec.schema
