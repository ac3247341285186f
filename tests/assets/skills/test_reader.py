"""The extractor as the asset uses it: rows of the table, each with the words that prove it."""

from datetime import date

from assets.lake.reuse.jobs_of_day import JobOfDay
from assets.lake.tables.schemas import EXTRACTED_SKILLS
from assets.skills.extracted_skills import misplaced_in
from assets.skills.extraction import extract_skills
from assets.skills.reader import SkillReader, lexicon_rows

DAY = date(2026, 11, 19)
TEXT = "Requirements\nStrong Python and SQL, and patience with tide tables."


def job(key: int, text: str = TEXT) -> JobOfDay:
    return JobOfDay(key, "c0ffee", "Tide Analyst", "Harbour Ltd", text, None, "gb", "en")


def test_the_table_of_several_jobs_says_what_the_extractor_says_of_each() -> None:
    jobs = [job(1), job(2, "Nothing is asked for."), job(3, TEXT + " Go is a plus.")]
    rows = SkillReader().read(DAY, jobs)
    assert rows.schema.equals(EXTRACTED_SKILLS.schema)
    expected = [
        {"search_date": DAY, "job_key": one.job_key, "content_hash": "c0ffee", **row}
        for one in jobs
        for row in lexicon_rows(extract_skills(one.title, one.description))
    ]
    assert rows.to_pylist() == expected
    assert {"Python", "SQL"} <= set(rows["skill"].to_pylist())
    assert list(misplaced_in(jobs, rows)) == []


def test_evidence_that_does_not_stand_is_named() -> None:
    rows = SkillReader().read(DAY, [job(1)])
    assert list(misplaced_in([job(1, TEXT.replace("SQL", "CQL"))], rows)) == ["job 1, skill 'SQL'"]


def test_no_job_is_an_empty_table() -> None:
    assert SkillReader().read(DAY, []).num_rows == 0
