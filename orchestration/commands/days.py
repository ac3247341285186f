"""Which days a run covers when nobody says, whether days somebody names can be run, and what they leave out."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from assets.lake.tables.schemas import FIRST_DAY
from assets.search.connections.settings import SearchSettings
from assets.search.recorded.recorded_files import RecordedFile, recorded_files

SAMPLE_DAYS = 7
_NAMED = 3


def today() -> date:
    """The UTC day that is open now."""
    return datetime.now(UTC).date()


def default_range(settings: SearchSettings, now: date) -> tuple[date, date]:
    """The days of `make run`, both included.

    A week of the sample; the days that a recording's files name, as far as they can be run, up to today if a file
    names none; today alone where each call costs a credit.
    """
    if settings.source == "sample":
        return now - timedelta(days=SAMPLE_DAYS - 1), now
    days = [file.day or now for file in recording(settings) if not _impossible(file.day, now)]
    return (min(days), max(days)) if days else (now, now)


def recording(settings: SearchSettings) -> Sequence[RecordedFile]:
    """The files of the recording that the settings choose; none where they choose another source."""
    if settings.source != "recorded" or settings.recorded_dir is None or not settings.recorded_dir.is_dir():
        return ()
    return recorded_files(settings.recorded_dir)


def left_out(files: Sequence[RecordedFile], first: date, last: date, now: date) -> str | None:
    """Which recorded files a run of these days does not read, and why, in a sentence; None if it reads them all."""
    out = [file for file in files if file.day is not None and not first <= file.day <= last]
    if not out:
        return None
    reasons = [_impossible(file.day, now) or f"{file.day} is not one of {first} to {last}" for file in out[:_NAMED]]
    said = "; ".join(f"{file.path.name}: {reason}" for file, reason in zip(out, reasons, strict=False))
    more = f"; and {len(out) - _NAMED} more" if len(out) > _NAMED else ""
    return f"{len(out)} of {len(files)} recorded files not read: {said}{more}"


def _impossible(day: date | None, now: date) -> str | None:
    """Why no run can cover a file's day; None for a file without one, which counts as today's."""
    if day is not None and day > now:
        return f"{day} has not come yet, today is {now} (UTC)"
    if day is not None and day < date.fromisoformat(FIRST_DAY):
        return f"{day} is before the first partition, {FIRST_DAY}"
    return None


def refusal(first: date, last: date, now: date) -> str | None:
    """Why these days can't be run, in a sentence; None if they can."""
    if first > last:
        return f"FROM={first} is after TO={last}; give the earlier day first"
    if first < date.fromisoformat(FIRST_DAY):
        return f"FROM={first} is before the first partition, {FIRST_DAY}; give a later day"
    if last > now:
        return f"TO={last} has not come yet; the last day that can be run is today, {now} (UTC)"
    return None
