"""The ledger: every attempt once, whatever killed the process, and the same bytes from the same journals."""

import multiprocessing
import os
import signal
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.lake.calls.ledger import Call, Ledger
from assets.lake.storage.damage import DamageError
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import API_CALLS

DAY = date(2026, 3, 28)
NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
PARQUET = "api_calls/search_date=2026-03-28/search.parquet"


def call(number: int, **values: object) -> Call:
    base = Call(
        search_date=DAY,
        call_id=f"fitter-01-{number}.1",
        called_at=NOON + timedelta(seconds=number),
        kind="search",
        provider="openwebninja",
        endpoint="search-v2",
        status="processed",
        credits=1,
    )
    return replace(base, **values)  # type: ignore[arg-type]


def test_an_intent_without_a_record_is_an_interrupted_call_and_counts_as_spent(tmp_path: Path) -> None:
    ledger = Ledger(Lake(tmp_path), "run")
    ledger.intend(call(1))
    ledger.intend(call(2))
    ledger.record(call(2, results=10))
    assert [(row.status, row.results) for row in ledger.rows(DAY)] == [("interrupted", None), ("processed", 10)]
    assert ledger.credits_spent(NOON, ["openwebninja"]) == 2


def killed(root: str) -> None:
    ledger = Ledger(Lake(Path(root)), "killed")
    for number in range(3):
        ledger.intend(call(number))
        if number == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        ledger.record(call(number))


def test_a_process_killed_in_a_call_leaves_that_call_behind(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=killed, args=(str(tmp_path),))
    process.start()
    process.join(30)
    assert [row.status for row in Ledger(Lake(tmp_path), "x").rows(DAY)] == ["processed", "processed", "interrupted"]


