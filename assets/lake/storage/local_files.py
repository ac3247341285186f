"""A lake in a folder. Keys are POSIX paths below it, so that nothing stored in the lake names the machine it is on.

A file becomes visible by a rename or a link, after it was synced: a reader, a crash or a second writer meets the old
bytes or the new ones, never half.
"""

import errno
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assets.lake.storage.files import DAY_FOLDER, Listed, Part, StoredFile
from assets.lake.storage.partition_writer import Written
from assets.lake.tables.schemas import TableSpec

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STALE_AFTER_SECONDS = 3_600
TEMPORARY = ".tmp"
ASIDE = ".damaged"


class LocalFiles:
    """The files of a lake in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.folder: Path | None = self.root
        self.place = str(self.root)
        self._swept: set[Path] = set()

    def path(self, key: str) -> Path:
        """The path of a key; a key that would leave the lake is refused."""
        path = self.root / key
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise ValueError(f"key {key!r} points outside the lake; expected a relative path inside it")
        return path

    def exists(self, key: str) -> bool:
        """Whether a blob is there, whole."""
        return self.path(key).is_file()

    def get(self, key: str) -> bytes:
        """The bytes of a blob; FileNotFoundError where there is none."""
        return self.path(key).read_bytes()

    def head(self, key: str, length: int) -> bytes:
        """The first bytes of a blob."""
        with self.path(key).open("rb") as file:
            return file.read(length)

    def keys(self, prefix: str) -> list[str]:
        """All keys below a folder, sorted; unfinished files are not listed."""
        return sorted(_below(self.path(prefix), self.path(prefix).relative_to(self.root).as_posix()))

    def folders(self, prefix: str) -> list[str]:
        """The names of the folders that lie directly in a folder, sorted; none where there is no folder."""
        return sorted(entry.name for entry in _entries(self.path(prefix)) if entry.is_dir())

    def folders_holding(self, prefix: str, suffix: str) -> list[str]:
        """Those in which a blob lies whose name ends so; each is looked at until the first."""
        return [name for name in self.folders(prefix) if _holds(self.path(f"{prefix}/{name}"), suffix)]

    def names(self, prefix: str) -> list[str]:
        """The names of the blobs that lie directly in a folder, sorted; none where there is no folder."""
        return sorted(entry.name for entry in _entries(self.path(prefix)) if _is_blob(entry))

    def holds(self, prefix: str, suffix: str) -> bool:
        """Whether a blob whose name ends so lies directly in a folder; stops at the first."""
        folder = self.path(prefix)
        return folder.is_dir() and _holds(folder, suffix)

    def listing(self, prefix: str, suffix: str) -> list[Listed]:
        """The blobs that lie directly in a folder and whose names end so, each with its size and time, in any order."""
        found = [entry for entry in _entries(self.path(prefix)) if entry.name.endswith(suffix) and _is_blob(entry)]
        stats = [(entry.name, entry.stat()) for entry in found]
        return [Listed(name, stat.st_size, stat.st_mtime) for name, stat in stats]

    def put_once(self, key: str, data: bytes) -> bool:
        """Write a blob unless it is there; False if it was. What is there is never changed."""
        with self.being_written(key) as temporary:
            _write_synced(temporary, data)
            try:
                os.link(temporary, self.path(key))
            except FileExistsError:
                return False
        sync(self.path(key).parent)
        return True

    def replace(self, key: str, data: bytes) -> None:
        """Write a blob over whatever is there, atomically."""
        with self.being_written(key) as temporary:
            _write_synced(temporary, data)
            temporary.replace(self.path(key))
        sync(self.path(key).parent)

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

    def days(self, spec: TableSpec) -> list[date]:
        """The days for which a table has a partition, in order."""
        folders = self.path(spec.name).glob(f"{DAY_FOLDER}*")
        return sorted(
            date.fromisoformat(folder.name.removeprefix(DAY_FOLDER))
            for folder in folders
            if any(folder.glob("*.parquet"))
        )

    def resolve(self, spec: TableSpec, days: Iterable[date] | None) -> list[StoredFile]:
        """The files of a table, or of some days of it, in order of day and name."""
        if not spec.partitioned:
            return self._resolved(spec.name)
        chosen = self.days(spec) if days is None else sorted(set(days))
        return [file for day in chosen for file in self._resolved(f"{spec.name}/{DAY_FOLDER}{day:%Y-%m-%d}")]

    def _resolved(self, folder: str) -> list[StoredFile]:
        found = [entry for entry in _entries(self.path(folder)) if entry.name.endswith(".parquet") and _is_blob(entry)]
        stats = [(entry.name, entry.path, entry.stat()) for entry in sorted(found, key=lambda entry: entry.name)]
        return [StoredFile(f"{folder}/{name}", path, stat.st_size, stat.st_mtime) for name, path, stat in stats]

    def local(self, file: StoredFile) -> Path:
        """The file itself."""
        return Path(file.url)

    @contextmanager
    def local_copy(self, key: str) -> Iterator[Path | None]:
        """The file of a blob itself."""
        path = self.path(key)
        yield path if path.is_file() else None

    def put_file(self, key: str, written_to: Path) -> None:
        """Rename the file over the one that is there."""
        written_to.replace(self.path(key))

    def commit(self, part: Part, written_to: Path, written: Written) -> None:
        """Rename the file over the one that is there."""
        sync(written_to)
        written_to.replace(self.path(written.uri))
        sync(self.path(part.key).parent)

    def drop(self, file: StoredFile) -> str:
        """Rename a file so that no table holds it."""
        path = Path(file.url)
        return path.replace(path.with_name(f".{path.name}{ASIDE}")).name

    def prepare(self, connection: "DuckDBPyConnection") -> None:
        """They are paths."""

    def fetch_published(self) -> Path:
        """The lake's own folder."""
        return self.root

    def send_published(self, keep: int) -> None:
        """Everybody reads that folder."""

    def forget(self, *prefixes: str) -> None:
        """Nothing is remembered."""

    @contextmanager
    def being_written(self, key: str) -> Iterator[Path]:
        """A file beside the one it will become."""
        target = self.path(key)
        # Once a folder: listing it for every answer would be quadratic. One may be removed while this process lives.
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


def _holds(folder: Path, suffix: str) -> bool:
    with os.scandir(folder) as found:
        return any(entry.name.endswith(suffix) and _is_blob(entry) for entry in found)


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


def sync(path: Path) -> None:
    """Wait until a file, or a folder with the names in it, is on disk: both are synced through a descriptor."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove unfinished files that a killed process left in a folder more than an hour ago."""
    for left in folder.glob(f".*{TEMPORARY}"):
        try:
            old = time.time() - left.stat().st_mtime > STALE_AFTER_SECONDS
        except FileNotFoundError:
            continue
        if old:
            left.unlink(missing_ok=True)
