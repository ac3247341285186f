"""A finished run says what it did not do, in the words of its own checks."""

from datetime import date
from pathlib import Path

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import SEARCH_DAYS
from orchestration.commands.outcome import FAILED, RunOutcome, what_was_read

DAY = date(2026, 3, 28)
UNREAD = "2026-03-28: guard: not read as results: guard, page 1: no JSON"
ODD = "2026-03-28: odd"


def row(name: str, outcome: str, results: int) -> dict[str, object]:
    return {"search_date": DAY, "search_name": name, "search_version": "1", "outcome": outcome, "results": results}


def test_a_run_without_failures_says_nothing_and_ends_with_0() -> None:
    assert (RunOutcome().exit_code, RunOutcome().lines(DAY, DAY)) == (0, [])


def test_a_failed_search_ends_a_run_with_3_and_is_told_once_with_what_to_do() -> None:
    found = RunOutcome(
        {FAILED: [UNREAD], "answers_readable": ["2026-03-28: guard, page 1: no JSON", "2026-03-28: odd"]}
    )
    assert found.exit_code == 3
    told = found.lines(DAY, DAY)
    assert told[:2] == [f"  {UNREAD}", f"  {ODD}"]
    assert "make backfill FROM=2026-03-28 TO=2026-03-28" in told[2]


def test_a_note_alone_is_told_and_is_no_failure() -> None:
    found = RunOutcome({"answers_readable": ["2026-03-28: page 2 names the cursor that brought page 1"]})
    assert (found.exit_code, len(found.lines(DAY, DAY))) == (0, 1)


def test_what_was_read_is_counted_and_what_found_nothing_is_named(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    rows = [row("fitter", "fetched", 12), row("nobody", "fetched", 0), row("guard", "failed", 0)]
    lake.write_partition(SEARCH_DAYS, DAY, [*rows, row("old", "unavailable", 0)])
    said = what_was_read(lake, DAY, DAY)
    assert said.endswith("2 of 4 read, 12 results; nothing found by nobody; 1 failed; 1 out of reach")
    assert "0 of 0 read" in what_was_read(lake, date(2026, 1, 1), date(2026, 1, 2))
