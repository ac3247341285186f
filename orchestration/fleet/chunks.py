"""A range of days cut into runs. A run costs about five seconds beyond its work, so a day each would be a waste."""

from collections.abc import Iterator
from datetime import date, timedelta


def chunks(first: date, last: date, days: int) -> Iterator[tuple[date, date]]:
    """The first and last day of each run, in order; each but the last covers `days` days."""
    while first <= last:
        end = min(first + timedelta(days=days - 1), last)
        yield first, end
        first = end + timedelta(days=1)
