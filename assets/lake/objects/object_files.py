"""The files of a lake in a bucket.

    raw/..., lineage/..., llm_cache/...              blobs, under the same keys as in a folder
    <table>/search_date=<day>/part-<digest>.parquet  data, named by its content
    index/<table>/<YYYY-MM>.json                     which of them are the days (`month_index`)

Nothing can be appended to: each line of a journal is a journal of its own, and `ledger.compact` folds them into one.
"""

import secrets
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assets.lake.objects import published
from assets.lake.objects.bucket import Bucket
from assets.lake.objects.local_copies import LocalCopies
from assets.lake.objects.look import Look
from assets.lake.objects.month_index import FOLDER, drop_entry, index_key, set_entry
from assets.lake.storage.files import Listed, Part, StoredFile
from assets.lake.storage.partition_writer import Written
from assets.lake.tables.schemas import TableSpec

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MIRROR = "mirror"
# Written once under names that say nothing of their bytes; what is there never changes, so a copy of it holds for ever.
WRITTEN_ONCE = ("raw/search_results/", "lineage/events/")


class ObjectFiles:
    """The files of a lake in a bucket.

    Args:
        bucket: Where they lie.
        work: A local folder for copies of objects and for files that are being written.
    """

    def __init__(self, bucket: Bucket, work: Path) -> None:
        self.bucket, self.work = bucket, work
        self.place = bucket.url
        self.folder: Path | None = None
        self.copies = LocalCopies(work / "copies")
        self.look = Look(bucket)

    def forget(self, *prefixes: str) -> None:
        """Look anew from here on."""
        self.look.forget(*prefixes)

    # blobs

    def exists(self, key: str) -> bool:
        """Whether an object is there."""
        known = self.look.known(_checked(key))
        return self.bucket.size(key) is not None if known is None else known

    def get(self, key: str) -> bytes:
        """The bytes of an object; FileNotFoundError where there is none."""
        if _checked(key).startswith(WRITTEN_ONCE):
            return self.copies.of(key, lambda path: self.bucket.fetch(key, path)).read_bytes()
        return self.bucket.get(key)

    def head(self, key: str, length: int) -> bytes:
        """The first bytes of an object."""
        return self.bucket.head(_checked(key), length)

    def keys(self, prefix: str) -> list[str]:
        """All keys below a folder, sorted."""
        return [one.key for one in self.look.below(_checked(prefix))]

    def names(self, prefix: str) -> list[str]:
        """The names of the objects that lie directly in a folder, sorted."""
        return sorted(self.look.folder(_checked(prefix)))

    def holds(self, prefix: str, suffix: str) -> bool:
        """Whether an object whose name ends so lies directly in a folder."""
        return any(name.endswith(suffix) for name in self.look.folder(_checked(prefix)))

    def folders(self, prefix: str) -> list[str]:
        """The names of the folders directly in a folder, sorted."""
        return self.look.folders(_checked(prefix))

    def folders_holding(self, prefix: str, suffix: str) -> list[str]:  # noqa: ARG002 - of no use in a bucket
        """The folders in a folder: a bucket has one only where an object lies in it, and those of a day are alike."""
        return self.folders(prefix)

    def listing(self, prefix: str, suffix: str) -> list[Listed]:
        """The objects directly in a folder whose names end so, in any order."""
        return [one for name, one in self.look.folder(_checked(prefix)).items() if name.endswith(suffix)]

    def put_once(self, key: str, data: bytes) -> bool:
        """Write an object unless it is there; False if it was."""
        done = self.bucket.create(_checked(key), data)
        if done and key.startswith(WRITTEN_ONCE):
            self.copies.of(key, lambda path: path.write_bytes(data))
        self.look.note_blob(key, len(data))
        return done

    def replace(self, key: str, data: bytes) -> None:
        """Write an object over whatever is there."""
        self.bucket.put(_checked(key), data)
        self.look.note_blob(key, len(data))

    def append(self, key: str, line: bytes) -> None:
        """Write a line as a journal of its own beside the others of this name, in order of time."""
        stem, dot, ending = _checked(key).rpartition(".")
        self.put_once(f"{stem}.{time.time_ns():020d}-{secrets.token_hex(4)}{dot}{ending}", line.rstrip(b"\n") + b"\n")

    def remove(self, key: str) -> None:
        """Remove an object; no error where there is none."""
        self.bucket.delete(_checked(key))
        self.look.note_removed(key)
        (self.copies.folder / key).unlink(missing_ok=True)

    @contextmanager
    def local_copy(self, key: str) -> Iterator[Path | None]:
        """A local file with the bytes of an object."""
        with self.being_written(key) as path:
            try:
                self.bucket.fetch(_checked(key), path)
            except FileNotFoundError:
                yield None
            else:
                yield path

    def put_file(self, key: str, written_to: Path) -> None:
        """Upload a file over what is there."""
        self.bucket.put(_checked(key), written_to)
        self.look.note_blob(key, written_to.stat().st_size)

    # tables

    def days(self, spec: TableSpec) -> list[date]:
        """The days of a table, in order: one LIST, and an index for each month."""
        return sorted({file.day for file in self._all(spec) if file.day})

    def resolve(self, spec: TableSpec, days: Iterable[date] | None) -> list[StoredFile]:
        """The files of a table, or of some days of it, in order of day and name."""
        if not spec.partitioned:
            return self.look.index(index_key(spec.name, None)).stored(self.place)
        if days is None:
            return self._all(spec)
        wanted = sorted(set(days))
        months = sorted({index_key(spec.name, day) for day in wanted})
        return [file for key in months for file in self.look.index(key).stored(self.place) if file.day in wanted]

    def _all(self, spec: TableSpec) -> list[StoredFile]:
        names = sorted(self.look.folder(f"{FOLDER}/{spec.name}"))
        return [f for name in names for f in self.look.index(f"{FOLDER}/{spec.name}/{name}").stored(self.place)]

    def local(self, file: StoredFile) -> Path:
        """A copy of a file: fetched once, for its object never changes."""
        key = file.url.removeprefix(f"{self.place}/")
        return self.copies.of(key, lambda path: self.bucket.fetch(key, path))

    @contextmanager
    def being_written(self, key: str) -> Iterator[Path]:
        """A file in a folder of this machine."""
        self.work.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=self.work) as folder:
            yield Path(folder) / _checked(key).rpartition("/")[2]

    def commit(self, part: Part, written_to: Path, written: Written) -> None:
        """Upload the file, then name it in the index of its month."""
        month = set_entry(self.bucket, part, written, written_to)
        self.look.note_index(index_key(part.spec.name, part.day), month)
        self.look.note_blob(month.entries[part.key].object, written.size)
        self.copies.of(month.entries[part.key].object, lambda path: shutil.copyfile(written_to, path))

    def prepare(self, connection: "DuckDBPyConnection") -> None:
        """Have an engine read the bucket."""
        from assets.lake.objects.engine import LakeObjects

        connection.register_filesystem(LakeObjects())

    def fetch_published(self) -> Path:
        """A mirror of the bucket's current snapshot."""
        published.fetch(self.bucket, self.work / MIRROR)
        return self.work / MIRROR

    def send_published(self, keep: int) -> None:
        """Upload the mirror's current snapshot and point at it."""
        published.send(self.bucket, self.work / MIRROR, keep)

    def drop(self, file: StoredFile) -> str:
        """Take a file out of its index; its object stays."""
        self.look.note_index(index_key(file.key.split("/")[0], file.day), drop_entry(self.bucket, file))
        return file.url


def _checked(key: str) -> str:
    """A key, unless it would leave the lake."""
    if key.startswith("/") or ".." in key.split("/"):
        raise ValueError(f"key {key!r} points outside the lake; expected a relative path inside it")
    return key
