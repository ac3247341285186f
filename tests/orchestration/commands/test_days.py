"""Which days a run covers: a week of the sample, a recording's own days, today alone where calls cost money."""

from datetime import date
from pathlib import Path

import pytest

from assets.search.connections.settings import SearchSettings
from assets.search.recorded.recorded_files import RecordedFile
from orchestration.commands.days import default_range, left_out, recording, refusal

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


def test_a_recorded_file_of_a_day_that_cannot_be_run_does_not_stop_the_others(tmp_path: Path) -> None:
    for name in ("jobs_2027-01-05.json", "jobs_2026-11-20.json", "jobs_2009-01-01.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    recorded = settings(source="recorded", recorded_dir=tmp_path)
    assert default_range(recorded, NOW) == (date(2026, 11, 20), date(2026, 11, 20))
    said = str(left_out(recording(recorded), date(2026, 11, 20), date(2026, 11, 20), NOW))
    assert said.startswith("2 of 3 recorded files not read: ")
    assert "jobs_2027-01-05.json: 2027-01-05 has not come yet, today is 2026-11-23 (UTC)" in said
    assert "before the first partition" in said


def test_files_of_other_days_than_those_asked_for_are_named_and_counted() -> None:
    files = [RecordedFile(Path(f"jobs_2026-11-{day}.json"), date(2026, 11, day)) for day in range(10, 16)]
    said = str(
        left_out([*files, RecordedFile(Path("undated.json"), None)], date(2026, 11, 10), date(2026, 11, 11), NOW)
    )
    assert said.startswith(
        "4 of 7 recorded files not read: jobs_2026-11-12.json: 2026-11-12 is not one of 2026-11-10 to"
    )
    assert said.endswith("; and 1 more")
    assert left_out(files, date(2026, 11, 10), date(2026, 11, 15), NOW) is None


def test_another_source_has_no_recording(tmp_path: Path) -> None:
    (tmp_path / "jobs_2027-01-05.json").write_text("{}", encoding="utf-8")
    assert recording(settings(source="sample", recorded_dir=tmp_path)) == ()


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
