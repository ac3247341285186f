"""What is wrong with the last days of the lake: days that were not closed, and days on which quality dropped.

Asked of the lake's own tables, most of it of their files' footers. Thresholds are here, in the open.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import median

import pyarrow.parquet as pq

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import CLASSIFIED_JOBS, EXTRACTED_SKILLS, QUARANTINE, SEARCH_DAYS, TableSpec
from assets.watches.notices import Notice

# The day that has ended is searched at 00:20 UTC and takes minutes; at two it is late.
CLOSED_BY = timedelta(hours=2)
LOOKED_BACK = 3  # days
# A day is compared with the median of the days before it, where there are enough of both to compare.
BASE_DAYS, LEAST_BASE, LEAST_JOBS = 14, 5, 30
# Of the median: below this a day has lost more than the weather of its postings takes.
LEAST_SKILLS = 0.75
MOST_UNREADABLE = 0.05
NOT_UNREADABLE = ("other_day", "undated")
NAMED = 3


def lake_notices(lake: Lake, now: datetime) -> list[Notice]:
    """What is wrong as of now, the oldest day first."""
    last = (now.astimezone(UTC) - CLOSED_BY).date() - timedelta(days=1)
    known = lake.days(SEARCH_DAYS)
    days = [last - timedelta(days=back) for back in reversed(range(LOOKED_BACK))]
    days = [day for day in days if known and day >= known[0]]
    return [notice for day in days for notice in (*_not_closed(lake, day), *_quality(lake, day))]


def _not_closed(lake: Lake, day: date) -> Iterator[Notice]:
    again = f"`make backfill FROM={day} TO={day}` asks for what is missing, and for nothing that was paid for."
    rows = lake.read_partitions(SEARCH_DAYS, [day], ["search_name", "outcome", "reason"]).to_pylist()
    failed = [row for row in rows if row["outcome"] == "failed"]
    if not rows:
        yield Notice(f"day:{day}", f"{day} was not closed", f"No search of that day has been made. {again}")
    elif failed:
        named = "; ".join(f"{row['search_name']}: {row['reason'] or 'no reason given'}" for row in failed[:NAMED])
        more = f"; and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
        said = f"{len(failed)} of {len(rows)} searches were not answered ({named}{more}). {again}"
        yield Notice(f"day:{day}:failed", f"{day} was not closed whole", said)


def _quality(lake: Lake, day: date) -> Iterator[Notice]:
    jobs = _rows(lake, CLASSIFIED_JOBS, day)
    if jobs < LEAST_JOBS:
        return
    before = [found for back in range(1, BASE_DAYS + 1) if (found := _skills_a_job(lake, day - timedelta(days=back)))]
    usual, now = median(before) if len(before) >= LEAST_BASE else 0.0, _skills_a_job(lake, day) or 0.0
    if now < LEAST_SKILLS * usual:
        yield Notice(
            f"quality:skills:{day}",
            f"fewer skills were found on {day}",
            f"{now:.1f} skills a job in {jobs:,} jobs; the median of the {len(before)} days before is {usual:.1f}. "
            "The pipeline page shows by which extractor: did a model stop answering, does the source cut its texts?",
        )
    yield from _unreadable(lake, day)


def _unreadable(lake: Lake, day: date) -> Iterator[Notice]:
    reasons = lake.read_partitions(QUARANTINE, [day], ["reason"])["reason"].to_pylist()
    results = sum(lake.read_partitions(SEARCH_DAYS, [day], ["results"])["results"].to_pylist())
    unreadable = sum(reason not in NOT_UNREADABLE for reason in reasons)
    if results and unreadable > MOST_UNREADABLE * results:
        yield Notice(
            f"quality:unreadable:{day}",
            f"{unreadable / results:.0%} of the results of {day} could not be read",
            f"{unreadable:,} of {results:,} results are in quarantine. The pipeline page shows what drifted.",
        )


def _skills_a_job(lake: Lake, day: date) -> float | None:
    """Skills for each job of a day; None where there are too few jobs to tell."""
    jobs = _rows(lake, CLASSIFIED_JOBS, day)
    return _rows(lake, EXTRACTED_SKILLS, day) / jobs if jobs >= LEAST_JOBS else None


def _rows(lake: Lake, spec: TableSpec, day: date) -> int:
    """How many rows a day has, from the footers of its files."""
    files: Sequence[object] = lake.files(spec, [day])
    return sum(int(pq.read_metadata(file).num_rows) for file in files)
