"""Volume: whether a day's searches found suspiciously little against the weeks before.

Compared per search and version, and only among days that were asked live: a look-back day finds less by its nature.
It warns and never stops a run: zero results are no error.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from statistics import median
from typing import Any

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import SEARCH_DAYS

TRAILING_DAYS = 28
FEWEST_DAYS = 5  # fewer days say nothing about what is usual
DROP = 0.5
COLUMNS = ["search_date", "search_name", "search_version", "outcome", "keeps", "results"]

Row = Mapping[str, Any]


def volume_warnings(lake: Lake, day: date, rows: Iterable[Row]) -> list[str]:
    """Sentences about a day's searches that found nothing at all or less than half of what is usual.

    Args:
        lake: Holds the summaries of the days before.
        day: The day.
        rows: Its rows of SEARCH_DAYS.
    """
    live = [row for row in rows if _live(row)]
    if live and not sum(row["results"] for row in live):
        return [f"{day}: {len(live)} searches, no result; a changed envelope or a filter that empties answers looks so"]
    usual = _usual(lake, day)
    found = []
    for row in live:
        before = usual.get((row["search_name"], row["search_version"]), [])
        if len(before) >= FEWEST_DAYS and row["results"] < DROP * median(before):
            found.append(
                f"{day}: {row['search_name']} found {row['results']}, "
                f"the median of its last {len(before)} days is {median(before):g}"
            )
    return found


def _usual(lake: Lake, day: date) -> dict[tuple[str, str], list[int]]:
    """Results of each search and version on the live days of the four weeks before."""
    days = [day - timedelta(days=back) for back in range(1, TRAILING_DAYS + 1)]
    found: dict[tuple[str, str], list[int]] = {}
    for row in lake.read_partitions(SEARCH_DAYS, days, COLUMNS).to_pylist():
        if _live(row):
            found.setdefault((row["search_name"], row["search_version"]), []).append(row["results"])
    return found


def _live(row: Row) -> bool:
    return (row["outcome"], row["keeps"]) == ("fetched", "all")
