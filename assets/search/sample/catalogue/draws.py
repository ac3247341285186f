"""Choices that depend on a key and on nothing else: no clock, no seed, no process, no order of calls."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """A bundle of choices for one thing, each named by what is chosen."""

    __slots__ = ("_stem",)

    def __init__(self, *key: object) -> None:
        self._stem = "\x1f".join(str(part) for part in key) + "\x1e"

    def number(self, what: object) -> int:
        """A whole number from 0 to 2**64 - 1."""
        return int.from_bytes(blake2b(f"{self._stem}{what}".encode(), digest_size=8).digest())

    def between(self, what: object, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + self.number(what) % (high - low + 1)

    def chance(self, what: object, percent: float) -> bool:
        """True in about `percent` of 100 cases."""
        return self.number(what) % 10_000 < percent * 100

    def pick(self, what: object, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.number(what) % len(options)]

    def shuffled(self, what: object, options: Sequence[T]) -> list[T]:
        """All the options in an order of their own."""
        order = sorted(range(len(options)), key=lambda index: self.number(f"{what}/{index}"))
        return [options[index] for index in order]

    def some(self, what: object, options: Sequence[T], low: int, high: int) -> list[T]:
        """Between low and high of the options, none twice."""
        return self.shuffled(what, options)[: self.between(f"{what}#", low, high)]
