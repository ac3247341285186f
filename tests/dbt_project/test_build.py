"""The build: what it reads, that order does not matter, that nothing in the lake is not a crash."""

import re
from collections.abc import Iterable
from pathlib import Path

import duckdb
from dbt.contracts.graph.manifest import Manifest

from tests.dbt_project import lake_maker, story
from tests.dbt_project.conftest import Warehouse


def test_the_order_of_backfills_leaves_no_trace(built: Warehouse, manifest: Manifest, tmp_path: Path) -> None:
    grown = Warehouse(tmp_path / "lake", tmp_path / "warehouse.duckdb", manifest)
    second_week, third_week = story.DAYS[7:14], story.DAYS[14:]
    lake_maker.write(grown.lake, story.whole_story(second_week))
    # A day that held other jobs when it was first built: the backfill must leave nothing of them.
    wrong_day = third_week[0]
    strangers = {"job_postings": [story.job_posting(job, wrong_day) for job in range(900, 905)]}
    lake_maker.write(grown.lake, strangers)
    grown.dbt("run", "--select", "tag:daily")
    lake_maker.write(grown.lake, story.whole_story(third_week))
    grown.dbt("run", "--select", "tag:daily", days=third_week)
    lake_maker.write(grown.lake, story.whole_story(story.DAYS[:7]))
    grown.dbt("run", "--select", "tag:daily", days=story.DAYS[:7])
    grown.dbt("run", "--select", "tag:whole")

    assert grown.digests(tmp_path / "grown") == built.digests(tmp_path / "built")


def test_an_empty_lake_builds_empty_marts_and_a_day_that_empties_leaves_no_rows(
    manifest: Manifest, tmp_path: Path
) -> None:
    warehouse = Warehouse(tmp_path / "lake", tmp_path / "warehouse.duckdb", manifest)
    day, facts = story.START, ("fct_search_hits", "fct_api_calls", "fct_search_days")

    def counts(marts: Iterable[str]) -> dict[str, object]:
        return {mart: warehouse.ask(f"select count(*) from {mart}")[0][0] for mart in marts}

    warehouse.dbt("run")
    assert counts(warehouse.marts()) == dict.fromkeys(warehouse.marts(), 0)

    lake_maker.write(warehouse.lake, story.whole_story([day]))
    warehouse.dbt("run", "--select", *facts, "int_search_days__by_day", days=[day])
    assert counts(facts) == {"fct_search_hits": 5, "fct_api_calls": 2, "fct_search_days": 2}

    for file in warehouse.lake.rglob("*.parquet"):
        file.unlink()
    warehouse.dbt("run", "--select", *facts, "int_search_days__by_day", days=[day])
    assert counts(facts) == dict.fromkeys(facts, 0)


def test_a_window_of_two_days_reads_two_days_of_the_lake(built: Warehouse) -> None:
    with duckdb.connect(str(built.file), read_only=True) as connection:
        ((_, plan),) = connection.execute(
            "explain analyze select count(title) from staging.stg_jsearch__postings"
            " where search_date >= date '2026-10-08' and search_date < date '2026-10-10'"
        ).fetchall()
    assert re.findall(r"Scanning Files: (\d+)/(\d+)", plan) == [("2", "21")]


def test_a_column_older_files_lack_is_null_in_them(manifest: Manifest, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "lake", tmp_path / "warehouse.duckdb", manifest)
    lake_maker.write(warehouse.lake, story.whole_story(story.DAYS[:2]))
    (file,) = (warehouse.lake / "classified_jobs" / f"search_date={story.START}").glob("*.parquet")
    with duckdb.connect() as connection:
        connection.execute("create table old as select * exclude (runner_up) from read_parquet(?)", [str(file)])
        connection.execute(f"copy old to '{file}' (format parquet)")
    warehouse.dbt("run", "--select", "int_jobs__by_day", "stg_jsearch__classes", "stg_jsearch__postings")
    with duckdb.connect(str(warehouse.file), read_only=True) as connection:
        rows = connection.execute("select count(*), count(category) > 0 from intermediate.int_jobs__by_day").fetchall()
    assert rows == [(sum(story.seen_on(job, day) for day in story.DAYS[:2] for job in story.JOBS), True)]
