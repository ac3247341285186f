"""Which snapshot a request reads: the newest one that is ready, the same one for the whole of the request.

While a newly published snapshot is being opened, requests go on reading the one before; nobody waits and no page mixes
two. However often marts are published, opening takes at most a quarter of the time. It writes nothing.
"""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import TypeVar

import duckdb

from assets.lake.snapshots import current
from assets.lake.storage import Lake
from viewer.reader import Reader

Answer = TypeVar("Answer")
# A snapshot can be pruned between the pointer being read and a file being opened; each try reads the pointer anew.
TRIES = 8
PAUSE_SECONDS = 0.02
# How long opening rests after an opening, in times that it took.
REST = 3


class NothingPublishedError(Exception):
    """No snapshot has been published in this lake yet."""


class Shelf:
    """The open snapshots of one lake."""

    def __init__(self, lake: Path) -> None:
        """Open nothing yet; `lake` is the lake's folder."""
        self.lake = Lake(lake)
        self._reader: Reader | None = None
        self._opening = False
        self._rests_until = 0.0
        self._lock = Lock()

    def answer(self, question: Callable[[Reader], Answer]) -> Answer:
        """Ask one snapshot, from first to last; a snapshot that is pruned meanwhile is asked again as its successor.

        Raises:
            NothingPublishedError: No snapshot is there.
        """
        for attempt in range(TRIES):
            reader = self.pinned(fresh=attempt > 0)
            try:
                return question(reader)
            except (duckdb.IOException, FileNotFoundError):
                if attempt == TRIES - 1:
                    raise
        raise NothingPublishedError

    def pinned(self, *, fresh: bool = False) -> Reader:
        """The snapshot to read now; `fresh` waits for the newest instead of the newest that is ready."""
        snapshot = current(self.lake)
        if snapshot is None:
            raise NothingPublishedError
        ready = self._reader
        if ready is not None and ready.snapshot_id == snapshot.snapshot_id:
            return ready
        if ready is None or fresh:
            return self._open()
        self._open_aside()
        return ready

    def _open(self) -> Reader:
        with self._lock:
            for attempt in range(TRIES):
                snapshot = current(self.lake)
                if snapshot is None:
                    raise NothingPublishedError
                if self._reader is not None and self._reader.snapshot_id == snapshot.snapshot_id:
                    return self._reader
                try:
                    reader = Reader(snapshot)
                except (duckdb.IOException, FileNotFoundError):
                    if attempt == TRIES - 1:
                        raise
                    time.sleep(PAUSE_SECONDS * attempt)
                    continue
                self._reader = reader
                return reader
        raise NothingPublishedError

    def _open_aside(self) -> None:
        if self._opening or time.monotonic() < self._rests_until:
            return
        self._opening = True
        Thread(target=self._opened_aside, name="open-snapshot", daemon=True).start()

    def _opened_aside(self) -> None:
        began = time.monotonic()
        try:
            self._open()
        finally:
            now = time.monotonic()
            self._rests_until = now + REST * (now - began)
            self._opening = False
