"""A whole object becomes a row of the table; what cannot be a posting is set aside with the field named."""

import json
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from assets.lake.tables.schemas import JOB_POSTINGS, QUARANTINE
from assets.postings.objects.source_fields import LONGEST_LINE
from assets.postings.posting import Posting, Quarantined, Sighting, read_posting

Job = dict[str, object]
SEEN = Sighting(search_date=date(2026, 3, 28), query_country="gb", observed_at=datetime(2026, 3, 28, 9, tzinfo=UTC))


def row_of(job: object) -> dict[str, object]:
    found = read_posting(job, SEEN)
    assert isinstance(found, Posting)
    return found.row()


def test_a_row_has_exactly_the_columns_of_the_table_and_their_types(job: Job, v2_job: Job) -> None:
    rows = [row_of(job), row_of(v2_job), row_of({"job_title": "Welder", "employer_name": "Fernwick"})]
    assert all(list(row) and set(row) == set(JOB_POSTINGS.schema.names) for row in rows)
    assert pa.Table.from_pylist(rows, schema=JOB_POSTINGS.schema).num_rows == 3


def test_the_fields_say_what_the_posting_says(job: Job) -> None:
    row = row_of(job)
    expected = {
        "title": "Senior Data Engineer",
        "city": "Leeds",
        "country": "GB",
        "posted_date": date(2026, 3, 19),
        "posted_precision": "day",
        "employment_types": ["FULLTIME"],
        "employment_type_raw": "Full–time",
        "language": "en",
        "is_summary": False,
        "work_mode": "hybrid",
        "pay_min": 60000.0,
        "pay_currency": "GBP",
        "seniority": "senior",
        "experience_years_min": 5.0,
        "benefits": ["dental_coverage", "paid_time_off"],
    }
    assert {name: row[name] for name in expected} == expected


def test_a_line_is_read_to_its_limit_and_an_id_whole() -> None:
    row = row_of({"job_title": "Welder " * 200, "employer_name": "Fernwick", "job_id": "x" * 900})
    assert len(str(row["title"])) == LONGEST_LINE
    assert len(str(row["job_id"])) == 900
    assert "Welder " * 200 in str(row["raw_json"])


def test_both_versions_of_the_api_give_one_key_and_one_content(job: Job, v2_job: Job) -> None:
    old, new = row_of(job), row_of(v2_job)
    assert (old["job_key"], old["content_hash"]) == (new["job_key"], new["content_hash"])
    assert (new["job_key_source"], new["city"], new["posted_date"]) == ("job_uid", "Leeds", date(2026, 3, 19))


def test_what_moves_between_sightings_leaves_the_content_hash(job: Job) -> None:
    moved = {**job, "job_google_link": "https://x.example", "job_benefits": ["dental_coverage"], "apply_options": []}
    assert row_of(moved)["content_hash"] == row_of({**job, "job_posted_at": None})["content_hash"]
    assert row_of({**job, "job_description": "Other."})["content_hash"] != row_of(job)["content_hash"]


def test_contacts_stand_only_in_the_raw_column(job: Job) -> None:
    row = row_of(job)
    public = json.dumps({name: value for name, value in row.items() if name != "raw_json"}, default=str)
    assert "ann@" not in public
    assert "555-0143" not in public
    assert "[email]" in str(row["highlights"])
    assert "ann@fernwick.example" in str(row["raw_json"])


def test_every_span_and_quote_stands_in_the_masked_description(job: Job) -> None:
    row = row_of(job)
    description, sections = str(row["description"]), row["sections"]
    assert isinstance(sections, list)
    assert sections[-1]["end"] == len(description)
    assert all(str(row[quote]) in description for quote in ("pay_quote", "work_mode_quote", "experience_quote"))


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"job_title": None}, "missing_job_title", "job_title"),
        ({"job_title": "\u200b "}, "missing_job_title", "job_title"),
        ({"job_title": ["Welder"]}, "wrong_type_job_title", "job_title"),
        ({"job_description": 7}, "wrong_type_job_description", "job_description"),
        ({"job_description": {"html": "x"}}, "wrong_type_job_description", "job_description"),
        ({"job_description": None, "employer_name": None}, "missing_job_description", "job_description"),
    ],
)
def test_what_cannot_be_a_posting_is_set_aside_by_name(job: Job, changes: Job, reason: str, field: str) -> None:
    found = read_posting({**job, **changes}, SEEN)
    assert isinstance(found, Quarantined)
    assert (found.reason, found.field) == (reason, field)
    assert set(found.row(SEEN)) == set(QUARANTINE.schema.names)
    assert json.loads(str(found.raw_json))["employer_website"] == "https://fernwick.example"


@pytest.mark.parametrize("result", ["jobs", 5, None, ["x"], True, float("nan")])
def test_a_result_that_is_no_object_is_set_aside(result: object) -> None:
    found = read_posting(result, SEEN)
    assert isinstance(found, Quarantined)
    assert (found.reason, found.field) == ("not_an_object", None)


def test_a_look_back_keeps_only_what_was_posted_that_day(job: Job) -> None:
    posting = read_posting(job, SEEN)
    assert isinstance(posting, Posting)
    assert posting.of_day(date(2026, 3, 19)) is posting
    other = posting.of_day(date(2026, 3, 20))
    undated = read_posting({**job, "job_posted_at_timestamp": None, "job_posted_at_datetime_utc": None}, Sighting())
    assert isinstance(undated, Posting)
    kept_out = undated.of_day(date(2026, 3, 20))
    assert isinstance(other, Quarantined)
    assert isinstance(kept_out, Quarantined)
    assert (other.reason, kept_out.reason) == ("other_day", "undated")
