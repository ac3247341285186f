"""A range of days cut into runs. A run costs about five seconds beyond its work, so a day each would be a waste."""

from collections.abc import Iterator
from datetime import date, timedelta

RANGE_START, RANGE_END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"


def chunks(first: date, last: date, days: int) -> Iterator[tuple[date, date]]:
    """The first and last day of each run, in order; each but the last covers `days` days."""
    while first <= last:
        end = min(first + timedelta(days=days - 1), last)
        yield first, end
        first = end + timedelta(days=1)


def days_of_run(first: str, last: str) -> dict[str, str]:
    """The tags of a run over the days from one to another, as Dagster names days."""
    return {RANGE_START: first, RANGE_END: last}
