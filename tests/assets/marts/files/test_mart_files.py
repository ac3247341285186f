"""A day changes the files it must and no other: on a small warehouse of our own, published as the pipeline does."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from assets.lake.snapshots.publishing import building_folder, publish
from assets.lake.snapshots.snapshots import Snapshot, verify
from assets.lake.storage.storage import Lake
from assets.marts.files.mart_files import Mart, mart_files

MONDAY = date(2026, 9, 28)
MARTS = (
    Mart("per_job", "marts.per_job", ("job_key",), "Of each job.", {"job_key": "The job."}, "job"),
    Mart("job_detail", "marts.job_detail", ("job_key",), "Its page.", {}, "job"),
    Mart("by_day", "marts.by_day", ("search_date", "job_key"), "Of each day.", {}, "search_date"),
    Mart("weekly", "marts.weekly", ("week",), "Of each week.", {}, "week"),
)
# What the models leave, in the least columns; a job's page has every kind of type that pages have.
WAREHOUSE = """
set TimeZone = 'UTC';
create schema marts;
create schema builds;
create table marts.dim_jobs (job_key bigint, last_seen date);
create view marts.per_job as select job_key, 'title ' || job_key as title from marts.dim_jobs;
create view marts.job_detail as select
    job_key, last_seen, timestamptz '2026-10-01 10:00:00+00' as seen_at, 0.1::decimal(18, 6) as cost_usd,
    ['a''b', null] as words, [{'n': job_key, 'on': last_seen}] as others, null::double as pay
from marts.dim_jobs;
create table marts.by_day (search_date date, job_key bigint);
create view marts.weekly as select distinct date_trunc('week', search_date)::date as week from marts.by_day;
create table builds.jobs_made (job_key bigint, revision ubigint);
create table builds.days_read (search_date date, fingerprint ubigint);
create table builds.code (layer varchar, version varchar);
insert into builds.code values ('daily', 'v1'), ('whole', 'v1')
"""


@dataclass
class House:
    """A lake and its warehouse."""

    lake: Lake
    warehouse: duckdb.DuckDBPyConnection

    def day(self, number: int, *jobs: int) -> None:
        """A day on which these jobs were seen, as the models leave it."""
        day = MONDAY + timedelta(days=number)
        for job in jobs:
            self.warehouse.execute("delete from marts.dim_jobs where job_key = ?", [job])
            self.warehouse.execute("insert into marts.dim_jobs values (?, ?)", [job, day])
            self.warehouse.execute("delete from builds.jobs_made where job_key = ?", [job])
            self.warehouse.execute("insert into builds.jobs_made values (?, ?)", [job, 1000 * number + job])
            self.warehouse.execute("insert into marts.by_day values (?, ?)", [day, job])
        self.warehouse.execute("insert into builds.days_read values (?, ?)", [day, number])

    def titled(self, title: str) -> None:
        """The same jobs, as other code makes them."""
        rows = f"select job_key, '{title}' as title from marts.dim_jobs"
        self.warehouse.execute(f"create or replace view marts.per_job as {rows}")

    def publish(self) -> tuple[Snapshot, set[str]]:
        """The snapshot, and the files that are new in it, by mart and bucket; a segment of an index is one of them."""
        before = set(self.lake.keys("marts/files"))
        building = building_folder(self.lake, "test")
        files = list(mart_files(self.warehouse, MARTS, self.lake, building))
        snapshot, *_ = publish(self.lake, building, files, "a-run", keep=3)
        shutil.rmtree(building)
        assert verify(snapshot) == []
        new = set(self.lake.keys("marts/files")) - before
        named = (key.removeprefix("marts/files/").rsplit(".", 2)[0] for key in new)
        return snapshot, {re.sub(r"-0\.\w+$", "", name) for name in named}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with duckdb.connect() as connection:
        for statement in filter(str.strip, WAREHOUSE.split(";")):
            connection.execute(statement)
        yield House(Lake(tmp_path), connection)


def test_one_more_day_writes_the_weeks_it_touched_and_its_month(house: House) -> None:
    house.day(0, 1, 2, 3)
    house.day(7, 4, 5)
    _, first = house.publish()
    assert first == {
        *(f"{mart}/{week}" for mart in ("per_job", "job_pages", "job_words") for week in ("2026-W40", "2026-W41")),
        "by_day/2026-09", "by_day/2026-10", "weekly/2026-09", "weekly/2026-10",
    }  # fmt: skip
    house.day(14, 5, 6)
    # Job 5 left week 41 for week 42; week 40 stays, and so does September.
    _, second = house.publish()
    assert second == {
        *(f"{mart}/{week}" for mart in ("per_job", "job_pages", "job_words") for week in ("2026-W41", "2026-W42")),
        "by_day/2026-10", "weekly/2026-10",
    }  # fmt: skip
    assert house.publish()[1] == set()


def test_a_kept_file_that_was_damaged_is_written_again(house: House) -> None:
    house.day(0, 1, 2)
    snapshot, _ = house.publish()
    file = snapshot.files("per_job")[0]
    file.write_bytes(bytes(file.stat().st_size))
    assert house.publish()[0] == snapshot


def test_files_of_other_code_or_of_unknown_code_are_not_kept(house: House) -> None:
    house.day(0, 1)
    house.publish()
    house.warehouse.execute(
        "create or replace view marts.per_job as select job_key, 'new' as title from marts.dim_jobs"
    )
    house.warehouse.execute("update builds.code set version = 'v2'")
    assert house.publish()[1] == {"per_job/2026-W40"}
    house.warehouse.execute(
        "create or replace view marts.per_job as select job_key, 'more' as title from marts.dim_jobs"
    )
    house.warehouse.execute("update builds.code set version = ''")
    assert house.publish()[1] == {"per_job/2026-W40"}


def test_the_view_over_the_pages_has_the_rows_and_types_of_the_warehouse(house: House) -> None:
    house.day(0, 1, 2)
    house.day(9, 3)
    snapshot, _ = house.publish()
    published, built = snapshot.relation("job_detail"), "marts.job_detail"
    ask = house.warehouse.execute
    types = [[column[:2] for column in ask(f"describe from {one}").fetchall()] for one in (published, built)]
    assert types[0] == types[1]
    rows = [ask(f"select * from {one} order by job_key").fetchall() for one in (published, built)]
    assert rows[0] == rows[1]
    assert len(rows[0]) == snapshot.marts["job_detail"]["rows"] == 3


def test_marts_without_rows_are_published_with_their_columns(house: House) -> None:
    snapshot, _ = house.publish()
    for mart in MARTS:
        found = house.warehouse.execute(f"describe from {snapshot.relation(mart.name)}").fetchall()
        assert found == house.warehouse.execute(f"describe from {mart.relation}").fetchall()
        assert house.warehouse.execute(f"select count(*) from {snapshot.relation(mart.name)}").fetchall() == [(0,)]


def test_the_views_open_in_the_folder_of_the_marts_wherever_it_lies(house: House) -> None:
    house.day(0, 1, 2)
    snapshot, _ = house.publish()
    moved = house.lake.root / "moved"
    (house.lake.root / "marts").rename(moved)
    asked = (
        "import duckdb, sys; connection = duckdb.connect(); connection.execute(open(sys.argv[1]).read()); "
        "print(connection.execute('select count(*), max(title) from per_job').fetchall())"
    )
    views = f"snapshot={snapshot.snapshot_id}/views.sql"
    done = subprocess.run([sys.executable, "-c", asked, views], cwd=moved, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[(2, 'title 2')]"
