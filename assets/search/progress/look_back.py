"""Looking back: what can still be learned about a past day from a source that only answers about now.

No source has a search by date; JSearch has windows that end now: `3days`, `week`, `month`. A past day is asked for with
the narrowest window that covers all of its 24 hours, and only postings dated that day are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assets.lake.raw.raw_answers import Keeps
from assets.sources.registry import JSEARCH

# A window of n days that ends at any time today covers a whole day at most n - 1 days back.
Windows = Sequence[tuple[str, int]]


@dataclass(frozen=True)
class View:
    """How a day can be asked for.

    Attributes:
        possible: False where no window reaches it.
        date_posted: The window to ask with; None for the search's own.
        keeps: What of the answers belongs to the day.
        reason: In words, for the rows of the day.
    """

    possible: bool
    date_posted: str | None
    keeps: Keeps
    reason: str


def view_of(
    day: date, today: date, *, answers_as_of_any_day: bool, closes_day: bool, windows: Windows = JSEARCH.windows
) -> View:
    """How a source can be asked about a day.

    Args:
        day: The UTC day that is asked for.
        today: The UTC day on which it is asked.
        answers_as_of_any_day: The source answers as it would have on that day (the sample).
        closes_day: The run is the nightly one that closes yesterday, right after its end: what the source says now is
            what it said at the day's last minute.
        windows: The source's windows, each with the days it reaches.
    """
    age = (today - day).days
    if age < 0:
        return View(possible=False, date_posted=None, keeps="all", reason=f"{day} has not come yet; today is {today}")
    if answers_as_of_any_day or age == 0 or (age == 1 and closes_day):
        return View(possible=True, date_posted=None, keeps="all", reason="asked on the day")
    for window, reach in windows:
        if age <= reach:
            reason = f"asked {age} days later with date_posted={window}; only postings dated {day} are kept"
            return View(possible=True, date_posted=window, keeps="dated_that_day", reason=reason)
    if not windows:
        reason = f"{day} is past; the source only says what it lists now"
        return View(possible=False, date_posted=None, keeps="all", reason=reason)
    return View(
        possible=False,
        date_posted=None,
        keeps="dated_that_day",
        reason=f"{day} lies {age} days back; the source's widest window reaches {windows[-1][1]} days",
    )
