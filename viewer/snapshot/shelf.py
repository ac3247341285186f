"""Which snapshot a request reads: the newest one that is ready, the same one for the whole of the request.

While a newly published snapshot is being opened, requests go on reading the one before; nobody waits and no page mixes
two. However often marts are published, opening takes at most a quarter of the time. A snapshot that turns out to be
damaged is left for the last sound one, and the reader says so (`Reader.note`). It writes nothing.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import TypeVar

import duckdb
import pyarrow as pa

from assets.lake.snapshots.snapshots import Snapshot, current, pointer, verify
from assets.lake.storage.storage import Lake
from viewer.snapshot.reader import Reader

Answer = TypeVar("Answer")
# A snapshot can be pruned between the pointer being read and a file being opened; each try reads the pointer anew.
TRIES = 8
PAUSE_SECONDS = 0.02
# How long opening rests after an opening, in times that it took.
REST = 3
# What reading a file raises that is gone, or whose bytes are not what was published.
UNREADABLE = (duckdb.Error, OSError, ValueError, pa.ArrowException)
LOG = logging.getLogger("viewer")


class NothingPublishedError(Exception):
    """No snapshot has been published in this lake yet."""


class Shelf:
    """The open snapshots of one lake."""

    def __init__(self, lake: Path, prepare: Callable[[Reader], None] | None = None) -> None:
        """Open nothing yet.

        Args:
            lake: The lake's folder.
            prepare: What is done with a snapshot that is opened, before anybody is answered from it.
        """
        self.lake = Lake(lake)
        self._prepare = prepare
        self._reader: Reader | None = None
        self._pointed: object = None
        self._damaged: set[str] = set()
        self._examined: set[str] = set()
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
            except UNREADABLE:
                gone = not reader.snapshot.folder.is_dir()
                if attempt == TRIES - 1 or not (gone or self._found_damaged(reader.snapshot)):
                    raise
        raise NothingPublishedError

    def pinned(self, *, fresh: bool = False) -> Reader:
        """The snapshot to read now; `fresh` waits for the newest instead of the newest that is ready."""
        ready = self._reader
        if ready is not None and self._pointed == (pointer(self.lake), len(self._damaged)):
            return ready
        if ready is None or fresh:
            return self._open()
        self._open_aside()
        return ready

    def _found_damaged(self, snapshot: Snapshot) -> bool:
        """Whether a snapshot is not what was published: every byte of it is read once, and never again."""
        with self._lock:
            if snapshot.snapshot_id not in self._examined:
                self._examined.add(snapshot.snapshot_id)
                broken = verify(snapshot)
                if broken:
                    self._damaged.add(snapshot.snapshot_id)
                    LOG.error("snapshot %s is damaged in %s", snapshot.snapshot_id, ", ".join(broken))
            return snapshot.snapshot_id in self._damaged

    def _open(self) -> Reader:
        with self._lock:
            for attempt in range(TRIES):
                pointed = (pointer(self.lake), len(self._damaged))
                if self._reader is not None and self._pointed == pointed:
                    return self._reader
                try:
                    snapshot = current(self.lake, self._damaged)
                    if snapshot is None:
                        raise NothingPublishedError
                    reader = self._reader
                    if reader is None or (reader.snapshot_id, reader.note) != (snapshot.snapshot_id, snapshot.note):
                        reader = Reader(snapshot)
                        if self._prepare:
                            self._prepare(reader)
                except UNREADABLE:
                    if attempt == TRIES - 1:
                        raise
                    time.sleep(PAUSE_SECONDS * attempt)
                    continue
                if snapshot.note:
                    LOG.error("%s", snapshot.note)
                self._reader, self._pointed = reader, pointed
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
