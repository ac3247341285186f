"""One text per job and day, for the stages that read texts: a job found by three searches is classified once.

A whole text speaks before a summary, then the longest, then the first in the table's order: the same choice as dbt's
`int_jobs__by_day`, so that evidence spans count in the text that readers see.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assets.lake.schemas import JOB_POSTINGS
from assets.lake.storage import Lake

COLUMNS = ["job_key", "content_hash", "title", "employer", "description", "onet_soc", "query_country", "language"]


@dataclass(frozen=True, slots=True)
class JobOfDay:
    """What a text stage may know of a job: its words, not its place in the answers."""

    job_key: int
    content_hash: str
    title: str
    employer: str
    description: str
    onet_soc: str | None
    query_country: str | None
    language: str | None


def jobs_of_day(lake: Lake, day: date, size: int = 1_000) -> Iterator[list[JobOfDay]]:
    """The jobs seen on a day, each once, in pieces of at most `size` jobs, in the order of job_postings."""
    speaking = _speaking_rows(lake, day, size)
    row = 0
    for batch in lake.batches(JOB_POSTINGS, [day], COLUMNS, size):
        values = batch.to_pylist()
        yield [JobOfDay(**value) for position, value in enumerate(values, start=row) if position in speaking]
        row += len(values)


def _speaking_rows(lake: Lake, day: date, size: int) -> set[int]:
    best: dict[int, tuple[bool, int, int]] = {}
    row = 0
    for batch in lake.batches(JOB_POSTINGS, [day], ["job_key", "is_summary", "description"], size):
        for key, summary, text in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            rank = (bool(summary), -len(text or ""), row)
            best[key] = min(best.get(key, rank), rank)
            row += 1
    return {position for _, _, position in best.values()}
