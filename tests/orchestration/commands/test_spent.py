"""A run that ends early says what it asked for and what that counts as, calls under way included."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assets.lake.calls.ledger import Call, Ledger
from assets.lake.storage.storage import Lake
from orchestration.commands.spent import told_if_it_ends_early

DAY = date(2026, 3, 28)


def call(number: int, status: str = "ok", paid: int = 1) -> Call:
    return Call(
        search_date=DAY,
        call_id=f"call-{number}",
        called_at=datetime.now(UTC),
        kind="search",
        provider="openwebninja",
        endpoint="search-v2",
        status=status,
        credits=paid,
    )


def test_a_full_disk_does_not_hide_what_was_spent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lake = Lake(tmp_path)
    Ledger(lake, "earlier").record(call(0))
    ledger = Ledger(lake, "this")

    def run() -> None:
        with told_if_it_ends_early(lake, "this"):
            ledger.intend(call(1))
            ledger.record(call(1))
            ledger.intend(call(2))
            ledger.record(call(3, "unavailable", 0))
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        run()
    said = capsys.readouterr().err
    assert said == (
        "joblake: before it ended this run made 2 search calls, 1 of them under way when it ended, "
        "counted as 2 credits\n"
    )


def test_a_run_that_asked_nothing_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with told_if_it_ends_early(Lake(tmp_path), "this") as tell:
        tell()
    assert capsys.readouterr().err == ""
