"""Differences from the known shape of JSearch are reported by field, with masked examples, and counted per day."""

from datetime import date

import pyarrow as pa

from assets.lake.tables.schemas import SCHEMA_DRIFT
from assets.postings.drift import DriftTally, drift_of

Job = dict[str, object]


def changes(job: object) -> list[tuple[str, str, str]]:
    return [(drift.field, drift.change, drift.found) for drift in drift_of(job)]


def test_known_objects_of_both_versions_show_no_drift(job: Job, v2_job: Job) -> None:
    assert changes(job) == changes(v2_job) == []


def test_a_line_longer_than_is_read_is_reported(job: Job) -> None:
    assert changes({**job, "employer_name": "Wrenfield " * 40}) == [("employer_name", "type_change", "longer text")]


def test_each_kind_of_change_is_named(job: Job) -> None:
    changed = {
        **job,
        "job_mood": "sunny",
        "job_is_remote": "yes",
        "job_employment_types": ["GIGWORK"],
        "job_highlights": {"Perks": []},
        "apply_options": [{"publisher": "x", "apply_link": "y", "is_direct": True, "rank": 1}],
    }
    del changed["job_publisher"]
    assert changes(changed) == [
        ("apply_options[].rank", "unknown_field", "number"),
        ("job_employment_types", "new_value", "GIGWORK"),
        ("job_highlights.Perks", "unknown_field", "list"),
        ("job_is_remote", "type_change", "text"),
        ("job_mood", "unknown_field", "text"),
        ("job_publisher", "missing_field", "absent"),
    ]


def test_null_is_drift_only_where_it_never_was(job: Job) -> None:
    assert changes({**job, "job_city": None}) == []
    assert changes({**job, "job_title": None}) == [("job_title", "type_change", "null")]


def test_a_result_that_is_no_object_is_one_difference() -> None:
    assert changes("jobs") == [("", "type_change", "text")]


def test_examples_are_short_and_masked(job: Job) -> None:
    (drift,) = drift_of({**job, "recruiter": "ann@fernwick.example " * 50})
    assert drift.example is not None
    assert len(drift.example) <= 200
    assert "ann@" not in drift.example


def test_a_day_counts_each_difference_once_per_result(job: Job) -> None:
    tally = DriftTally(date(2026, 3, 28))
    for position in range(3):
        tally.see({**job, "job_mood": position}, "a.json.zst", position)
    tally.see(job, "a.json.zst", 3)
    (row,) = tally.rows()
    assert (row["field"], row["results"], row["example"], row["raw_position"]) == ("job_mood", 3, "0", 0)
    assert pa.Table.from_pylist([row], schema=SCHEMA_DRIFT.schema).num_rows == 1