def test_compacting_twice_gives_the_same_bytes_and_no_row_twice(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    for run in ("b", "a"):
        ledger = Ledger(lake, run)
        for number in range(3):
            ledger.intend(call(number, call_id=f"{run}.{number}"))
            ledger.record(call(number, call_id=f"{run}.{number}", error="two\nlines"))
    assert ledger.compact([DAY], ["search"]) == 6
    first = lake.get(PARQUET)
    assert ledger.compact([DAY], ["search"]) == 6
    assert lake.get(PARQUET) == first
    assert len(ledger.rows(DAY)) == 6
    assert {row.error for row in ledger.rows(DAY)} == {"two lines"}


def test_rows_whose_journal_is_gone_are_kept(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    ledger = Ledger(lake, "run")
    ledger.record(call(1))
    ledger.compact([DAY], ["search"])
    for key in lake.keys("api_calls"):
        if "/journal/" in key:
            lake.remove(key)
    ledger.record(call(2))
    assert ledger.compact([DAY], ["search"]) == 2
    assert ledger.credits_spent(NOON, ["openwebninja"]) == 2


def test_kinds_stand_in_files_of_their_own_and_in_one_table(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    ledger = Ledger(lake, "run/with odd: name")
    ledger.record(call(1))
    ledger.record(call(2, kind="extract", call_id="e.1", job_key=2**62, cost_usd=0.004, provider="llm"))
    assert (
        ledger.compact([DAY], ["search"]),
        ledger.compact([DAY], ["classify"]),
        ledger.compact([DAY], ["extract"]),
    ) == (1, 0, 1)
    assert lake.read_partitions(API_CALLS, [DAY]).num_rows == 2
    assert [row.job_key for row in ledger.rows(DAY, "extract")] == [2**62]
    assert len(ledger.rows(DAY)) == 2


def test_a_line_that_a_crash_cut_is_passed_over(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    ledger = Ledger(lake, "run")
    ledger.record(call(1))
    (key,) = [key for key in lake.keys("api_calls") if "/journal/" in key]
    lake.append(key, b'{"step": "record", "call_id": "cut')
    assert len(ledger.rows(DAY)) == 1


ODD = [
    b'{"step": "record", "call_id": "cut',
    b"[]",
    b"null",
    b"\xff\xfe",
    b"[" * 5_000,
    b'{"step": "record"}',
    b'{"step": "record", "search_date": "2026-03-28", "called_at": "noon"}',
    (
        b'{"step": "record", "search_date": "2026-03-28", "called_at": "2026-03-28T12:00:00+00:00", "kind": "search", '
        b'"call_id": "x", "provider": "p", "endpoint": "e", "status": "s", "tokens_in": 100000000000000000000000}'
    ),
]


@pytest.mark.parametrize("line", ODD)
def test_a_line_that_is_no_call_is_set_aside_and_the_others_compact(tmp_path: Path, line: bytes) -> None:
    lake = Lake(tmp_path)
    ledger = Ledger(lake, "run")
    ledger.record(call(1))
    (journal,) = [key for key in lake.keys("api_calls") if "/journal/" in key]
    lake.append(journal, line)
    before = lake.get(journal)
    ledger.record(call(2))
    assert ledger.compact([DAY], ["search"]) == 2
    assert lake.get(journal).startswith(before)
    assert lake.get(journal.replace("/journal/", "/set_aside/")) == line + b"\n"
    (damage,) = ledger.unreadable_lines(DAY)
    assert str(damage).startswith(f"{journal}: no call in line 2 of the journal (")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("tokens_in", 10**23),
        ("tokens_out", True),
        ("quota_left", -1),
        ("response_ms", 2**31),
        ("cost_usd", float("nan")),
        ("cost_usd", float("inf")),
        ("results", "many"),
        ("model", "\ud800"),
    ],
)
def test_a_value_that_the_table_cannot_hold_stops_at_the_door_and_is_said(
    tmp_path: Path, column: str, value: object
) -> None:
    ledger = Ledger(Lake(tmp_path), "run")
    ledger.record(call(1, **{column: value}))
    assert ledger.compact([DAY], ["search"]) == 1
    (row,) = ledger.rows(DAY)
    assert getattr(row, column) is None
    assert f"{column} is" in str(row.error)


def test_a_call_without_what_names_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="call_id is 7; expected string"):
        Ledger(Lake(tmp_path), "run").record(call(1, call_id=7))


@given(st.binary(max_size=200))
@settings(max_examples=40, deadline=None)
def test_no_bytes_in_a_journal_keep_its_calls_from_being_read(junk: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as root:
        lake = Lake(Path(root))
        ledger = Ledger(lake, "run")
        ledger.record(call(1))
        (journal,) = lake.keys("api_calls")
        lake.append(journal, junk)
        ledger.record(call(2))
        assert ledger.compact([DAY], ["search"]) == 2


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"text" * 100])
def test_a_damaged_table_of_the_ledger_is_made_again_from_its_journals(tmp_path: Path, damage: bytes) -> None:
    lake = Lake(tmp_path)
    ledger = Ledger(lake, "run")
    ledger.record(call(1))
    ledger.compact([DAY], ["search"])
    whole = lake.get(PARQUET)
    lake.replace(PARQUET, damage)
    assert ledger.credits_spent(NOON, ["openwebninja"]) == 1
    ledger.compact([DAY], ["search"])
    assert lake.get(PARQUET) == whole


def test_a_damaged_table_without_journals_is_named_and_not_read_as_no_calls(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    ledger = Ledger(lake, "run")
    ledger.record(call(1))
    ledger.compact([DAY], ["search"])
    for key in lake.keys("api_calls"):
        if "/journal/" in key:
            lake.remove(key)
    lake.replace(PARQUET, b"PAR1")
    with pytest.raises(DamageError, match=PARQUET):
        ledger.rows(DAY)


def test_calls_are_found_by_when_they_were_made_not_by_the_day_they_were_made_for(tmp_path: Path) -> None:
    ledger = Ledger(Lake(tmp_path), "run")
    old = date(2026, 2, 1)
    ledger.record(call(1, search_date=old))
    ledger.record(call(2, called_at=NOON - timedelta(days=40)))
    assert [row.search_date for row in ledger.since(NOON, "search")] == [old]
    assert ledger.credits_spent(NOON - timedelta(days=50), ["openwebninja"]) == 2


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=20))
@settings(max_examples=50, deadline=None)
def test_whatever_was_intended_and_recorded_each_call_is_one_row(steps: list[tuple[int, bool]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as root:
        ledger = Ledger(Lake(Path(root)), "run")
        for number, recorded in steps:
            ledger.intend(call(number))
            if recorded:
                ledger.record(call(number, results=1))
        finished = {number for number, recorded in steps if recorded}
        rows = ledger.rows(DAY)
        assert len(rows) == len({number for number, _ in steps})
        assert sum(row.results == 1 for row in rows) == len(finished)
