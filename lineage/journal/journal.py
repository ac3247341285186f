"""Where lineage lies in the lake: batches of OpenLineage events by day, and beside each the rows it holds.

    lineage/events/date=YYYY-MM-DD/<batch>.ndjson   the truth: written once
    lineage/runs/date=YYYY-MM-DD/<batch>.parquet    the same materializations as rows; made from the first if missing
    lineage/runs/month=YYYY-MM/rows.parquet         those of a month that is over in one file (`journal_months`)

A batch of materializations is named `<instance>-<first>-<last>` after Dagster's storage ids, so what was recorded is
read from the names and there is no cursor that could disagree; `<instance>-failed-<run>` holds a run's failed attempts.
"""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from assets.lake.calls.journal_lines import read_journal
from assets.lake.storage.damage import DamageError
from assets.lake.storage.storage import Lake
from lineage.journal.journal_months import (
    EVENTS,
    RUNS,
    month_of,
    months_that_are_over,
    read_month,
    read_rows,
    rows_key,
    write_month,
    write_rows,
)
from lineage.journal.record import SCHEMA, Materialization, from_table, to_table
from lineage.journal.versions import Current, Versions

_CURRENT = ["finished_at", "event_id", "asset", "partition", "version", "rows_out", "outcome"]
FORGOTTEN = "What it recorded is forgotten; runs and rows are not touched"
LOG = logging.getLogger("joblake")
FACET = "joblake_materialization"
_BATCH = re.compile(r"(?P<instance>[0-9a-f]+)-(?P<first>\d+)-(?P<last>\d+)$")
_FAILED = re.compile(r"(?P<instance>[0-9a-f]+)-failed-(?P<run>.+)$")


@dataclass
class Journal:
    """The lineage of one lake."""

    lake: Lake
    _rows: dict[str, pa.Table] = field(default_factory=dict)
    _monthly: set[str] = field(default_factory=set)
    _tidied: set[str] = field(default_factory=set)
    _read: dict[str, list[Materialization]] = field(default_factory=dict)

    def write(self, day: date, name: str, records: list[Materialization], lines: list[bytes]) -> None:
        """Add a batch; one that is there already stays as it is."""
        if self.lake.put_once(f"{EVENTS}/date={day}/{name}.ndjson", b"".join(lines)):
            write_rows(self.lake, f"{RUNS}/date={day}/{name}.parquet", to_table(records))

    def batches(self) -> list[str]:
        """The keys of all event batches, oldest day first, in the order they were recorded."""
        return sorted((key for key in self.lake.keys(EVENTS) if key.endswith(".ndjson")), key=_order)

    def cursor(self, instance: str) -> int:
        """The storage id up to which an instance's materializations are recorded; 0 if none is."""
        found = (_BATCH.match(_name(key)) for key in self.batches())
        return max((int(match["last"]) for match in found if match and match["instance"] == instance), default=0)

    def failed_runs(self, instance: str) -> set[str]:
        """The failed runs of an instance that are recorded."""
        found = (_FAILED.match(_name(key)) for key in self.batches())
        return {match["run"] for match in found if match and match["instance"] == instance}

    def records(self) -> list[Materialization]:
        """Every recorded materialization and failed attempt, in the order in which they ended."""
        batches = self._load()
        for key in batches:
            if key not in self._read:
                self._read[key] = from_table(self._rows[key])
        found = [record for key in batches for record in self._read[key]]
        return sorted(found, key=lambda record: (record.finished_at, _number(record.event_id), record.event_id))

    def versions(self) -> Versions:
        """The version of every partition, from seven columns of all rows: whole records are seven times the work."""
        tables = [self._rows[key].select(_CURRENT) for key in self._load()]
        table = pa.concat_tables(tables or [SCHEMA.empty_table().select(_CURRENT)])
        table = table.filter(pc.field("outcome") == "complete").drop_columns("outcome")
        columns = [table["finished_at"].cast(pa.int64()), *(table[name] for name in table.column_names[1:])]
        rows = list(zip(*(column.to_pylist() for column in columns), strict=True))
        found = Versions()
        for row in sorted(rows, key=lambda row: (row[0], _number(row[1]), row[1])):
            _, event_id, asset, partition, version, count = row
            found.partitions[asset][partition] = Current(version, event_id, count)
        return found

    def compact(self) -> None:
        """Put the rows of each month before the newest into one file; only for who holds the recorder's lock."""
        over = months_that_are_over(self._load())
        for month, keys in over.items():
            if not self._monthly.issuperset(keys):
                write_month(self.lake, month, {key: self._rows[key] for key in keys})
                self._monthly.update(keys)
        batches = {key for keys in over.values() for key in keys}
        if not batches <= self._tidied:  # a process that was killed here may have left what its month holds
            for key in {rows_key(batch) for batch in batches}.intersection(self.lake.keys(RUNS)):
                self.lake.remove(key)
            self._tidied |= batches

    def newest(self) -> dict[tuple[str, str | None], Materialization]:
        """The newest materialization of each asset and partition."""
        done = [record for record in self.records() if record.outcome == "complete"]
        return {(record.asset, record.partition): record for record in done}

    def _load(self) -> list[str]:
        """Have the rows of every batch at hand; the batches in order."""
        batches = self.batches()
        missing = [key for key in batches if key not in self._rows]
        for month in sorted({month_of(key) for key in missing}):
            held = read_month(self.lake, month)
            self._rows |= held
            self._monthly.update(held)
        for key in missing:
            if key not in self._rows:
                self._rows[key] = self._rows_of(key)
        return batches

    def _rows_of(self, key: str) -> pa.Table:
        rows = rows_key(key)
        found = read_rows(self.lake, rows) if self.lake.exists(rows) else None
        if found is None:
            found = to_table(list(_records_in(self.lake.get(key), key)))
            write_rows(self.lake, rows, found)
        return found


def _records_in(ndjson: bytes, key: str) -> Iterator[Materialization]:
    good, bad = read_journal(ndjson, _record)
    for line in bad:
        LOG.warning("%s", DamageError(key, f"line {line.number} is no event ({line.problem})", FORGOTTEN))
    yield from (record for record in good if record)


def _record(line: bytes) -> Materialization | None:
    facet = json.loads(line)["run"]["facets"].get(FACET)
    return Materialization.model_validate(facet["record"]) if facet else None


def _name(key: str) -> str:
    return key.rpartition("/")[2].removesuffix(".ndjson")


def _order(key: str) -> tuple[str, str, int]:
    match = _BATCH.match(_name(key))
    return key.split("/")[2], match["instance"] if match else _name(key), int(match["first"]) if match else 0


def _number(event_id: str) -> int:
    number = event_id.rpartition("-")[2]
    return int(number) if number.isdigit() else 0
