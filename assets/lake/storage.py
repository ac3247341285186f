"""The storage of the lake: the only module that knows where a table or a raw answer lies.

Two kinds of things are kept. Blobs (raw answers, journals, lineage events) are bytes under a key: written once,
replaced, or appended to. Partitions are Parquet files, one day of one table, replaced whole: written beside, synced,
then renamed over the old file, so a reader, a crash or a second writer meets the old day or the new one, never half.

It holds no rows' meaning (`schemas`) and no answers' format (`raw_answers`).
"""

import errno
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from assets.lake.parquet_files import batches_of, read_file
from assets.lake.partition_writer import PartitionWriter, Row, Written, file_digest
from assets.lake.schemas import TableSpec

STALE_AFTER_SECONDS = 3_600
TEMPORARY = ".tmp"


class Listed(NamedTuple):
    """A blob as its folder lists it: its name there, its bytes, and when it was written (seconds since 1970, UTC)."""

    name: str
    size: int
    written: float


class Lake:
    """A lake in a local folder.

    Keys and URIs are POSIX paths relative to the root, so that nothing stored in the lake names the machine it is on.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self._swept: set[Path] = set()

    def path(self, key: str) -> Path:
        """The local path of a key; a key that would leave the lake is refused."""
        path = self.root / key
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise ValueError(f"key {key!r} points outside the lake; expected a relative path inside it")
        return path

    # blobs

    def exists(self, key: str) -> bool:
        """Whether a blob is there, whole."""
        return self.path(key).is_file()

    def get(self, key: str) -> bytes:
        """The bytes of a blob; FileNotFoundError where there is none."""
        return self.path(key).read_bytes()

    def keys(self, prefix: str) -> list[str]:
        """All keys below a folder, sorted; unfinished files are not listed."""
        return sorted(_below(self.path(prefix), self.path(prefix).relative_to(self.root).as_posix()))

    def names(self, prefix: str) -> list[str]:
        """The names of the blobs that lie directly in a folder, sorted; none where there is no folder."""
        return sorted(entry.name for entry in _entries(self.path(prefix)) if _is_blob(entry))

    def holds(self, prefix: str, suffix: str) -> bool:
        """Whether a blob whose name ends so lies directly in a folder; stops at the first."""
        folder = self.path(prefix)
        if not folder.is_dir():
            return False
        with os.scandir(folder) as found:
            return any(entry.name.endswith(suffix) and _is_blob(entry) for entry in found)

    def folders(self, prefix: str) -> list[str]:
        """The names of the folders that lie directly in a folder, sorted; none where there is no folder."""
        return sorted(entry.name for entry in _entries(self.path(prefix)) if entry.is_dir())

    def listing(self, prefix: str, suffix: str = "") -> list[Listed]:
        """The blobs that lie directly in a folder and whose names end so, each with its size and time, in any order."""
        found = [entry for entry in _entries(self.path(prefix)) if entry.name.endswith(suffix) and _is_blob(entry)]
        stats = [(entry.name, entry.stat()) for entry in found]
        return [Listed(name, stat.st_size, stat.st_mtime) for name, stat in stats]

    def put_once(self, key: str, data: bytes) -> bool:
        """Write a blob unless it is there; False if it was. What is there is never changed."""
        with self._beside(key) as temporary:
            _write_synced(temporary, data)
            try:
                os.link(temporary, self.path(key))
            except FileExistsError:
                return False
        _sync_folder(self.path(key).parent)
        return True

    def replace(self, key: str, data: bytes) -> None:
        """Write a blob over whatever is there, atomically."""
        with self._beside(key) as temporary:
            _write_synced(temporary, data)
            temporary.replace(self.path(key))
        _sync_folder(self.path(key).parent)

    def append(self, key: str, line: bytes) -> None:
        """Add one line to a journal and return when it is on disk.

        A line that a full disk or a crash cut stays alone: the next one begins on a line of its own.

        Raises:
            OSError: The disk took less than the line.
        """
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            size = os.fstat(descriptor).st_size
            cut = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            whole = (b"\n" if cut else b"") + line.rstrip(b"\n") + b"\n"
            if os.write(descriptor, whole) != len(whole):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, key: str) -> None:
        """Remove a blob; no error where there is none."""
        self.path(key).unlink(missing_ok=True)

    # partitions

    def partition_key(self, spec: TableSpec, day: date | None, name: str = "part") -> str:
        """Key of a table's file for a day, or of the whole table where it has no days."""
        if spec.partitioned != (day is not None):
            wanted = "a day" if spec.partitioned else "no day"
            raise ValueError(f"table {spec.name!r} got day {day!r}; expected {wanted}")
        folder = f"{spec.name}/search_date={day:%Y-%m-%d}" if day else spec.name
        return f"{folder}/{name}.parquet"

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
        key = self.partition_key(spec, day, name)
        with self._beside(key) as temporary:
            writer = PartitionWriter(spec, key, temporary)
            try:
                yield writer
            finally:
                writer.close()
            _sync_file(temporary)
            temporary.replace(self.path(key))
        _sync_folder(self.path(key).parent)

    def partition_written(self, spec: TableSpec, day: date) -> Written | None:
        """What an earlier write left of a table's day in one file; None where there is none.

        Raises:
            DamageError: It cannot be read.
        """
        key = self.partition_key(spec, day)
        if not self.exists(key):
            return None
        rows = read_file(self.root, spec, self.path(key), spec.schema.names[:1]).num_rows
        return Written(key, rows, self.path(key).stat().st_size, file_digest(self.path(key)))

    def digest(self, spec: TableSpec, day: date | None) -> str | None:
        """SHA-256 over the partition's files as they are now; None where the partition does not exist."""
        files = self.files(spec, None if day is None else [day])
        if not files:
            return None
        if len(files) == 1:
            return file_digest(files[0])
        parts = "\n".join(f"{path.name} {file_digest(path)}" for path in files)
        return hashlib.sha256(parts.encode()).hexdigest()

    def days(self, spec: TableSpec) -> list[date]:
        """The days for which a table has a partition, in order."""
        folders = self.path(spec.name).glob("search_date=*")
        return sorted(
            date.fromisoformat(folder.name.removeprefix("search_date="))
            for folder in folders
            if any(folder.glob("*.parquet"))
        )

    def files(self, spec: TableSpec, days: Iterable[date] | None = None) -> list[Path]:
        """The Parquet files of a table, or of some days of it, in order of day and name."""
        base = self.path(spec.name)
        if not spec.partitioned:
            return sorted(base.glob("*.parquet"))
        chosen = self.days(spec) if days is None else sorted(set(days))
        return [file for day in chosen for file in sorted((base / f"search_date={day:%Y-%m-%d}").glob("*.parquet"))]

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
        files = [file for file in self.files(spec, days) if name in {None, file.stem}]
        parts = [read_file(self.root, spec, file, schema.names).cast(schema) for file in files]
        return pa.concat_tables(parts) if parts else schema.empty_table()

    def batches(
        self,
        spec: TableSpec,
        days: Iterable[date] | None = None,
        columns: Sequence[str] | None = None,
        size: int = 1_000,
    ) -> Iterator[pa.RecordBatch]:
        """The same rows in pieces of at most `size`, for tables larger than memory."""
        for file in self.files(spec, days):
            yield from batches_of(self.root, spec, file, columns, size)

    def glob(self, spec: TableSpec) -> str:
        """A pattern over all files of a table, for engines that expand patterns themselves.

        What stands for other names in a pattern is put in brackets, so that a lake in `data[1]` is read.
        """
        inside = "search_date=*/*.parquet" if spec.partitioned else "*.parquet"
        folder = re.sub(r"[][*?{}]", lambda found: f"[{found[0]}]", self.path(spec.name).as_posix())
        return f"{folder}/{inside}"

    @contextmanager
    def _beside(self, key: str) -> Iterator[Path]:
        target = self.path(key)
        # Once a folder: listing it for every answer would be quadratic. Somebody may remove one while this process lives.
        if target.parent not in self._swept or not target.parent.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            _sweep(target.parent)
            self._swept.add(target.parent)
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}{TEMPORARY}")
        try:
            yield temporary
        except OSError as error:
            if error.errno is None or error.filename is not None:
                raise
            raise OSError(error.errno, error.strerror, str(target)) from None  # a full disk names no file by itself
        finally:
            temporary.unlink(missing_ok=True)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder. A path and a stat of each would be ten times the work: a lake holds a million answers."""
    try:
        with os.scandir(folder) as found:
            return list(found)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_blob(entry: os.DirEntry[str]) -> bool:
    return not entry.name.endswith(TEMPORARY) and entry.is_file()


def _below(folder: Path, key: str) -> Iterator[str]:
    """The keys of all blobs below a folder, which is itself listed as `key`."""
    for entry in _entries(folder):
        inside = entry.name if key == "." else f"{key}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(folder / entry.name, inside)
        elif _is_blob(entry):
            yield inside


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_sync_folder = _sync_file  # a folder is synced through a descriptor just like a file


def _sweep(folder: Path) -> None:
    """Remove unfinished files that a killed process left in a folder more than an hour ago."""
    for left in folder.glob(f".*{TEMPORARY}"):
        try:
            old = time.time() - left.stat().st_mtime > STALE_AFTER_SECONDS
        except FileNotFoundError:
            continue
        if old:
            left.unlink(missing_ok=True)
