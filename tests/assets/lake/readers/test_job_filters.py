"""The words of a list's address: what they narrow it to, and what is said of those that are none."""

from functools import cache

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from assets.lake.readers.job_filters import FILTERS, FOLDED_MACRO, JobFilter, read_job_filter

INDEX = """
create table job_index as select * from (values
    (1, 'Data Engineering', 'GB', 'remote', 'senior', ['data'], 'acme', date '2026-11-20', date '2026-11-21', true),
    (2, 'Nursing', 'US', 'onsite', 'junior', ['data', 'care'], 'ward', date '2026-11-22', date '2026-11-22', false)
) as jobs(job_no, category, country, work_mode, seniority, panels, employer_slug, posted_date, first_seen, has_pay);
alter table job_index add column words varchar default 'any words';
alter table job_index add column work_mode_contradiction boolean default false;
alter table job_index add column is_repost boolean default false;
create table skill_index as from (values (1, 'Python', 'python'), (2, 'dbt', 'dbt')) as s(skill_no, skill, slug);
create table job_required_index as from (values (1, [2, 1]), (2, [])) as r(job_no, hard);
create table job_skill_index as from (values (1, 1), (2, 1), (1, 2)) as s(skill_no, job_no);
"""


@cache
def index() -> duckdb.DuckDBPyConnection:
    """The index, made once."""
    connection = duckdb.connect()
    connection.execute(FOLDED_MACRO)
    connection.execute(INDEX)
    return connection


def found(chosen: JobFilter) -> list[int]:
    """The jobs of the index that pass."""
    rows = index().execute(f"select job_no from job_index where {chosen.where} order by 1", chosen.values)
    return [number for (number,) in rows.fetchall()]


def test_codes_are_read_in_any_case_and_kept_in_theirs() -> None:
    chosen = read_job_filter({"country": "gb", "work_mode": "Remote", "category": "data engineering"})
    assert chosen.asked == {"category": "data engineering", "country": "GB", "work_mode": "remote"}
    assert found(chosen) == [1]


def test_several_skills_are_all_asked_for_by_name_or_address() -> None:
    assert found(read_job_filter({"skill": "python"})) == [1, 2]
    assert found(read_job_filter({"skill": " PYTHON , dbt,"})) == [1]
    assert found(read_job_filter({"skill": "python,cobol"})) == []


def test_what_one_has_must_cover_the_share_asked_for() -> None:
    assert found(read_job_filter({"have": "DBT,sewing", "min_match": "50"})) == [1]
    assert found(read_job_filter({"have": "dbt"})) == []
    assert found(read_job_filter({"have": "dbt,python", "min_match": "100"})) == [1]
    wrong = read_job_filter({"have": "dbt", "min_match": "plenty"})
    assert (wrong.asked, len(wrong.problems)) == ({"have": "dbt"}, 1)
    assert read_job_filter({"have": "dbt", "min_match": "50"}).without("have").asked == {}


def test_found_since_and_posted_since_are_different_days() -> None:
    assert found(read_job_filter({"found_since": "2026-11-21"})) == [1, 2]
    assert found(read_job_filter({"posted_since": "2026-11-21"})) == [2]


def test_without_one_filter_the_others_hold() -> None:
    chosen = read_job_filter({"skill": "python,dbt", "panel": "data", "country": "us", "text": "any words"})
    assert found(chosen) == []
    assert found(chosen.without("skill")) == [2]
    assert found(chosen.without("country")) == [1]
    assert found(chosen.without("text").without("skill").without("country").without("panel")) == [1, 2]


def test_what_is_read_elsewhere_is_no_problem_and_what_is_nowhere_is() -> None:
    assert read_job_filter({"sort": "pay"}, {"sort": ""}).problems == []
    said = read_job_filter({"colour": "blue", "has_pay": "perhaps", "posted_since": "soon"}).problems
    assert [word in line for word, line in zip(("soon", "colour", "perhaps"), said, strict=True)] == [True] * 3


@given(st.dictionaries(st.sampled_from(sorted(FILTERS)), st.text(max_size=30)))
def test_any_words_become_a_question_or_a_sentence(query: dict[str, str]) -> None:
    chosen = read_job_filter(query)
    given_values = {name for name, value in query.items() if value.strip()}
    assert set(chosen.asked) <= given_values
    for name in chosen.asked:
        left = chosen.without(name)
        assert name not in left.asked
        assert set(left.values) <= set(chosen.values)
    found(chosen)
