"""A lock that the kernel holds for a process and lets go of when the process ends, however it ends (flock).

So no claim can outlive its claimer. Whoever waits says for what and for whom. The one place that knows flock; what
locks across machines is `postgres_locks`.
"""

import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

LOOK_AGAIN_SECONDS = 0.05
SAY_AFTER_SECONDS = 1.0
SAY_AGAIN_SECONDS = 60.0
_BYTES_OF_HOLDER = 200

Say = Callable[[str], None]


def say_on_stderr(sentence: str) -> None:
    """One line on stderr; nothing if the terminal is gone, which must not end what is being done."""
    with suppress(OSError):
        sys.stderr.write(f"joblake: {sentence}\n")
        sys.stderr.flush()


@contextmanager
def kernel_lock(path: Path, what: str, who: str, say: Say = say_on_stderr) -> Iterator[None]:
    """Hold the lock named by a file, waiting for it as long as its holder lives. Not re-entrant.

    Args:
        path: The lock's file; made where it is missing.
        what: What is held, as a waiter says it: `the warehouse`.
        who: Who holds it, as a waiter says it: `run 1f0c...`.
        say: Told what is waited for after a second, and each minute.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = Waiting(what, say)
    while (descriptor := _taken(path)) is None:
        waiting.wait(f"held by {_holder(path)}")
    try:
        _sign(descriptor, who)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def kernel_lock_if_free(path: Path, who: str) -> Iterator[bool]:
    """Hold the lock named by a file unless somebody else does; whether it is held."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = _taken(path)
    if descriptor is None:
        yield False
        return
    try:
        _sign(descriptor, who)
        yield True
    finally:
        os.close(descriptor)


def since_now(who: str) -> str:
    """Who holds a lock, and since when, as a waiter reads it."""
    return f"{who} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"


def is_held(path: Path) -> bool:
    """Whether a living process holds the lock; False too where there is no such file."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


class Waiting:
    """Looks again after a moment, and says what is waited for: after a second, then each minute."""

    def __init__(self, what: str, say: Say = say_on_stderr) -> None:
        self._what, self._say = what, say
        self._said_next = time.monotonic() + SAY_AFTER_SECONDS

    def wait(self, why: str) -> None:
        """Wait a moment; `why` follows the name of what is waited for."""
        if time.monotonic() >= self._said_next:
            self._say(f"waiting for {self._what}, {why}")
            self._said_next = time.monotonic() + SAY_AGAIN_SECONDS
        time.sleep(LOOK_AGAIN_SECONDS)


def _taken(path: Path) -> int | None:
    """A descriptor that holds the lock; None if somebody else does, or removed the file meanwhile."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if path.stat().st_ino == os.fstat(descriptor).st_ino:
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        os.close(descriptor)
        return None
    os.close(descriptor)
    return None


def _sign(descriptor: int, who: str) -> None:
    with suppress(OSError):  # a full disk takes the words of a waiter, never the lock
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, since_now(who).encode(), 0)


def _holder(path: Path) -> str:
    with suppress(OSError):
        words = path.read_bytes()[:_BYTES_OF_HOLDER].decode("utf-8", "replace")
        if words:
            return words
    return "another process"
