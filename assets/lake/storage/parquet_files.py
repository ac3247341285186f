"""Reading one Parquet file of a table, so that a damaged one is named with what makes it again.

Where files lie is `storage`'s business, how they are written `partition_writer`'s.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from assets.lake.storage.damage import damage_named
from assets.lake.storage.files import DAY_FOLDER
from assets.lake.tables.schemas import API_CALLS, TableSpec

MAGIC = b"PAR1"
SMALLEST = 12  # bytes: the magic twice and the length of the footer


def read_file(key: str, spec: TableSpec, file: Path, columns: Sequence[str]) -> pa.Table:
    """The rows of a file.

    Raises:
        DamageError: It is not readable as Parquet; `key` is its name in the lake.
    """
    with _named(key, spec):
        return _completed(pq.ParquetFile(file).read(columns=columns), spec, columns)


def batches_of(
    key: str, spec: TableSpec, file: Path, columns: Sequence[str] | None, size: int
) -> Iterator[pa.RecordBatch]:
    """The same in pieces of at most `size` rows."""
    with _named(key, spec):
        pieces = pq.ParquetFile(file).iter_batches(batch_size=size, columns=columns)
    while True:
        with _named(key, spec):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _completed(table: pa.Table, spec: TableSpec, columns: Sequence[str]) -> pa.Table:
    """The columns asked for, in that order; what a file of an older version lacks is null."""
    if table.column_names == list(columns):
        return table
    there = set(table.column_names)
    parts = [
        table[name] if name in there else pa.nulls(table.num_rows, spec.schema.field(name).type) for name in columns
    ]
    return pa.table(parts, names=list(columns))


def require_readable(key: str, spec: TableSpec, file: Path, *, deep: bool) -> None:
    """Check how a file begins and ends (0.02 ms), or read every row of it.

    Raises:
        DamageError: It is no whole Parquet file.
    """
    with _named(key, spec):
        _require_ends(file)
        if deep:
            pq.ParquetFile(file).read(use_threads=False)


def remedy(spec: TableSpec, key: str) -> str:
    """What makes a file again: every table is derived."""
    if not spec.partitioned:
        return "Next: any run makes it again"
    source = "the journals beside it" if spec is API_CALLS else "raw"
    day = key.split("/")[1].removeprefix(DAY_FOLDER)
    return f"Next: `make backfill FROM={day} TO={day}` makes it again from {source}"


def _named(key: str, spec: TableSpec) -> AbstractContextManager[None]:
    return damage_named(key, "a Parquet file", remedy(spec, key), pa.ArrowException, OSError, ValueError)


def _require_ends(file: Path) -> None:
    size = file.stat().st_size
    with file.open("rb") as opened:
        begin = opened.read(len(MAGIC))
        opened.seek(max(0, size - 8))
        end = opened.read()
    if begin != MAGIC or end[4:] != MAGIC or int.from_bytes(end[:4], "little") > size - SMALLEST:
        raise ValueError(f"{size:,} bytes that begin with {begin!r} and end with {end[-4:]!r}")
