"""Writing one partition as a Parquet file, piece by piece. Where the file lies is not known here (`storage`)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from assets.lake.tables.schemas import TableSpec

ROWS_PER_GROUP = 5_000

Row = Mapping[str, object]


@dataclass(frozen=True)
class Written:
    """What one partition write left behind: where it is, how much, and the SHA-256 of the file's bytes."""

    uri: str
    rows: int
    size: int
    digest: str


class PartitionWriter:
    """Collects rows into row groups of a fixed size, so that the bytes do not depend on how the rows arrived."""

    def __init__(self, spec: TableSpec, key: str, path: Path) -> None:
        self._spec, self._key, self._path = spec, key, path
        self._file = pq.ParquetWriter(path, spec.schema, compression="zstd", compression_level=3)
        self._waiting: list[pa.Table] = []
        self._rows = 0
        self._written: Written | None = None

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows given as mappings of column name to value."""
        self.add_table(pa.Table.from_pylist(list(rows), schema=self._spec.schema))

    def add_table(self, table: pa.Table) -> None:
        """Add rows given as an Arrow table of the partition's schema."""
        self._rows += table.num_rows
        self._waiting.append(table)
        if sum(part.num_rows for part in self._waiting) >= ROWS_PER_GROUP:
            self._flush(final=False)

    def close(self) -> None:
        """Write what is left and finish the file."""
        self._flush(final=True)
        self._file.close()
        self._written = Written(self._key, self._rows, self._path.stat().st_size, file_digest(self._path))

    def written(self) -> Written:
        """What was written; only after the file was finished."""
        if self._written is None:
            raise RuntimeError(f"partition {self._key} is not finished; ask after the `with` block")
        return self._written

    def _flush(self, *, final: bool) -> None:
        if not self._waiting:
            return
        table = pa.concat_tables(self._waiting)
        whole = table.num_rows if final else table.num_rows - table.num_rows % ROWS_PER_GROUP
        for start in range(0, whole, ROWS_PER_GROUP):
            length = min(ROWS_PER_GROUP, whole - start)
            self._file.write_table(table.slice(start, length).combine_chunks(), row_group_size=ROWS_PER_GROUP)
        self._waiting = [table.slice(whole)] if whole < table.num_rows else []


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex: what `sha256sum` prints."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
