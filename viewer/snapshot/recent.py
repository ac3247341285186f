"""The latest answers to questions that can be asked in endless ways; what was not asked for longest goes first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

Value = TypeVar("Value")


class Recent:
    """Answers by question, for any thread; whoever asks first makes the answer, and nobody waits for another."""

    def __init__(self, most: int) -> None:
        """Keep nothing yet, and later so many at most."""
        self._most = most
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def answer(self, question: Hashable, make: Callable[[], Value]) -> Value:
        """The answer that is kept, else a new one, which is kept from now on."""
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return cast("Value", self._kept[question])
        made = make()
        with self._lock:
            self._kept[question] = made
            self._kept.move_to_end(question)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
