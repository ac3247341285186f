"""When a job was posted: from the timestamp, the ISO text or prose such as "9 days ago". Never the time of fetching."""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from assets.postings.dates.calendar_dates import calendar_day
from assets.postings.dates.relative_dates import Precision, age_in_days
from assets.postings.objects.source_fields import Job
from assets.text.clean import clean_line

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_SLACK = timedelta(days=1)  # the source's clock and time zones; a later date is no date of posting
_LONGEST_PROSE = 80
_MILLISECONDS_FROM = 1e11  # as seconds: the year 5138
_MICROSECONDS_FROM = 1e14


@dataclass(frozen=True, slots=True)
class PostedDate:
    """A date of posting.

    Attributes:
        at: UTC; at midnight where only the day is known.
        day: The UTC day of `at`.
        precision: `exact` to the minute, `day`, `about` (a week, a month, "30+ days"), `none`.
        source: `listed` for the timestamp and ISO fields, `text` for relative prose, `none`.
    """

    at: datetime | None
    day: date | None
    precision: Precision
    source: Literal["listed", "text", "none"]


NO_DATE = PostedDate(None, None, "none", "none")


def read_posted_date(job: Job, observed_at: datetime | None) -> PostedDate:
    """The date of posting of a JSearch object.

    Half of the listed timestamps are exact midnights: "days ago" counted back by the source, so they are good to a day.
    A value before 2000, or more than a day after `observed_at`, is passed over.

    Args:
        job: The object.
        observed_at: When the answer was fetched, UTC; without it, relative prose says nothing.
    """
    for listed in (_from_epoch(job.get("job_posted_at_timestamp")), _written(job.get("job_posted_at_datetime_utc"))):
        if listed is not None and _is_plausible(listed, observed_at):
            precision: Precision = "day" if (listed.hour, listed.minute, listed.second) == (0, 0, 0) else "exact"
            return PostedDate(listed, listed.date(), precision, "listed")
    prose = job.get("job_posted_at")
    if not isinstance(prose, str) or len(prose) > _LONGEST_PROSE:
        return NO_DATE
    written = _written(prose)
    if written is not None and _is_plausible(written, observed_at):
        return PostedDate(_midnight(written), written.date(), "day", "listed")
    return _from_prose(prose, observed_at)


def _from_prose(prose: str, observed_at: datetime | None) -> PostedDate:
    age = age_in_days(clean_line(prose).lower())
    if age is None or observed_at is None:
        return NO_DATE
    days, precision = age
    try:
        moment = observed_at.astimezone(UTC) - timedelta(days=days)
    except OverflowError:
        return NO_DATE
    if not _is_plausible(moment, observed_at):
        return NO_DATE
    return PostedDate(_midnight(moment), moment.date(), precision, "text")


def _from_epoch(value: object) -> datetime | None:
    """Seconds since 1970, or milli- or microseconds where seconds would be absurd; numbers in strings count."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(seconds):
        return None
    if abs(seconds) >= _MICROSECONDS_FROM:
        seconds /= 1e6
    elif abs(seconds) >= _MILLISECONDS_FROM:
        seconds /= 1e3
    try:
        return datetime.fromtimestamp(int(seconds), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _written(value: object) -> datetime | None:
    """A moment written out: in ISO 8601, as in e-mail headers, or as a day of the calendar."""
    if not isinstance(value, str) or len(value) > _LONGEST_PROSE or not any(char.isdigit() for char in value):
        return None
    moment = _from_iso(value) or _from_header(value)
    if moment is not None:
        return moment
    day = calendar_day(clean_line(value).lower())
    return datetime.combine(day, time(), UTC) if day else None


def _from_header(value: str) -> datetime | None:
    """As in e-mail and HTTP headers: "Fri, 20 Nov 2026 10:00:00 GMT"."""
    if ":" not in value:
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _from_iso(value: object) -> datetime | None:
    """ISO 8601, with or without time and zone (UTC is meant where none stands)."""
    if not isinstance(value, str) or not 8 <= len(value.strip()) <= 40:
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _is_plausible(moment: datetime, observed_at: datetime | None) -> bool:
    if not _EARLIEST <= moment < _LATEST:
        return False
    return observed_at is None or moment <= observed_at + _SLACK


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
