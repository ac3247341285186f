"""A month of lineage in one file holds exactly what its batches held, whenever the work is cut short."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assets.lake.storage.storage import Lake
from lineage.journal.journal import FACET, Journal
from lineage.journal.journal_months import EVENTS, RUNS
from lineage.journal.record import Materialization
from lineage.journal.versions import Versions

OCTOBER, NOVEMBER = "lineage/runs/month=2026-10/rows.parquet", "lineage/runs/month=2026-11/rows.parquet"
DAYS = [date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 1)]


def made(day: date, number: int) -> Materialization:
    at = datetime(day.year, day.month, day.day, 3, number % 60, tzinfo=UTC)
    return Materialization(
        event_id=f"abc-{number}", outcome="fail" if number % 4 == 3 else "complete", asset=f"asset_{number % 2}",
        partition=None if number % 3 else day.isoformat(), version=f"v{number}", run_id="r", job="daily_lake", step="s",
        launched_by="hand", started_at=at, finished_at=at, rows_out=number, changed=True,
    )  # fmt: skip


def line(record: Materialization) -> bytes:
    return b'{"run": {"facets": {"%s": {"record": %s}}}}\n' % (FACET.encode(), record.model_dump_json().encode())


def write(lake: Lake, day: date, first: int, count: int = 3) -> None:
    records = [made(day, number) for number in range(first, first + count)]
    name = f"abc-{first:09d}-{first + count:09d}"
    Journal(lake).write(day, name, records, [line(record) for record in records])


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """Four days of lineage in three months, the last of them not over."""
    lake = Lake(tmp_path)
    for number, day in enumerate(DAYS):
        write(lake, day, 10 * number + 1)
    Journal(lake).write(date(2026, 10, 31), "abc-000000019-000000019", [], [b'{"run": {"facets": {}}}\n'])
    return lake


@pytest.fixture
def before(lake: Lake) -> list[Materialization]:
    found = Journal(lake).records()
    assert len(found) == 12
    return found


def events(lake: Lake) -> dict[str, bytes]:
    return {key: lake.get(key) for key in lake.keys(EVENTS)}


def test_a_month_that_is_over_becomes_one_file_and_the_events_stay(lake: Lake, before: list[Materialization]) -> None:
    told = events(lake)
    Journal(lake).compact()
    assert lake.keys(RUNS) == ["lineage/runs/date=2026-12-01/abc-000000031-000000034.parquet", OCTOBER, NOVEMBER]
    assert Journal(lake).records() == before
    assert events(lake) == told


def test_compacting_again_writes_nothing(lake: Lake) -> None:
    Journal(lake).compact()
    written = lake.path(OCTOBER).stat().st_ino
    Journal(lake).compact()
    assert lake.path(OCTOBER).stat().st_ino == written, "a replaced file is another one"


def test_a_batch_that_comes_late_joins_its_month(lake: Lake, before: list[Materialization]) -> None:
    Journal(lake).compact()
    write(lake, DAYS[0], 5)
    assert len(Journal(lake).records()) == len(before) + 3
    Journal(lake).compact()
    assert len(Journal(lake).records()) == len(before) + 3
    assert len([key for key in lake.keys(RUNS) if "date=2026-10" in key]) == 0


class KilledError(Exception):
    """What a kill leaves: nothing after this point happens."""


class Mortal(Lake):
    """A lake whose process is killed after so many changes."""

    left = 0

    def replace(self, key: str, data: bytes) -> None:
        self._spend()
        super().replace(key, data)

    def remove(self, key: str) -> None:
        self._spend()
        super().remove(key)

    def _spend(self) -> None:
        if not self.left:
            raise KilledError
        self.left -= 1


def test_killed_at_any_moment_nothing_is_lost_or_doubled(
    lake: Lake, before: list[Materialization], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two months to write and four files to let go of: killed before each of the six."""
    for changes in range(6):
        cut = Mortal(tmp_path_factory.mktemp("cut") / "lake")
        shutil.copytree(lake.root, cut.root)
        cut.left = changes
        with pytest.raises(KilledError):
            Journal(cut).compact()
        after = Lake(cut.root)
        assert Journal(after).records() == before, f"killed after {changes} changes"
        Journal(after).compact()
        assert after.keys(RUNS) == ["lineage/runs/date=2026-12-01/abc-000000031-000000034.parquet", OCTOBER, NOVEMBER]
        assert Journal(after).records() == before


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"not a table"])
def test_a_damaged_month_is_made_again_from_the_events(
    lake: Lake, before: list[Materialization], damage: bytes
) -> None:
    Journal(lake).compact()
    lake.replace(OCTOBER, damage)
    assert Journal(lake).records() == before
    Journal(lake).compact()
    assert lake.get(OCTOBER) != damage
    assert Journal(lake).records() == before


def test_the_versions_read_by_column_are_those_of_the_records(lake: Lake, before: list[Materialization]) -> None:
    expected = Versions()
    for record in before:
        expected.apply(record)
    assert Journal(lake).versions() == expected
    Journal(lake).compact()
    assert Journal(lake).versions() == expected


def test_a_lake_without_lineage_has_no_version(tmp_path: Path) -> None:
    Journal(Lake(tmp_path)).compact()
    assert Journal(Lake(tmp_path)).versions() == Versions()
