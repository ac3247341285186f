"""A lake by its place: a folder, or the address of a bucket. What only a bucket needs is imported only for one."""

import re
from pathlib import Path

from assets.lake.locks.locks import KernelLocks, Locks
from assets.lake.storage.addresses import checked_address, is_address
from assets.lake.storage.storage import Lake


def work_folder(home: Path) -> Path:
    """Where a lake in a bucket keeps what it needs on this machine."""
    return home / "lake"


def home_beside(place: str | Path, project: Path) -> Path:
    """The home of a lake that is given none: each has its own."""
    if is_address(place):
        return project / f"{re.sub(r'[^A-Za-z0-9._-]+', '-', str(place).partition('://')[2]).strip('-')}.joblake"
    folder = Path(place)
    return project / ".joblake" if folder == project / "lake" else folder.with_name(f"{folder.name}.joblake")


def open_lake(place: str | Path, work: Path, postgres: str | None = None) -> Lake:
    """The lake at a place.

    Args:
        place: A folder, or `s3://bucket/prefix`.
        work: A local folder for what a bucket's lake keeps on this machine: copies of objects, locks without Postgres.
        postgres: The database that holds the locks, where several machines write into the lake; None on one machine.

    Raises:
        ValueError: The address is none that a lake can lie at, or what it needs is not installed.
    """
    if not is_address(place):
        folder = Path(place)
        return Lake(folder, _postgres_locks(postgres, str(folder)) if postgres else None)
    from assets.lake.objects.bucket import Bucket
    from assets.lake.objects.object_files import ObjectFiles

    url = checked_address(str(place))
    locks = _postgres_locks(postgres, url) if postgres else KernelLocks(work / "locks")
    return Lake(ObjectFiles(Bucket(url), work), locks)


def _postgres_locks(postgres: str, place: str) -> Locks:
    from assets.lake.locks.postgres_locks import PostgresLocks

    return PostgresLocks(postgres, place)
