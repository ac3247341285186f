"""The storage of the lake: blobs and the partitions of its tables, wherever they lie.

Two kinds of things are kept. Blobs (raw answers, journals, lineage events) are bytes under a key: written once,
replaced, or appended to. Partitions are Parquet files, one day of one table, replaced whole: a reader, a crash or a
second writer meets the old day or the new one, never half.

It holds no rows' meaning (`schemas`), no answers' format (`raw_answers`), and does not know where files lie: a folder
(`local_files`) or a bucket (`objects`).
"""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from assets.lake.locks.locks import KernelLocks, Locks
from assets.lake.storage.files import Files, Listed, Part, StoredFile
from assets.lake.storage.local_files import LocalFiles
from assets.lake.storage.parquet_files import batches_of, read_file
from assets.lake.storage.partition_writer import PartitionWriter, Row, Written, file_digest
from assets.lake.tables.schemas import TableSpec

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LOCKS = ".locks"


class Lake:
    """A lake.

    Args:
        files: Where it lies: a folder, or the files of another kind of place.
        locks: What keeps writers apart; by default the kernel's, in the lake's folder.
    """

    def __init__(self, files: Path | Files, locks: Locks | None = None) -> None:
        self.files_at: Files = LocalFiles(files) if isinstance(files, Path) else files
        if locks is None:
            locks = KernelLocks(self.root / LOCKS)
        self.locks: Locks = locks

    @property
    def place(self) -> str:
        """What people call it: a path, or an address."""
        return self.files_at.place

    @property
    def folder(self) -> Path | None:
        """The folder it lies in; None where it lies in none."""
        return self.files_at.folder

    @property
    def root(self) -> Path:
        """The folder of a lake that lies in one."""
        if self.folder is None:
            raise TypeError(f"{self.place} is no folder; ask for resolved files instead of paths")
        return self.folder

    def path(self, key: str) -> Path:
        """The path of a key in a lake that lies in a folder; a key that would leave it is refused."""
        if not isinstance(self.files_at, LocalFiles):
            raise TypeError(f"{self.place} is no folder; ask for resolved files instead of paths")
        return self.files_at.path(key)

    @contextmanager
    def hold(self, name: str, what: str, who: str, over: Sequence[str] = ()) -> Iterator[None]:
        """Hold a lock of the lake, and see from there on what its last holder wrote.

        Args:
            name: Of the lock.
            what: What is held, as a waiter says it.
            who: Who holds it, as a waiter says it.
            over: The folders that are written under it; everything where none is named.
        """
        with self.locks.hold(name, what, who):
            self.files_at.forget(*over)
            yield

    # blobs

    def exists(self, key: str) -> bool:
        """Whether a blob is there, whole."""
        return self.files_at.exists(key)

    def get(self, key: str) -> bytes:
        """The bytes of a blob; FileNotFoundError where there is none."""
        return self.files_at.get(key)

    def head(self, key: str, length: int) -> bytes:
        """The first bytes of a blob, at most `length`; FileNotFoundError where there is none."""
        return self.files_at.head(key, length)

    def opened(self, key: str) -> Path | io.BytesIO:
        """What a library opens to read a blob: its file where there is one, else its bytes in memory."""
        return self.path(key) if isinstance(self.files_at, LocalFiles) else io.BytesIO(self.get(key))

    def keys(self, prefix: str) -> list[str]:
        """All keys below a folder, sorted; unfinished files are not listed."""
        return self.files_at.keys(prefix)

    def names(self, prefix: str) -> list[str]:
        """The names of the blobs that lie directly in a folder, sorted; none where there is no folder."""
        return self.files_at.names(prefix)

    def holds(self, prefix: str, suffix: str) -> bool:
        """Whether a blob whose name ends so lies directly in a folder."""
        return self.files_at.holds(prefix, suffix)

    def folders(self, prefix: str) -> list[str]:
        """The names of the folders that lie directly in a folder, sorted; none where there is no folder."""
        return self.files_at.folders(prefix)

    def folders_holding(self, prefix: str, suffix: str) -> list[str]:
        """The names of the folders directly in a folder in which a blob lies whose name ends so, sorted."""
        return self.files_at.folders_holding(prefix, suffix)

    def listing(self, prefix: str, suffix: str = "") -> list[Listed]:
        """The blobs that lie directly in a folder and whose names end so, each with its size and time, in any order."""
        return self.files_at.listing(prefix, suffix)

    def put_once(self, key: str, data: bytes) -> bool:
        """Write a blob unless it is there; False if it was. What is there is never changed."""
        return self.files_at.put_once(key, data)

    def replace(self, key: str, data: bytes) -> None:
        """Write a blob over whatever is there, atomically."""
        self.files_at.replace(key, data)

    def append(self, key: str, line: bytes) -> None:
        """Add one line to a journal and return when it is kept; see `Files.append`."""
        self.files_at.append(key, line)

    def remove(self, key: str) -> None:
        """Remove a blob; no error where there is none."""
        self.files_at.remove(key)

    def prepare(self, connection: "DuckDBPyConnection") -> None:
        """Have an engine open the addresses of resolved files, wherever they lie."""
        self.files_at.prepare(connection)

    # what is published

    def published(self) -> "Lake":
        """The lake in a folder whose `marts/` hold what is published now: this one, or a mirror brought up to date."""
        folder = self.files_at.fetch_published()
        return self if folder == self.folder else Lake(folder)

    def send_published(self, keep: int) -> None:
        """Publish for everybody what was published in `published`; the newest `keep` snapshots stay."""
        self.files_at.send_published(keep)

    # partitions

    def write_partition(
        self, spec: TableSpec, day: date | None, rows: pa.Table | Iterable[Row], name: str = "part"
    ) -> Written:
        """Replace one day of a table by these rows, sorted by the table's sort columns."""
        table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(list(rows), schema=spec.schema)
        table = table.select(spec.schema.names).cast(spec.schema)
        table = table.sort_by([(column, "ascending") for column in spec.sort])
        with self.partition_writer(spec, day, name) as writer:
            writer.add_table(table)
        return writer.written()

    @contextmanager
    def partition_writer(self, spec: TableSpec, day: date | None, name: str = "part") -> Iterator[PartitionWriter]:
        """Write a partition in pieces, for days larger than memory; rows must come in the table's order.

        The old partition stands until the block ends; an error inside it leaves the old one.
        """
        part = Part(spec, day, name)
        with self.files_at.being_written(part.key) as temporary:
            writer = PartitionWriter(spec, part.key, temporary)
            try:
                yield writer
            finally:
                writer.close()
            self.files_at.commit(part, temporary, writer.written())

    def partition_written(self, spec: TableSpec, day: date) -> Written | None:
        """What an earlier write left of a table's day in one file; None where there is none.

        Raises:
            DamageError: It cannot be read.
        """
        key = Part(spec, day).key
        file = next((file for file in self.resolve(spec, [day]) if file.key == key), None)
        if file is None:
            return None
        rows = read_file(key, spec, self.local(file), spec.schema.names[:1]).num_rows
        return Written(key, rows, file.size, self._digest_of(file))

    def digest(self, spec: TableSpec, day: date | None, *, of_bytes: bool = False) -> str | None:
        """SHA-256 over the partition's files; None where the partition does not exist.

        Args:
            spec: The table.
            day: Its day.
            of_bytes: Read the bytes also where an index knows the digest of what was written.
        """
        files = self.resolve(spec, None if day is None else [day])
        if not files:
            return None
        if len(files) == 1:
            return self._digest_of(files[0], of_bytes=of_bytes)
        parts = "\n".join(f"{file.file_name} {self._digest_of(file, of_bytes=of_bytes)}" for file in files)
        return hashlib.sha256(parts.encode()).hexdigest()

    def _digest_of(self, file: StoredFile, *, of_bytes: bool = False) -> str:
        known = None if of_bytes else file.digest
        return known or file_digest(self.local(file))

    def days(self, spec: TableSpec) -> list[date]:
        """The days for which a table has a partition, in order."""
        return self.files_at.days(spec)

    def resolve(self, spec: TableSpec, days: Iterable[date] | None = None) -> list[StoredFile]:
        """The Parquet files of a table, or of some days of it, in order of day and name."""
        return self.files_at.resolve(spec, days)

    def local(self, file: StoredFile) -> Path:
        """A local file with the bytes of a resolved one; it is only read."""
        return self.files_at.local(file)

    def files(self, spec: TableSpec, days: Iterable[date] | None = None) -> list[Path]:
        """The same files as local ones, in the same order."""
        return [self.local(file) for file in self.resolve(spec, days)]

    def drop(self, file: StoredFile) -> str:
        """Take a file that nobody can read out of its table; what it is called from then on."""
        return self.files_at.drop(file)

    def read_partitions(
        self,
        spec: TableSpec,
        days: Iterable[date] | None = None,
        columns: Sequence[str] | None = None,
        name: str | None = None,
    ) -> pa.Table:
        """The rows of some days of a table (all days by default); days that are not there give no rows.

        Args:
            spec: The table.
            days: Which days.
            columns: Which columns; all by default.
            name: Only the files of this name, where a day has several.

        Raises:
            DamageError: A file is not readable as Parquet.
        """
        schema = spec.schema if columns is None else pa.schema([spec.schema.field(name) for name in columns])
        files = [file for file in self.resolve(spec, days) if name in {None, file.name}]
        parts = [read_file(file.key, spec, self.local(file), schema.names).cast(schema) for file in files]
        return pa.concat_tables(parts) if parts else schema.empty_table()

    def batches(
        self,
        spec: TableSpec,
        days: Iterable[date] | None = None,
        columns: Sequence[str] | None = None,
        size: int = 1_000,
    ) -> Iterator[pa.RecordBatch]:
        """The same rows in pieces of at most `size`, for tables larger than memory."""
        for file in self.resolve(spec, days):
            yield from batches_of(file.key, spec, self.local(file), columns, size)

    def glob(self, spec: TableSpec) -> str:
        """A pattern over all files of a table in a folder, for engines that expand patterns themselves."""
        inside = "search_date=*/*.parquet" if spec.partitioned else "*.parquet"
        return f"{as_pattern(self.path(spec.name))}/{inside}"


def as_pattern(path: Path) -> str:
    """A path as the pattern of itself: what would stand for other names is put in brackets, as in `data[1]`."""
    return re.sub(r"[][*?{}]", lambda found: f"[{found[0]}]", path.as_posix())
