"""A range is cut into runs that cover each of its days once."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orchestration.fleet.chunks import chunks


@given(st.dates(date(2025, 1, 1), date(2026, 1, 1)), st.integers(0, 90), st.integers(1, 40))
def test_every_day_is_in_one_run_and_no_run_is_too_long(first: date, more: int, most: int) -> None:
    last = first + timedelta(days=more)
    runs = list(chunks(first, last, most))
    days = [start + timedelta(days=n) for start, end in runs for n in range((end - start).days + 1)]
    assert days == [first + timedelta(days=n) for n in range(more + 1)]
    assert all((end - start).days < most for start, end in runs)
    assert len(runs) == -(-(more + 1) // most)
