"""A lake keeps its promises wherever it lies: in a folder, in moto's buckets and in SeaweedFS'."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from assets.lake.calls.ledger import Call, Ledger
from assets.lake.opening import open_lake
from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawRequest
from assets.lake.storage.partition_writer import file_digest
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import CLASSIFIED_JOBS, JOB_OPENINGS

DAY = date(2026, 3, 28)
NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)


def row(key: int, day: date = DAY) -> dict[str, object]:
    return {"search_date": day, "job_key": key, "category": "Other", "confidence": 0.5, "source": "rules"}


def another_machine(lake: Lake, tmp_path: Path) -> Lake:
    return open_lake(lake.place, tmp_path / "another")


def test_a_written_partition_reads_back_anywhere_and_its_digest_is_that_of_its_bytes(
    lake: Lake, tmp_path: Path
) -> None:
    written = lake.write_partition(CLASSIFIED_JOBS, DAY, [row(2), row(1)])
    elsewhere = another_machine(lake, tmp_path)
    (file,) = elsewhere.resolve(CLASSIFIED_JOBS)
    assert (file.key, file.size, file.day) == (written.uri, written.size, DAY)
    assert file_digest(elsewhere.local(file)) == written.digest
    assert elsewhere.digest(CLASSIFIED_JOBS, DAY) == elsewhere.digest(CLASSIFIED_JOBS, DAY, of_bytes=True)
    assert elsewhere.read_partitions(CLASSIFIED_JOBS)["job_key"].to_pylist() == [1, 2]
    assert elsewhere.partition_written(CLASSIFIED_JOBS, DAY) == written


def test_the_same_rows_are_the_same_bytes_in_every_place(lake: Lake, tmp_path: Path) -> None:
    beside = Lake(tmp_path / "beside")
    rows = [row(key) for key in range(20)]
    assert lake.write_partition(CLASSIFIED_JOBS, DAY, rows) == beside.write_partition(CLASSIFIED_JOBS, DAY, rows)


def test_a_day_that_is_written_again_takes_the_place_of_the_old_one_alone(lake: Lake, tmp_path: Path) -> None:
    elsewhere = another_machine(lake, tmp_path)
    days = [DAY + timedelta(days=number) for number in range(5)]  # over the end of a month
    for day in days:
        lake.write_partition(CLASSIFIED_JOBS, day, [row(1, day)])
    elsewhere.write_partition(CLASSIFIED_JOBS, days[1], [row(7, days[1])])
    with lake.hold("look", "nothing", "a test"):
        assert lake.days(CLASSIFIED_JOBS) == days
        assert lake.read_partitions(CLASSIFIED_JOBS)["job_key"].to_pylist() == [1, 7, 1, 1, 1]
        assert [file.day for file in lake.resolve(CLASSIFIED_JOBS, days[3:])] == days[3:]


def test_a_table_without_days_and_files_with_names_are_found(lake: Lake) -> None:
    lake.write_partition(JOB_OPENINGS, None, [])
    for name in ("search", "classify"):
        lake.write_partition(CLASSIFIED_JOBS, DAY, [row(1)], name=name)
    assert [file.name for file in lake.resolve(CLASSIFIED_JOBS, [DAY])] == ["classify", "search"]
    assert lake.read_partitions(CLASSIFIED_JOBS, [DAY], name="search").num_rows == 1
    assert [file.key for file in lake.resolve(JOB_OPENINGS)] == ["job_openings/part.parquet"]


def test_an_error_while_writing_leaves_the_old_partition(lake: Lake) -> None:
    before = lake.write_partition(CLASSIFIED_JOBS, DAY, [row(1)])
    with pytest.raises(pa.ArrowInvalid), lake.partition_writer(CLASSIFIED_JOBS, DAY) as writer:
        writer.add([row(2), {"job_key": "not a number"}])
    assert lake.digest(CLASSIFIED_JOBS, DAY) == before.digest


def test_a_blob_is_written_once_replaced_listed_and_removed(lake: Lake, tmp_path: Path) -> None:
    assert lake.put_once("raw/b.bin", b"first")
    assert not another_machine(lake, tmp_path).put_once("raw/b.bin", b"second")
    assert lake.get("raw/b.bin") == b"first"
    assert lake.head("raw/b.bin", 3) == b"fir"
    for key in ("raw/a %41 ü.txt", "raw/below/c.bin", "raw/below/deeper/d.bin"):
        lake.replace(key, b"four")
    assert lake.names("raw") == ["a %41 ü.txt", "b.bin"]
    assert lake.folders("raw") == lake.folders_holding("raw", ".bin") == ["below"]
    assert [(one.name, one.size) for one in lake.listing("raw", ".bin")] == [("b.bin", 5)]
    assert lake.keys("raw") == ["raw/a %41 ü.txt", "raw/b.bin", "raw/below/c.bin", "raw/below/deeper/d.bin"]
    assert lake.holds("raw", ".txt")
    assert not lake.holds("raw", ".tmp")
    lake.remove("raw/b.bin")
    lake.remove("raw/b.bin")
    assert not lake.exists("raw/b.bin")
    assert lake.exists("raw/below/c.bin")
    with pytest.raises(FileNotFoundError):
        lake.get("raw/b.bin")
    with pytest.raises(FileNotFoundError):
        lake.head("raw/b.bin", 1)
    assert [*lake.names("nowhere"), *lake.folders("nowhere"), *lake.listing("nowhere"), *lake.keys("nowhere")] == []


@pytest.mark.parametrize("key", ["../outside", "/etc/passwd", "raw/../../outside"])
def test_a_key_that_leaves_the_lake_is_refused(lake: Lake, key: str) -> None:
    with pytest.raises(ValueError, match="outside the lake"):
        lake.put_once(key, b"x")


def test_raw_answers_land_once_and_are_read_on_another_machine(lake: Lake, tmp_path: Path) -> None:
    request = RawRequest(
        endpoint="search-v2", params={}, provider="a provider", search_name="s", search_version="1", panel="p",
        called_at=NOW,
    )  # fmt: skip
    for number, day in enumerate((DAY, DAY, DAY + timedelta(days=4))):
        raw_answers.land(lake, day, f"s-{number}", request, b"{%d}" % number)
    elsewhere = another_machine(lake, tmp_path)
    assert [answer.body for answer in raw_answers.answers(elsewhere, DAY)] == [b"{0}", b"{1}"]
    assert raw_answers.landed_days(elsewhere) == [DAY, DAY + timedelta(days=4)]
    assert raw_answers.providers(elsewhere) == {"a provider": DAY}
    assert raw_answers.day_version(elsewhere, DAY) == raw_answers.day_version(lake, DAY)
    assert raw_answers.read_request(elsewhere, raw_answers.day_keys(elsewhere, DAY)[0]).provider == "a provider"


def test_calls_that_two_machines_write_down_are_each_counted_once(lake: Lake, tmp_path: Path) -> None:
    elsewhere = another_machine(lake, tmp_path)
    for number, (at, run) in enumerate([(lake, "here"), (elsewhere, "there"), (lake, "here")]):
        call = Call(
            search_date=DAY, call_id=f"{number}", called_at=NOW + timedelta(seconds=number), kind="search",
            provider="p", endpoint="e", status="processed", credits=1, run_id=run,
        )  # fmt: skip
        Ledger(at, run).intend(call)
        if number != 1:
            Ledger(at, run).record(call)
    looking = open_lake(lake.place, tmp_path / "looking")
    assert [call.status for call in Ledger(looking, "x").rows(DAY)] == ["processed", "interrupted", "processed"]
    assert Ledger(looking, "x").compact([DAY], ["search"]) == Ledger(looking, "x").compact([DAY], ["search"]) == 3
    after = Ledger(open_lake(lake.place, tmp_path / "after"), "y")
    assert after.credits_spent(NOW, ["p"]) == 3
    assert len(after.rows(DAY)) == 3


def test_a_file_that_nobody_can_read_is_taken_out_of_its_table(lake: Lake) -> None:
    lake.write_partition(CLASSIFIED_JOBS, DAY, [row(1)])
    lake.drop(lake.resolve(CLASSIFIED_JOBS)[0])
    assert lake.days(CLASSIFIED_JOBS) == []
