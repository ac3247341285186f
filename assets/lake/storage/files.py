"""What a lake asks of the place it lies in: blobs under keys, and the files of its tables, resolved.

Two places answer it: a folder (`local_files`) and a bucket of an object store (`objects`). Nobody outside the lake
builds a path: who wants to read a table asks for its resolved files, each with the address that an engine opens.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from assets.lake.storage.partition_writer import Written
from assets.lake.tables.schemas import TableSpec

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DAY_FOLDER = "search_date="


class Listed(NamedTuple):
    """A blob as its folder lists it: its name there, its bytes, and when it was written (seconds since 1970, UTC)."""

    name: str
    size: int
    written: float


@dataclass(frozen=True)
class StoredFile:
    """One file of a table.

    Attributes:
        key: Its name in the lake, the same wherever the lake lies: `<table>/search_date=<day>/<name>.parquet`.
        url: What an engine opens: an absolute path, or an address of the object store.
        size: In bytes.
        written: When it became the partition, seconds since 1970, UTC.
        digest: SHA-256 of its bytes; None where only reading them tells.
    """

    key: str
    url: str
    size: int
    written: float
    digest: str | None = None

    @property
    def file_name(self) -> str:
        """Its name in its folder."""
        return self.key.rpartition("/")[2]

    @property
    def name(self) -> str:
        """Which of a day's files it is: `part` where a day has one."""
        return self.file_name.removesuffix(".parquet")

    @property
    def day(self) -> date | None:
        """Its day; None for a table without days."""
        folder = self.key.split("/")[1]
        return date.fromisoformat(folder.removeprefix(DAY_FOLDER)) if folder.startswith(DAY_FOLDER) else None


@dataclass(frozen=True)
class Part:
    """The place of one file in a table: its day, None where the table has none, and which of the day's files it is."""

    spec: TableSpec
    day: date | None
    name: str = "part"

    @property
    def key(self) -> str:
        """Its name in the lake."""
        if self.spec.partitioned != (self.day is not None):
            wanted = "a day" if self.spec.partitioned else "no day"
            raise ValueError(f"table {self.spec.name!r} got day {self.day!r}; expected {wanted}")
        folder = f"{self.spec.name}/{DAY_FOLDER}{self.day:%Y-%m-%d}" if self.day else self.spec.name
        return f"{folder}/{self.name}.parquet"


class Files(Protocol):
    """Where a lake's bytes lie.

    Attributes:
        place: What people call it: a path, or an address.
        folder: The folder it lies in; None where it lies in none.
    """

    place: str
    folder: Path | None

    def exists(self, key: str) -> bool:
        """Whether a blob is there, whole."""

    def get(self, key: str) -> bytes:
        """The bytes of a blob; FileNotFoundError where there is none."""

    def head(self, key: str, length: int) -> bytes:
        """The first bytes of a blob, at most `length`; FileNotFoundError where there is none."""

    def keys(self, prefix: str) -> list[str]:
        """All keys below a folder, sorted."""

    def folders(self, prefix: str) -> list[str]:
        """The names of the folders directly in a folder, sorted."""

    def folders_holding(self, prefix: str, suffix: str) -> list[str]:
        """Those in which a blob lies whose name ends so."""

    def names(self, prefix: str) -> list[str]:
        """The names of the blobs directly in a folder, sorted."""

    def holds(self, prefix: str, suffix: str) -> bool:
        """Whether a blob whose name ends so lies directly in a folder."""

    def listing(self, prefix: str, suffix: str) -> list[Listed]:
        """The blobs directly in a folder whose names end so, in any order."""

    def put_once(self, key: str, data: bytes) -> bool:
        """Write a blob unless it is there; False if it was."""

    def replace(self, key: str, data: bytes) -> None:
        """Write a blob over whatever is there, atomically."""

    def append(self, key: str, line: bytes) -> None:
        """Add a line to a journal, or beside it as a journal of its own where nothing can be added to."""

    def remove(self, key: str) -> None:
        """Remove a blob; no error where there is none."""

    def days(self, spec: TableSpec) -> list[date]:
        """The days of a table, in order."""

    def resolve(self, spec: TableSpec, days: Iterable[date] | None) -> list[StoredFile]:
        """The files of a table, or of some days of it, in order of day and name."""

    def local(self, file: StoredFile) -> Path:
        """A local file with the bytes of a resolved one; it is only read."""

    def being_written(self, key: str) -> AbstractContextManager[Path]:
        """A local file to write; it is gone after the block unless it was committed."""

    def local_copy(self, key: str) -> AbstractContextManager[Path | None]:
        """A local file with the bytes of a blob, for as long as the block lasts; None where there is no blob."""

    def put_file(self, key: str, written_to: Path) -> None:
        """Make a written file a blob, over what is there. For what is derived: a power cut may take it."""

    def commit(self, part: Part, written_to: Path, written: Written) -> None:
        """Make a written file the partition, in the place of whatever was, atomically."""

    def drop(self, file: StoredFile) -> str:
        """Take a file out of its table and keep its bytes; what it is called from then on."""

    def prepare(self, connection: "DuckDBPyConnection") -> None:
        """Have an engine open the addresses of resolved files."""

    def fetch_published(self) -> Path:
        """The folder of a lake whose `marts/` hold what is published now: its own, or a mirror on this machine."""

    def send_published(self, keep: int) -> None:
        """Publish what was published in that folder for everybody; `keep` snapshots stay."""

    def forget(self, *prefixes: str) -> None:
        """Look anew at what lies below these folders, or at everything: what was remembered may be past."""
