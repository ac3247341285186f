"""Locks by name: who holds one is alone among all who share the lake, and it ends with its holder however that ends.

Two kinds: the kernel's, for processes of one machine (`kernel_lock`), and those of Postgres, for processes of any
(`postgres_locks`). Both say what is waited for, and for whom.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from assets.lake.locks.kernel_lock import is_held, kernel_lock, kernel_lock_if_free


class Locks(Protocol):
    """The locks of one lake.

    Attributes:
        reach: Who is kept apart by them, in words.
    """

    reach: str

    def hold(self, name: str, what: str, who: str) -> AbstractContextManager[None]:
        """Hold a lock, waiting as long as its holder lives. Not re-entrant.

        Args:
            name: Of the lock: letters, digits, `-` and `/`.
            what: What is held, as a waiter says it.
            who: Who holds it, as a waiter says it.
        """

    def hold_if_free(self, name: str, who: str) -> AbstractContextManager[bool]:
        """Hold a lock unless somebody else does; whether it is held."""

    def is_held(self, name: str) -> bool:
        """Whether somebody alive holds a lock."""


class KernelLocks:
    """Locks as files of a folder, held by the kernel for processes of this machine."""

    reach = "this machine (JOBLAKE_POSTGRES_URL: all machines)"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        """The file of a lock."""
        return self.folder / f"{name}.lock"

    def hold(self, name: str, what: str, who: str) -> AbstractContextManager[None]:
        """Hold a lock, waiting as long as its holder lives."""
        return kernel_lock(self.path(name), what, who)

    def hold_if_free(self, name: str, who: str) -> AbstractContextManager[bool]:
        """Hold a lock unless somebody else does; whether it is held."""
        return kernel_lock_if_free(self.path(name), who)

    def is_held(self, name: str) -> bool:
        """Whether somebody alive holds a lock."""
        return is_held(self.path(name))
