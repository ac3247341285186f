"""The lines of a journal, read without trusting any: one that is cut or odd spoils itself and not its neighbours.

What a line means is its reader's business.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from assets.lake.storage.damage import in_one_line

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class BadLine:
    """A line that is no entry: its 1-based number, its bytes, and why."""

    number: int
    content: bytes
    problem: str


def read_journal(journal: bytes, make: Callable[[bytes], Entry]) -> tuple[list[Entry], list[BadLine]]:
    """The entries of a journal, and the lines that are none.

    Args:
        journal: Lines that end with a line feed.
        make: An entry from a line; ValueError, TypeError, KeyError, OverflowError or RecursionError where it is none.
    """
    good: list[Entry] = []
    bad: list[BadLine] = []
    for number, line in enumerate(journal.split(b"\n"), start=1):
        if line.strip():
            try:
                good.append(make(line))
            except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
                bad.append(BadLine(number, line, in_one_line(error)))
    return good, bad
