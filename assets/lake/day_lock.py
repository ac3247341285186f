"""A lock over one day of one kind of work, so that two runs at once do not pay for the same answers.

The kernel holds it (flock) and lets go of it when the process ends, however it ends: a stale lock cannot exist.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from assets.lake.storage import Lake

FOLDER = ".locks"


@contextmanager
def day_lock(lake: Lake, kind: str, day: date) -> Iterator[None]:
    """Hold the lock of a day; waits until whoever holds it is done. Not re-entrant."""
    path = lake.path(f"{FOLDER}/{kind}-{day:%Y-%m-%d}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
