"""When something may be sent: digests once a day or a week, and nothing in quiet hours. Plain arithmetic of times."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from assets.watches.watch_file import WEEKDAYS, Telling


def not_before(telling: Telling, zone: str, last_sent: datetime | None, now: datetime, *, urgent: bool) -> datetime:
    """The earliest moment at which the next message may be sent; `now` or earlier where that is at once.

    Args:
        telling: How somebody is told.
        zone: The time zone in which days and hours are meant.
        last_sent: When the last message was sent; None where there was none.
        now: The moment.
        urgent: Whether it does not wait for the digest: a first summary. Quiet hours hold for it too.
    """
    local = now.astimezone(ZoneInfo(zone))
    due = local if urgent or last_sent is None else max(local, _digest_due(telling, last_sent.astimezone(local.tzinfo)))
    return _after_quiet(telling.quiet, due).astimezone(now.tzinfo)


def _digest_due(telling: Telling, last: datetime) -> datetime:
    """The first moment after a message at which the next digest may be sent."""
    if telling.every == "run":
        return last
    midnight = last.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if telling.every == "day":
        return midnight + timedelta(days=1)
    ahead = (WEEKDAYS.index(telling.weekday) - last.weekday()) % 7 or 7
    return midnight + timedelta(days=ahead)


def _after_quiet(quiet: tuple[time, time] | None, due: datetime) -> datetime:
    if quiet is None:
        return due
    begin, end = quiet
    clock = due.time()
    inside = begin <= clock < end if begin <= end else clock >= begin or clock < end
    if not inside:
        return due
    ends = due.replace(hour=end.hour, minute=end.minute, second=end.second, microsecond=0, fold=0)
    return ends if ends > due else ends + timedelta(days=1)
