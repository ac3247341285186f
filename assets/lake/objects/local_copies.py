"""Local copies of objects that never change, so that a step reads what it or an earlier one has fetched or written.

A copy is named as its object. What is oldest goes where the copies take more room than they may.
"""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

MOST_BYTES = 4 * 2**30
LOOK_EVERY = 200  # copies made between two looks at the room they take


class LocalCopies:
    """A folder of copies, shared by the processes of a machine; it may be removed at any time."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder, self.most_bytes = folder, most_bytes
        self._made = 0

    def of(self, key: str, fetch: Callable[[Path], object]) -> Path:
        """The copy of an object; `fetch` writes it where there is none."""
        path = self.folder / key
        if path.is_file():
            with suppress(OSError):
                os.utime(path)
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
        try:
            fetch(beside)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        self._made += 1
        if self._made % LOOK_EVERY == 0:
            self.trim()
        return path

    def trim(self) -> None:
        """Remove the copies that were used longest ago, until the others have room."""
        found = []
        for path in self.folder.rglob("*"):
            with suppress(FileNotFoundError):
                if path.is_file():
                    found.append((path.stat().st_mtime, path.stat().st_size, path))
        left = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if left <= self.most_bytes:
                return
            path.unlink(missing_ok=True)
            left -= size
