"""Where lineage lies in the lake: batches of OpenLineage events by day, and beside each the rows it holds.

    lineage/events/date=YYYY-MM-DD/<batch>.ndjson   the truth: written once
    lineage/runs/date=YYYY-MM-DD/<batch>.parquet    the same materializations as rows; made from the first if missing

A batch of materializations is named `<instance>-<first>-<last>` after Dagster's storage ids, so what was recorded is
read from the names and there is no cursor that could disagree; `<instance>-failed-<run>` holds a run's failed attempts.
"""

import io
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from assets.lake.damage import DamageError
from assets.lake.journal_lines import read_journal
from assets.lake.storage import Lake
from orchestration.lineage.record import SCHEMA, Materialization, from_table, to_table

EVENTS, RUNS = "lineage/events", "lineage/runs"
FORGOTTEN = "What it recorded is forgotten; runs and rows are not touched"
LOG = logging.getLogger("joblake")
FACET = "joblake_materialization"
_BATCH = re.compile(r"(?P<instance>[0-9a-f]+)-(?P<first>\d+)-(?P<last>\d+)$")
_FAILED = re.compile(r"(?P<instance>[0-9a-f]+)-failed-(?P<run>.+)$")


@dataclass
class Journal:
    """The lineage of one lake."""

    lake: Lake
    _read: dict[str, list[Materialization]] = field(default_factory=dict)

    def write(self, day: date, name: str, records: list[Materialization], lines: list[bytes]) -> None:
        """Add a batch; one that is there already stays as it is."""
        if self.lake.put_once(f"{EVENTS}/date={day}/{name}.ndjson", b"".join(lines)):
            _write_rows(self.lake, f"{RUNS}/date={day}/{name}.parquet", records)

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
        batches = self.batches()
        for key in batches:
            if key not in self._read:
                self._read[key] = self._records_of(key)
        found = [record for key in batches for record in self._read[key]]
        return sorted(found, key=lambda record: (record.finished_at, _number(record.event_id), record.event_id))

    def newest(self) -> dict[tuple[str, str | None], Materialization]:
        """The newest materialization of each asset and partition."""
        done = [record for record in self.records() if record.outcome == "complete"]
        return {(record.asset, record.partition): record for record in done}

    def _records_of(self, key: str) -> list[Materialization]:
        rows = f"{RUNS}/{key.removeprefix(f'{EVENTS}/').removesuffix('.ndjson')}.parquet"
        found = _read_rows(self.lake, rows) if self.lake.exists(rows) else None
        if found is None:
            _write_rows(self.lake, rows, list(_records_in(self.lake.get(key), key)))
            found = pq.ParquetFile(self.lake.path(rows)).read(use_threads=False).cast(SCHEMA)
        return from_table(found)


def _records_in(ndjson: bytes, key: str) -> Iterator[Materialization]:
    good, bad = read_journal(ndjson, _record)
    for line in bad:
        LOG.warning("%s", DamageError(key, f"line {line.number} is no event ({line.problem})", FORGOTTEN))
    yield from (record for record in good if record)


def _record(line: bytes) -> Materialization | None:
    facet = json.loads(line)["run"]["facets"].get(FACET)
    return Materialization.model_validate(facet["record"]) if facet else None


def _read_rows(lake: Lake, key: str) -> pa.Table | None:
    """The rows of a batch; None where they are damaged: they are made again from its events."""
    try:
        # ParquetFile and not read_table: the latter starts a thread pool that outlives the interpreter and aborts it.
        return pq.ParquetFile(lake.path(key)).read(columns=SCHEMA.names, use_threads=False).cast(SCHEMA)
    except (pa.ArrowException, OSError, ValueError):
        return None


def _write_rows(lake: Lake, key: str, rows: list[Materialization]) -> None:
    buffer = io.BytesIO()
    pq.write_table(to_table(rows), buffer, compression="zstd")
    lake.replace(key, buffer.getvalue())


def _name(key: str) -> str:
    return key.rpartition("/")[2].removesuffix(".ndjson")


def _order(key: str) -> tuple[str, str, int]:
    match = _BATCH.match(_name(key))
    return key.split("/")[2], match["instance"] if match else _name(key), int(match["first"]) if match else 0


def _number(event_id: str) -> int:
    number = event_id.rpartition("-")[2]
    return int(number) if number.isdigit() else 0
