"""The extractor as the asset uses it: a text that comes back on another day is read once and gives the same rows."""

from datetime import date

import pytest

import assets.skills.reader as reader_module
from assets.lake.jobs_of_day import JobOfDay
from assets.skills.extraction import SkillHit, extract_skills
from assets.skills.reader import SkillReader

TEXT = "Requirements\nStrong Python and SQL, and patience with tide tables."


def job(key: int, text: str = TEXT) -> JobOfDay:
    return JobOfDay(key, "c0ffee", "Tide Analyst", "Harbour Ltd", text, None, "gb", "en")


def test_a_text_that_comes_back_is_read_once_and_gives_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(title: str, description: str) -> list[SkillHit]:
        read.append(description)
        return extract_skills(title, description)

    monkeypatch.setattr(reader_module, "extract_skills", noted)
    reader = SkillReader()
    (first,) = reader.read(date(2026, 11, 19), [job(1)])
    again, other = reader.read(date(2026, 11, 20), [job(1), job(2, TEXT + " Go is a plus.")])
    assert read == [TEXT, TEXT + " Go is a plus."]
    assert again == first
    assert {row["skill"] for row in first} >= {"Python", "SQL"}
    assert other != first
