"""The jobs of a snapshot by columns, in memory: what a line of a list says, in which order jobs stand, counts of them.

Lists ask files for the numbers of their jobs alone. Measured at 100,000 jobs: the 25 lines of a page took 14 ms of
processor from the file, whose row groups hold 20,480 jobs, and take 1.5 ms from here; counting the values of five
filters took 20 ms and takes 6. To make it takes 0.4 s once a snapshot, to keep it 14 MB: texts that repeat stand once.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from viewer.snapshot.reader import Reader, Row

# What a line says; days as text, and lists as JSON, of which there are few.
TEXTS = (
    "title", "employer", "employer_key", "publisher", "category", "city", "region", "country", "work_mode", "seniority",
    "pay_currency", "pay_period",
)  # fmt: skip
DAYS = ("posted_date", "first_seen", "last_seen")
LISTS = ("employment_types", "panels")
# The columns of a line in its order.
LINE = (
    "job_key", "title", "employer", "employer_key", "publisher", "category", "city", "region", "country", "work_mode",
    "work_mode_contradiction", "seniority", "employment_types", "panels", "posted_date", "first_seen", "last_seen",
    "is_repost", "n_postings_of_opening", "pay_min", "pay_max", "pay_currency", "pay_period",
)  # fmt: skip


def job_columns(reader: Reader) -> "JobColumns":
    """The columns of a snapshot that holds a `job_index`."""
    return reader.noted("job columns", lambda: JobColumns(reader))


class JobColumns:
    """A row per job, in order of its number from 1 on; a number that the reader withholds has a row of nothing.

    Attributes:
        hard: The numbers of the hard skills that each requires.
    """

    def __init__(self, reader: Reader) -> None:
        """Read them from the index."""
        self._rows = pc.max(reader.arrow("select job_no from job_index")["job_no"]).as_py() or 0
        # One column after another: all of them at once would take 60 MB, which the process keeps.
        self._columns: Mapping[str, pa.Array] = {name: self._read(reader, name) for name in LINE}
        required = self._in_order(reader.arrow("select job_no, hard, soft from job_required_index"))
        self.hard: pa.ListArray = required["hard"].combine_chunks()
        self._soft: pa.ListArray = required["soft"].combine_chunks()

    def _read(self, reader: Reader, name: str) -> pa.Array:
        said = f"to_json({name})::varchar" if name in LISTS else f"{name}::varchar" if name in DAYS else name
        column = self._in_order(reader.arrow(f"select job_no, {said} as said from job_index"))["said"]  # noqa: S608
        return (pc.dictionary_encode(column) if name in (*TEXTS, *DAYS, *LISTS) else column).combine_chunks()

    def lines(self, numbers: Sequence[int]) -> list[Row]:
        """The lines of these jobs, in the order given."""
        rows = pa.array([number - 1 for number in numbers], pa.int32())
        values = [self._columns[name].take(rows).to_pylist() for name in LINE]
        lines = [dict(zip(LINE, line, strict=True)) for line in zip(*values, strict=True)]
        for line in lines:
            line.update({name: json.loads(line[name]) for name in LISTS if line[name] is not None})
        return lines

    def required(self, numbers: Sequence[int]) -> list[list[int]]:
        """The numbers of the skills that each of these jobs requires, hard ones first."""
        rows = pa.array([number - 1 for number in numbers], pa.int32())
        kinds = (self.hard.take(rows).to_pylist(), self._soft.take(rows).to_pylist())
        return [[*(hard or ()), *(soft or ())] for hard, soft in zip(*kinds, strict=True)]

    def counts(self, numbers: pa.Array, name: str) -> dict[Any, int]:
        """How many of these jobs have each value of a column of texts or lists; nothing is no value."""
        column = self._columns[name].take(pc.subtract(numbers, 1))
        found = {
            row["values"]: row["counts"] for row in pc.value_counts(column).to_pylist() if row["values"] is not None
        }
        if name not in LISTS:
            return found
        single: dict[Any, int] = {}
        for text, count in found.items():
            for value in json.loads(text):
                single[value] = single.get(value, 0) + count
        return single

    def parted(self, numbers: pa.Array, name: str) -> Iterator[tuple[list[str], pa.Array]]:
        """These jobs parted by what they say in a column of lists: each list there is, and whose it is."""
        column = self._columns[name].take(pc.subtract(numbers, 1))
        for row in pc.value_counts(column).to_pylist():
            if row["values"] is not None:
                yield json.loads(row["values"]), numbers.filter(pc.equal(column, row["values"]))

    def places(self, reader: Reader, numbers: pa.Array, order: str) -> pa.Array:
        """Where these jobs stand in an order of all jobs, in SQL over the columns of the index."""

        def ask() -> pa.Array:
            places = f"select job_no, (row_number() over (order by {order}))::integer as place from job_index"  # noqa: S608
            return self._in_order(reader.arrow(places))["place"].combine_chunks()

        return reader.noted(("places", order), ask).take(pc.subtract(numbers, 1))

    def _in_order(self, table: pa.Table) -> pa.Table:
        numbers = pa.array(range(1, self._rows + 1), pa.int32())
        return table.take(pc.index_in(numbers, table["job_no"]))
