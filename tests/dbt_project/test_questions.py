"""The fifteen questions of docs/questions.md: each runs as it stands on the marts, and answers."""

import re

import duckdb
import pytest

from tests.dbt_project.conftest import PROJECT, Warehouse

TEXT = (PROJECT.parent / "docs" / "questions.md").read_text(encoding="utf-8")
QUESTIONS = dict(re.findall(r"^### (\d+)\. .*?```sql\n(.*?)```", TEXT, flags=re.MULTILINE | re.DOTALL))
# What an answer names at least: the number the question is about, and where one is given how far to trust it.
SHAPES = {
    "1": {
        "window",
        "skill",
        "share",
        "share_low",
        "share_high",
        "share_required",
        "n_stated",
        "n_inferred",
        "meets_floor",
    },
    "2": {
        "week",
        "skill",
        "share",
        "share_prev_4w",
        "n_weeks_before",
        "delta",
        "q_value",
        "is_significant",
        "meets_floor",
    },
    "3": {"window", "skill_b", "n_both", "lift", "npmi", "meets_floor"},
    "4": {"window", "currency", "period_basis", "skill", "p25", "p50", "p75", "scope_p50", "coverage", "meets_floor"},
    "5": {"job_key", "age_days", "is_repost", "n_healthy_runs_since_seen", "state"},
    "6": {"job_key", "publisher", "host", "is_direct", "link_trust", "trust_reason"},
    "7": {"window", "publisher", "n_flagged_remote", "share_hybrid_flagged_remote", "n_contradictions", "meets_floor"},
    "8": {"n_missing", "unlocks", "n_jobs"},
    "9": {"window", "seniority", "skill", "share", "over_representation", "meets_floor"},
    "10": {"week", "n_postings", "n_openings", "intensity", "n_new", "n_gone", "meets_floor"},
    "11": {"week", "employer", "seen_jobs", "new_jobs", "median_days_seen", "repost_rate", "top_skills"},
    "12": {"window", "dimension", "value", "n_listed", "n_from_text", "n_none", "coverage", "meets_floor"},
    "13": {"search_name", "credits", "jobs_new", "empty_pages", "last_new_on"},
    "14": {"day", "provider", "call_type", "ok", "throttled", "failed", "p50_ms", "p95_ms", "credits", "cost_usd"},
    "15": {"window", "source", "extractor_version", "skills_per_job", "pct_with_evidence", "n_added", "n_dropped"},
}


def test_there_are_fifteen_questions() -> None:
    assert list(QUESTIONS) == [str(number) for number in range(1, 16)]


@pytest.mark.parametrize("number", SHAPES)
def test_a_question_is_answered(built: Warehouse, number: str) -> None:
    with duckdb.connect(str(built.file), read_only=True) as connection:
        connection.execute("set schema = 'marts'")
        cursor = connection.execute(QUESTIONS[number])
        columns = {name for name, *_ in cursor.description or []}
        assert cursor.fetchall(), number
    assert columns >= SHAPES[number], number


def test_one_more_skill_opens_more_jobs(built: Warehouse) -> None:
    answer = built.ask(QUESTIONS["8"].replace("'Python', 'SQL'", "'SQL'"))
    assert answer[-1][:2] == (1, "Python") or (1, "Python") in {row[:2] for row in answer}
