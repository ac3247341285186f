"""One text per job and day, for the stages that read texts: a job found by three searches is classified once.

The sighting with the longest description speaks for the job; ties go to the first in the table's order.
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
    best: dict[int, tuple[int, int]] = {}
    row = 0
    for batch in lake.batches(JOB_POSTINGS, [day], ["job_key", "description"], size):
        keys, texts = batch.column("job_key").to_pylist(), batch.column("description").to_pylist()
        for key, text in zip(keys, texts, strict=True):
            length = len(text or "")
            if key not in best or length > best[key][0]:
                best[key] = (length, row)
            row += 1
    return {position for _, position in best.values()}
