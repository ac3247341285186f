"""Which jobs a list holds, by their numbers: asked once of the files, then paged, sorted and counted in memory."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from assets.lake.readers.job_filters import JobFilter
from assets.lake.words.listed import FOUND
from viewer.snapshot.jobs.job_columns import job_columns
from viewer.snapshot.reader import Reader, Row

FACETS = ("category", "country", "work_mode", "seniority")
PANEL = "panel"
# Where a facet's values stand.
COLUMNS = {name: name for name in FACETS} | {PANEL: "panels"}


@dataclass(frozen=True)
class Listed:
    """The numbers of a list's jobs, and where words are sought how well each job holds them."""

    numbers: pa.Array
    scores: pa.Array | None = None


def listed(reader: Reader, chosen: JobFilter) -> Listed:
    """The jobs of a list."""
    return reader.remembered("listed", tuple(chosen.asked.items()), lambda: _listed(reader, chosen))


def first_jobs(
    reader: Reader, chosen: JobFilter, order: str, size: int, skipped: int = 0, *, best: bool = False
) -> list[int]:
    """The numbers of the jobs on a page of a list.

    Args:
        reader: The snapshot.
        chosen: The list's filters.
        order: SQL over the columns of `job_index`.
        size: How many.
        skipped: How many stand on earlier pages.
        best: Whether those that hold the sought words best come first, and the order is that of equals.
    """
    found = listed(reader, chosen)
    table = pa.table({"place": job_columns(reader).places(reader, found.numbers, order)})
    keys = [("place", "ascending")]
    if best and found.scores is not None:
        table, keys = table.append_column("score", found.scores), [("score", "descending"), *keys]
    first = pc.select_k_unstable(table, min(skipped + size, len(table)), keys)
    return list(found.numbers.take(first.slice(skipped)).to_pylist())


def counted(reader: Reader, chosen: JobFilter) -> Row:
    """Jobs of a list: `total`, and by each facet its values with their `n`, most first."""

    def ask() -> Row:
        numbers, columns = listed(reader, chosen).numbers, job_columns(reader)
        found: Row = {"total": len(numbers)}
        for name, column in COLUMNS.items():
            counts = columns.counts(numbers, column)
            found[name] = [
                {"value": value, "n": n} for value, n in sorted(counts.items(), key=lambda row: (-row[1], row[0]))
            ]
        return found

    return reader.remembered("counted", tuple(chosen.asked.items()), ask)


def _listed(reader: Reader, chosen: JobFilter) -> Listed:
    if FOUND not in chosen.values:
        asked = f"select job_no from job_index where {chosen.where}"  # noqa: S608 - made of names written here
        return Listed(reader.arrow(asked, chosen.values)["job_no"].combine_chunks())
    others = chosen.without("text")
    table = reader.arrow(
        f"select job_no, score from job_index inner join {FOUND} using (job_key) where {others.where}",  # noqa: S608
        {**others.values, FOUND: chosen.values[FOUND]},
    )
    return Listed(table["job_no"].combine_chunks(), table["score"].combine_chunks())
