"""The rows of recorded lineage as files: one per batch, and one per month for the months that are over.

A month's file names the batches it holds. A batch that it holds counts from there alone, and one that it does not hold
from its own file, so a month that was written while its batches' files are still there doubles nothing, and one that a
late batch has not reached lacks nothing. All of it is made from the events, which stay (`journal`).
"""

import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

import pyarrow as pa
import pyarrow.parquet as pq

from assets.lake.storage.storage import Lake
from lineage.journal.record import SCHEMA

EVENTS, RUNS = "lineage/events", "lineage/runs"
BATCH = "batch"
BATCHES = b"joblake_batches"


def month_of(batch: str) -> str:
    """`YYYY-MM` of a batch's key."""
    return batch.split("/")[2].removeprefix("date=")[:7]


def months_that_are_over(batches: Iterable[str]) -> dict[str, list[str]]:
    """The batches of each month before the newest, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in batches:
        found[month_of(key)].append(key)
    newest = max(found, default=None)
    return {month: keys for month, keys in found.items() if month != newest}


def rows_key(batch: str) -> str:
    """The key of a batch's own rows."""
    return f"{RUNS}/{batch.removeprefix(f'{EVENTS}/').removesuffix('.ndjson')}.parquet"


def read_month(lake: Lake, month: str) -> dict[str, pa.Table]:
    """The rows of each batch that a month's file holds; none where there is no file, or a damaged one."""
    key = _month_key(month)
    found = read_rows(lake, key, [BATCH]) if lake.exists(key) else None
    if found is None or BATCHES not in (found.schema.metadata or {}):
        return {}
    rows = found.select(SCHEMA.names).cast(SCHEMA)
    held = dict.fromkeys(json.loads(found.schema.metadata[BATCHES]), rows.slice(0, 0))
    start = 0
    for batch, same in groupby(found[BATCH].to_pylist()):
        count = len(list(same))
        held[batch] = rows.slice(start, count)
        start += count
    return held


def write_month(lake: Lake, month: str, rows: Mapping[str, pa.Table]) -> None:
    """Replace the month's file by the rows of these batches."""
    parts = [
        table.append_column(BATCH, pa.array([batch] * table.num_rows, pa.string())) for batch, table in rows.items()
    ]
    metadata = {BATCHES: json.dumps(list(rows)).encode()}
    write_rows(lake, _month_key(month), pa.concat_tables(parts).replace_schema_metadata(metadata))


def read_rows(lake: Lake, key: str, more: Iterable[str] = ()) -> pa.Table | None:
    """The rows of a file; None where they are damaged: they are made again from the events."""
    try:
        # ParquetFile and not read_table: the latter starts a thread pool that outlives the interpreter and aborts it.
        with pq.ParquetFile(lake.opened(key)) as file:
            found = file.read(columns=[*SCHEMA.names, *more], use_threads=False)
        return found if more else found.cast(SCHEMA)
    except (pa.ArrowException, OSError, ValueError):
        return None


def write_rows(lake: Lake, key: str, rows: pa.Table) -> None:
    """Replace a file of rows."""
    buffer = io.BytesIO()
    pq.write_table(rows, buffer, compression="zstd")
    lake.replace(key, buffer.getvalue())


def _month_key(month: str) -> str:
    return f"{RUNS}/month={month}/rows.parquet"
