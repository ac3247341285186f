"""How much of what each job of a list requires is covered by the skills that somebody has: hard skills alone count."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from assets.lake.readers.job_filters import JobFilter
from viewer.pages.skills.had_skills import Had
from viewer.snapshot.jobs.job_columns import job_columns
from viewer.snapshot.jobs.listed_jobs import listed
from viewer.snapshot.reader import Reader


@dataclass(frozen=True)
class Covered:
    """Jobs that require a hard skill: their numbers, how many each requires, and how many of these are had."""

    numbers: pa.Array
    n_hard: pa.Array
    n_covered: pa.Array

    def where(self, condition: pa.Array) -> "Covered":
        """Those of which a condition holds."""
        return Covered(*(column.filter(condition) for column in (self.numbers, self.n_hard, self.n_covered)))

    def at(self, places: pa.Array) -> "Covered":
        """Those at these places, in this order."""
        return Covered(*(column.take(places) for column in (self.numbers, self.n_hard, self.n_covered)))

    def some(self) -> "Covered":
        """Those that require something one has."""
        return self.where(pc.greater(self.n_covered, 0))

    def reaching(self, percent: int) -> "Covered":
        """Those that are covered to this share."""
        return self.where(_reaches(self.n_covered, self.n_hard, percent))

    def one_short_of(self, percent: int) -> "Covered":
        """Those that one skill more would bring to this share."""
        now = _reaches(self.n_covered, self.n_hard, percent)
        return self.where(pc.and_not(_reaches(pc.add(self.n_covered, 1), self.n_hard, percent), now))


def covered(reader: Reader, had: Had, chosen: JobFilter) -> Covered:
    """The jobs of a list that require a hard skill."""
    asked = ("covered", tuple(had.numbers), tuple(chosen.asked.items()))
    return reader.remembered("listed", asked, lambda: _covered(reader, had, chosen))


def _covered(reader: Reader, had: Had, chosen: JobFilter) -> Covered:
    hard = job_columns(reader).hard
    numbers = listed(reader, chosen).numbers
    n_hard = pc.list_value_length(hard).take(pc.subtract(numbers, 1)).fill_null(0)
    has_any = pc.greater(n_hard, 0)
    numbers, n_hard = numbers.filter(has_any), n_hard.filter(has_any)
    # The place of each skill of all the lists says whose it is.
    held = pc.list_parent_indices(hard).filter(pc.is_in(pc.list_flatten(hard), pa.array(had.numbers, pa.int32())))
    counts = pc.value_counts(held)
    rows = pc.index_in(pc.subtract(numbers, 1), counts.field("values").cast(pa.int32()))
    return Covered(numbers, n_hard, counts.field("counts").take(rows).fill_null(0))


def _reaches(n_covered: pa.Array, n_hard: pa.Array, percent: int) -> pa.Array:
    return pc.greater_equal(pc.multiply(n_covered, 100), pc.multiply(pc.cast(n_hard, pa.int64()), percent))
