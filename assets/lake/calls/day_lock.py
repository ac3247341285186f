"""A lock over one day of one kind of work, so that two runs at once do not pay for the same answers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from assets.lake.storage.storage import Lake


@contextmanager
def day_lock(lake: Lake, kind: str, day: date) -> Iterator[None]:
    """Hold the lock of a day; waits until whoever holds it is done. Not re-entrant."""
    with lake.hold(f"{kind}-{day:%Y-%m-%d}", f"{kind} of {day}", f"process {os.getpid()}"):
        yield
