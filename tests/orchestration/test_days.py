"""Which days a run covers: a week of the sample, a recording's own days, today alone where calls cost money."""

from datetime import date
from pathlib import Path

import pytest

from assets.search.settings import SearchSettings
from orchestration.days import default_range, refusal

NOW = date(2026, 11, 23)


def settings(**values: object) -> SearchSettings:
    return SearchSettings(_env_file=None, **values)  # type: ignore[arg-type]


def test_the_sample_runs_for_the_last_seven_days() -> None:
    assert default_range(settings(source="sample"), NOW) == (date(2026, 11, 17), NOW)


def test_a_paid_source_runs_for_today_alone() -> None:
    assert default_range(settings(source="jsearch"), NOW) == (NOW, NOW)


def test_a_recording_runs_for_the_days_its_files_name(tmp_path: Path) -> None:
    for name in ("search_date=2026-03-28/a.json", "search_date=2026-03-30/b.json"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("{}", encoding="utf-8")
    recorded = settings(source="recorded", recorded_dir=tmp_path)
    assert default_range(recorded, NOW) == (date(2026, 3, 28), date(2026, 3, 30))


def test_a_recording_without_dates_belongs_to_today(tmp_path: Path) -> None:
    (tmp_path / "jobs.jsonl").write_text("{}\n", encoding="utf-8")
    assert default_range(settings(source="recorded", recorded_dir=tmp_path), NOW) == (NOW, NOW)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (date(2026, 11, 3), date(2026, 11, 1), "earlier day first"),
        (date(2019, 1, 1), date(2026, 11, 1), "first partition"),
        (date(2026, 11, 1), date(2026, 11, 24), "has not come yet"),
    ],
)
def test_days_that_cannot_be_run_are_refused_with_the_reason(first: date, last: date, why: str) -> None:
    assert why in str(refusal(first, last, NOW))


def test_a_past_range_can_be_run() -> None:
    assert refusal(date(2026, 11, 1), NOW, NOW) is None
