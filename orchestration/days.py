"""Which days a run covers when nobody says, and whether days somebody names can be run at all."""

from datetime import UTC, date, datetime, timedelta

from assets.reporting import FIRST_DAY
from assets.search.recorded import recorded_files
from assets.search.settings import SearchSettings

SAMPLE_DAYS = 7


def today() -> date:
    """The UTC day that is open now."""
    return datetime.now(UTC).date()


def default_range(settings: SearchSettings, now: date) -> tuple[date, date]:
    """The days of `make run`, both included.

    A week of the sample; the days that a recording's files name, up to today if a file names none; today alone where
    each call costs a credit.
    """
    if settings.source == "sample":
        return now - timedelta(days=SAMPLE_DAYS - 1), now
    if settings.source == "recorded" and settings.recorded_dir and settings.recorded_dir.is_dir():
        days = [file.day or now for file in recorded_files(settings.recorded_dir)]
        return (min(days), max(days)) if days else (now, now)
    return now, now


def refusal(first: date, last: date, now: date) -> str | None:
    """Why these days can't be run, in a sentence; None if they can."""
    if first > last:
        return f"FROM={first} is after TO={last}; give the earlier day first"
    if first < date.fromisoformat(FIRST_DAY):
        return f"FROM={first} is before the first partition, {FIRST_DAY}; give a later day"
    if last > now:
        return f"TO={last} has not come yet; the last day that can be run is today, {now} (UTC)"
    return None
