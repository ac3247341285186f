"""Inspection: which files of a lake do not hold what was written. It only reads; what makes them again is elsewhere."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from assets.lake.calls.ledger import Ledger
from assets.lake.raw import raw_answers
from assets.lake.snapshots.snapshots import CURRENT, FOLDER, incomplete, is_sound, pointer, snapshots
from assets.lake.storage.damage import DamageError
from assets.lake.storage.files import StoredFile
from assets.lake.storage.parquet_files import require_readable
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TABLES, TableSpec

REPUBLISHED = "Next: any run publishes the marts again; until then readers are given the last whole snapshot"


@dataclass(frozen=True)
class DamagedFile:
    """A table's file that cannot be read; `day` is None for a table without days."""

    spec: TableSpec
    day: date | None
    file: StoredFile
    error: DamageError


def damaged_tables(lake: Lake, *, deep: bool) -> Iterator[DamagedFile]:
    """Every table file that cannot be read.

    Args:
        lake: The lake.
        deep: Read every row; otherwise only how each file begins and ends, and nothing of a lake that lies in no
            folder: what a bucket has taken it has whole.
    """
    for spec in TABLES.values() if deep or lake.folder else ():
        for file in lake.resolve(spec):
            try:
                with suppress(FileNotFoundError):  # replaced or removed meanwhile by a run
                    require_readable(file.key, spec, lake.local(file), deep=deep)
            except DamageError as error:
                yield DamagedFile(spec, file.day, file, error)


def damaged_answers(lake: Lake, day: date) -> Iterator[DamageError]:
    """The raw answers of a day whose body is not the one that was written; reads and digests all of them."""
    for key in raw_answers.day_keys(lake, day):
        try:
            raw_answers.read(lake, key)
        except DamageError as error:
            yield error


def damaged_snapshots(lake: Lake, *, deep: bool) -> Iterator[DamageError]:
    """What of the published snapshots is not what was published: the pointer, manifests, files.

    Args:
        lake: The lake; of one in a bucket only the mirror is read, and a mirror takes a file again that is not sound.
        deep: Digest every file; otherwise only its size is looked at.
    """
    if not lake.folder:
        return
    problem = pointer(lake)[1]
    if problem:
        yield DamageError(CURRENT, problem.removeprefix(f"{CURRENT} "), REPUBLISHED)
    seen: set[str] = set()
    for snapshot in snapshots(lake):
        wanting = list(incomplete(snapshot))
        yield from (DamageError(f"{FOLDER}/{snapshot.folder.name}", found, REPUBLISHED) for found in wanting)
        for _, file in snapshot.everything() if deep and not wanting else ():
            if file.name not in seen and not is_sound(snapshot.root / file.name, file.digest):
                yield DamageError(f"{FOLDER}/{file.name}", "its digest is not the one that was published", REPUBLISHED)
            seen.add(file.name)


def damage(lake: Lake, *, deep: bool) -> Iterator[DamageError]:
    """Everything damaged in raw (if `deep`), tables, journals and published snapshots."""
    if deep:
        for day in raw_answers.landed_days(lake):
            yield from damaged_answers(lake, day)
    yield from (found.error for found in damaged_tables(lake, deep=deep))
    ledger = Ledger(lake, "inspection")
    for day in ledger.days():
        yield from ledger.unreadable_lines(day)
    yield from damaged_snapshots(lake, deep=deep)
