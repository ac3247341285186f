"""When a message may be sent: quiet hours over midnight, digests once a local day or week, summer time included."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.watches.timing import not_before
from assets.watches.watch_file import Telling

LONDON = "Europe/London"
NIGHT = "22:00-07:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def telling(**said: str) -> Telling:
    return Telling.model_validate(said)


@pytest.mark.parametrize(
    ("how", "last", "now", "due"),
    [
        (telling(), None, "2026-11-28 03:00", "2026-11-28 03:00"),
        (telling(quiet=NIGHT), None, "2026-11-28 03:00", "2026-11-28 07:00"),
        (telling(quiet=NIGHT), None, "2026-11-28 22:00", "2026-11-29 07:00"),
        (telling(quiet=NIGHT), None, "2026-11-28 07:00", "2026-11-28 07:00"),
        (telling(quiet="12:00-13:00"), None, "2026-11-28 12:30", "2026-11-28 13:00"),
        (telling(quiet=NIGHT), None, "2026-07-01 06:30", "2026-07-01 06:30"),  # half past seven in a London summer
        (telling(every="day"), "2026-11-28 00:30", "2026-11-28 18:00", "2026-11-29 00:00"),
        (telling(every="day", quiet=NIGHT), "2026-11-28 07:00", "2026-11-28 18:00", "2026-11-29 07:00"),
        (telling(every="day"), "2026-11-26 09:00", "2026-11-28 18:00", "2026-11-28 18:00"),
        (telling(every="week"), "2026-11-23 00:30", "2026-11-28 18:00", "2026-11-30 00:00"),  # a Monday, as by default
        (telling(every="week", weekday="friday"), "2026-11-23 00:30", "2026-11-24 01:00", "2026-11-27 00:00"),
        (telling(every="week"), "2026-11-10 00:30", "2026-11-28 18:00", "2026-11-28 18:00"),  # that Monday was missed
    ],
)
def test_a_message_waits_for_its_time(how: Telling, last: str | None, now: str, due: str) -> None:
    found = not_before(how, LONDON, at(last) if last else None, at(now), urgent=False)
    assert found == at(due)


def test_a_first_summary_waits_for_no_digest_but_for_the_morning() -> None:
    weekly = telling(every="week", quiet=NIGHT)
    assert not_before(weekly, "UTC", at("2026-11-23 08:00"), at("2026-11-24 23:00"), urgent=True) == at(
        "2026-11-25 07:00"
    )


HOURS = st.integers(0, 23).map(time)


@given(
    now=st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: at("2026-01-01 00:00") + timedelta(minutes=minutes)),
    since=st.timedeltas(timedelta(0), timedelta(days=30)),
    quiet=st.tuples(HOURS, HOURS).filter(lambda pair: pair[0] != pair[1]),
    every=st.sampled_from(["run", "day", "week"]),
    zone=st.sampled_from([LONDON, "America/New_York", "Asia/Kolkata", "UTC"]),
)
def test_it_is_due_within_eight_days_never_before_now_and_never_in_quiet_hours(
    now: datetime, since: timedelta, quiet: tuple[time, time], every: str, zone: str
) -> None:
    how = telling(every=every).model_copy(update={"quiet": quiet})
    due = not_before(how, zone, now - since, now, urgent=False)
    assert now <= due <= now + timedelta(days=9)
    clock, (begin, end) = due.astimezone(ZoneInfo(zone)).time(), quiet
    assert not (begin <= clock < end if begin < end else clock >= begin or clock < end)
