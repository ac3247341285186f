"""One day of a stage that reads texts: what an earlier day holds is copied, the rest is read, and both are written.

What a text means is the stage's business, and what may be copied `reuse`'s.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from assets.lake.reuse.jobs_of_day import JobOfDay, jobs_of_day
from assets.lake.reuse.reuse import Reuse, Text
from assets.lake.reuse.reuse_index import key_of
from assets.lake.storage.partition_writer import Written
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TableSpec

# What of a job decides its rows, besides the rules; and its rows, for jobs whose rows must be made.
Inputs = Callable[[JobOfDay], Sequence[str | None]]
Read = Callable[[Sequence[JobOfDay]], pa.Table]


@dataclass(frozen=True)
class DayOfRows:
    """A day as it was written.

    Attributes:
        rows: Every row, those copied first.
        copied: Jobs whose rows an earlier day held.
        read: Texts that were read.
        damaged_indexes: Days before it of which nothing could be copied, because what was noted of them is damaged.
    """

    rows: pa.Table
    written: Written
    copied: int
    read: int
    damaged_indexes: int


def write_day(lake: Lake, day: date, spec: TableSpec, inputs: Inputs, read: Read, version: str | None) -> DayOfRows:
    """Make and write the partition of a day.

    Args:
        lake: Where texts are read and rows written.
        day: The day.
        spec: The stage's table.
        inputs: What of a job decides its rows.
        read: The rows of some jobs; called only for jobs that no earlier day speaks for.
        version: Of everything else that decides them; None where nothing may be copied.
    """
    reuse = Reuse(lake, spec, version) if version else None
    texts, copied, parts = [], frozenset[int](), []
    if reuse:
        texts = [
            Text(job.job_key, job.content_hash, key_of(*inputs(job))) for jobs in jobs_of_day(lake, day) for job in jobs
        ]
        found = reuse.copy(day, texts)
        copied = found.jobs
        parts.append(found.rows)
    number = 0
    for jobs in jobs_of_day(lake, day, without=copied):
        number += len(jobs)
        parts.append(read(jobs))
    rows = pa.concat_tables(parts) if parts else spec.schema.empty_table()
    written = lake.write_partition(spec, day, rows)
    if reuse:
        reuse.remember(day, texts, written.digest)
    return DayOfRows(rows, written, len(copied), number, len(reuse.index.damaged) if reuse else 0)
