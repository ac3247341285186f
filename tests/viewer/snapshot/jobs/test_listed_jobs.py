"""Lists out of memory say what the same questions to the snapshot's files say."""

import random
from typing import Any

import pytest
from starlette.datastructures import QueryParams

from assets.lake.readers.job_filters import JobFilter, read_job_filter
from assets.lake.snapshots.snapshots import current
from assets.lake.storage.storage import Lake
from assets.lake.words.listed import narrowed
from tests.viewer.snapshot_maker import contracts, publish_tables, story_rows
from viewer.pages.jobs.jobs import BY_WORDS, SORTS
from viewer.snapshot.jobs.index import indexed
from viewer.snapshot.jobs.job_columns import job_columns
from viewer.snapshot.jobs.job_lines import job_lines
from viewer.snapshot.jobs.lifecycles import lifecycle
from viewer.snapshot.jobs.listed_jobs import FACETS, counted, first_jobs, listed
from viewer.snapshot.reader import Reader

ADDRESSES = ("", "country=GB", "work_mode=remote&has_pay=1", "skill=python", "text=welder", "panel=yards", "country=ZZ")
WELDERS = 60
COUNTS = "select value, count(*) as n from {values} where value is not null group by value order by n desc, value"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """The story, and jobs that share and lack values in every way."""
    rows, rnd = story_rows(), random.Random(20)
    for number in range(WELDERS):
        more = {
            "job_key": 1000 + 7 * number,
            "title": rnd.choice(["Welder", "welder", "Senior Welder", None]),
            "employer": rnd.choice(["Larkspur Yards", "Beryl Rail", None]),
            "country": rnd.choice(["GB", "DE", None]),
            "work_mode": rnd.choice(["remote", "onsite", "unclear"]),
            "seniority": rnd.choice(["senior", "unclear", None]),
            "category": rnd.choice(["Welding", "Rail", None]),
            "panels": rnd.choice([["yards"], ["rail", "yards"], ["rail"]]),
            "posted_date": rnd.choice(["2026-11-18", "2026-11-19", None]),
            "first_seen": rnd.choice(["2026-11-19", "2026-11-20"]),
            "pay_yearly_max": rnd.choice([50_000.0, 60_000.0, None]),
            "pay_max": rnd.choice([25.0, None]),
            "pay_currency": rnd.choice(["GBP", "EUR", None]),
            "employment_types": rnd.choice([["FULLTIME"], [], None]),
            "source": rnd.choice(["jsearch", "adzuna"]),
            "description": "We look for a welder. " * rnd.randint(1, 5),
        }
        for mart in ("dim_jobs", "job_detail"):
            rows[mart].append({name: value for name, value in more.items() if name in contracts()[mart]})
    lake = Lake(tmp_path_factory.mktemp("listed"))
    publish_tables(lake, contracts(), rows)
    return lake


@pytest.fixture(scope="module")
def reader(lake: Lake) -> Reader:
    return opened(lake)


def opened(lake: Lake, *withheld: str) -> Reader:
    snapshot = current(lake)
    assert snapshot is not None
    reader = Reader(snapshot, withheld)
    assert indexed(reader)
    return reader


def of(reader: Reader, address: str) -> JobFilter:
    return narrowed(QueryParams(address), {}, reader.words()).chosen


def in_files(reader: Reader, chosen: JobFilter, sql: str) -> list[dict[str, Any]]:
    asked = sql.format(jobs=f"(select * from job_index where {chosen.where})")
    return list(reader.arrow(asked, chosen.values).to_pylist())


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort != BY_WORDS])
def test_every_order_is_that_of_the_files(reader: Reader, address: str, sort: str) -> None:
    chosen = of(reader, address)
    expected = [
        row["job_no"] for row in in_files(reader, chosen, f"select job_no from {{jobs}} order by {SORTS[sort]}")
    ]
    assert first_jobs(reader, chosen, SORTS[sort], 1000) == expected
    assert first_jobs(reader, chosen, SORTS[sort], 2, skipped=1) == expected[1:3]
    assert first_jobs(reader, chosen, SORTS[sort], 2, skipped=1000) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_count_is_that_of_the_files(reader: Reader, address: str) -> None:
    chosen, found = of(reader, address), counted(reader, of(reader, address))
    assert found["total"] == in_files(reader, chosen, "select count(*) as n from {jobs}")[0]["n"]
    for name in FACETS:
        values = f"(select {name} as value from {{jobs}})"
        assert found[name] == in_files(reader, chosen, COUNTS.format(values=values))
    values = "(select unnest(panels) as value from {jobs})"
    assert found["panel"] == in_files(reader, chosen, COUNTS.format(values=values))


def test_jobs_that_hold_the_words_best_come_first(reader: Reader) -> None:
    chosen = of(reader, "text=welder")
    found = listed(reader, chosen)
    assert found.scores is not None
    scores = dict(zip(found.numbers.to_pylist(), found.scores.to_pylist(), strict=True))
    best = [scores[number] for number in first_jobs(reader, chosen, SORTS[BY_WORDS], 100, best=True)]
    assert len(set(best)) > 1
    assert best == sorted(scores.values(), reverse=True)


def test_a_line_says_what_the_index_says(reader: Reader) -> None:
    rows = reader.rows("select * from job_index order by job_no")
    for line, row in zip(job_lines(reader, [row["job_no"] for row in rows]), rows, strict=True):
        said = {name: value for name, value in line.items() if name not in ("required", "n_required")}
        assert said == {name: row[name] for name in said}


def test_numbers_of_withheld_jobs_are_gaps_that_nobody_sees(lake: Lake) -> None:
    reader = opened(lake, "adzuna")
    shown = reader.rows("select job_no, job_key from job_index order by job_no")
    assert 0 < len(shown) < shown[-1]["job_no"]
    assert first_jobs(reader, read_job_filter({}), "job_key", 1000) == [row["job_no"] for row in shown]
    lines = job_columns(reader).lines([row["job_no"] for row in shown])
    assert [line["job_key"] for line in lines] == [row["job_key"] for row in shown]
    assert counted(reader, read_job_filter({}))["total"] == len(shown)


def test_a_posting_has_its_rows_in_each_panel(reader: Reader) -> None:
    asked = "select * from job_lifecycle where job_key = $key order by panel"
    keys = [row["job_key"] for row in reader.rows("select distinct job_key from job_lifecycle")]
    assert keys
    for key in (*keys, 1):
        rows = lifecycle(reader, key)
        assert rows == [{name: row[name] for name in rows[0]} for row in reader.rows(asked, {"key": key})]
