"""One text per job and day, for the stages that read texts: a job found by three searches is classified once.

A whole text speaks before a summary, then the longest, then the first in the table's order: the same choice as dbt's
`int_jobs__by_day`, so that evidence spans count in the text that readers see.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import JOB_POSTINGS

COLUMNS = ["job_key", "content_hash", "title", "employer", "description", "onet_soc", "query_country", "language"]


@dataclass(frozen=True, slots=True)
class JobOfDay:
    """What a text stage may know of a job: its words, not its place in the answers."""

    job_key: int
    content_hash: str
    title: str
    employer: str | None
    description: str
    onet_soc: str | None
    query_country: str | None
    language: str | None


def jobs_of_day(
    lake: Lake, day: date, size: int = 1_000, without: Collection[int] = frozenset()
) -> Iterator[list[JobOfDay]]:
    """The jobs seen on a day, each once, in pieces of at most `size` jobs, in the order of job_postings.

    Args:
        lake: Where they are.
        day: Which day.
        size: The most jobs in memory at a time.
        without: Keys of jobs that are not wanted; their texts are not taken out of the table.
    """
    speaking = pa.array(sorted(_speaking_rows(lake, day, size, without)), pa.int64())
    row = 0
    for batch in lake.batches(JOB_POSTINGS, [day], COLUMNS, size):
        here = pc.and_(pc.greater_equal(speaking, row), pc.less(speaking, row + batch.num_rows))
        chosen = batch.take(pc.subtract(speaking.filter(here), row))
        yield [JobOfDay(**value) for value in chosen.to_pylist()]
        row += batch.num_rows


def _speaking_rows(lake: Lake, day: date, size: int, without: Collection[int]) -> set[int]:
    best: dict[int, tuple[bool, int, int]] = {}
    row = 0
    for batch in lake.batches(JOB_POSTINGS, [day], ["job_key", "is_summary", "description"], size):
        lengths = pc.fill_null(pc.utf8_length(batch["description"]), 0)  # code points, as `len` counts them
        columns = (batch["job_key"].to_pylist(), batch["is_summary"].to_pylist(), lengths.to_pylist())
        for key, summary, length in zip(*columns, strict=True):
            if key not in without:
                rank = (bool(summary), -length, row)
                best[key] = min(best.get(key, rank), rank)
            row += 1
    return {position for _, _, position in best.values()}
