"""The index of a table's month: which objects are its days, in one object that is swapped whole.

    index/<table>/<YYYY-MM>.json     for a table with days
    index/<table>/whole.json         for one without

An entry appears only after its object is there, so a writer that is killed between the two leaves the old day. Writers
of one month contend for its index: who finds it changed reads it again and adds to that. Objects whose place another
took are named in the index and removed a day later, when no reader that resolved them can still be at work.
"""

import json
import random
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from assets.lake.objects.bucket import Bucket, ConflictError
from assets.lake.storage.files import Part, StoredFile
from assets.lake.storage.partition_writer import Written

FOLDER = "index"
WHOLE = "whole"
GRACE_SECONDS = 86_400
TRIES = 60
DIGITS = 16


@dataclass(frozen=True)
class Entry:
    """One file of a table: its object, and what was written."""

    object: str
    size: int
    rows: int
    digest: str
    written: float


@dataclass
class Month:
    """An index as it was read.

    Attributes:
        entries: By the file's name in the lake.
        replaced: Objects that no entry names any more, with the time since when.
        tag: The version that was read; None where there was none.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    replaced: dict[str, float] = field(default_factory=dict)
    tag: str | None = None

    def names(self, key: str) -> bool:
        """Whether an object is named, as one that is read or as one that was replaced."""
        return key in self.replaced or any(entry.object == key for entry in self.entries.values())

    def stored(self, url: str) -> list[StoredFile]:
        """The files, in order of name."""
        return [
            StoredFile(key, f"{url}/{entry.object}", entry.size, entry.written, entry.digest)
            for key, entry in sorted(self.entries.items())
        ]


def index_key(table: str, day: date | None) -> str:
    """The key of the index that names a day of a table."""
    return f"{FOLDER}/{table}/{f'{day:%Y-%m}' if day else WHOLE}.json"


def object_key(part: Part, digest: str) -> str:
    """Where a file's bytes lie: equal bytes, equal object."""
    return part.key.removesuffix(".parquet") + f"-{digest[:DIGITS]}.parquet"


def read_index(bucket: Bucket, key: str) -> Month:
    """An index; an empty one where there is none.

    Raises:
        ValueError: It is not one.
    """
    try:
        data, tag = bucket.read(key)
    except FileNotFoundError:
        return Month()
    try:
        found = json.loads(data)
        entries = {name: Entry(**entry) for name, entry in found["entries"].items()}
        return Month(entries, found["replaced"], tag)
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"{bucket.url}/{key} is no index of a lake ({type(error).__name__}). Next: remove it and run the days of "
            "that month again; raw answers are not touched"
        ) from None


def set_entry(bucket: Bucket, part: Part, written: Written, content: Path) -> Month:
    """Make a written file the partition: its object first, then the month's index; the index as it stands then."""
    key = object_key(part, written.digest)
    created = bucket.create(key, content)  # where it is there already it holds these bytes: its name is made of them
    spare = f"{key.removesuffix('.parquet')}-{secrets.token_hex(4)}.parquet"
    now = time.time()

    def change(month: Month) -> None:
        had, place = month.entries.get(part.key), key
        if not created and not month.names(key):
            # Left by a writer that was killed, or about to be removed as one that was replaced long ago.
            bucket.create(spare, content)
            month.replaced[key], place = now, spare
        month.entries[part.key] = Entry(place, written.size, written.rows, written.digest, now)
        month.replaced.pop(place, None)
        if had and had.object != place:
            month.replaced[had.object] = now

    return change_index(bucket, index_key(part.spec.name, part.day), change)


def drop_entry(bucket: Bucket, file: StoredFile) -> Month:
    """Take a file out of its table; its object stays and is named nowhere."""

    def change(month: Month) -> None:
        month.entries.pop(file.key, None)

    return change_index(bucket, index_key(file.key.split("/")[0], file.day), change)


def change_index(bucket: Bucket, key: str, change: Callable[[Month], None]) -> Month:
    """Change an index, whoever else changes it meanwhile, and remove the objects that were replaced a day ago.

    Raises:
        ConflictError: Others have changed it again and again for a minute.
    """
    for attempt in range(TRIES):
        month = read_index(bucket, key)
        change(month)
        over = [name for name, since in month.replaced.items() if time.time() - since > GRACE_SECONDS]
        for name in over:
            del month.replaced[name]
        try:
            month.tag = bucket.swap(key, _bytes(month), month.tag)
        except ConflictError:
            time.sleep(random.uniform(0, min(1.0, 0.01 * 2 ** min(attempt, 7))))  # noqa: S311 - no secret
            continue
        bucket.delete(*over)
        return month
    raise ConflictError(f"{bucket.url}/{key} was changed by others {TRIES} times in a row; run again")


def _bytes(month: Month) -> bytes:
    entries = {name: asdict(entry) for name, entry in month.entries.items()}
    held = {"entries": entries, "replaced": month.replaced}
    return json.dumps(held, indent=1, sort_keys=True).encode() + b"\n"
