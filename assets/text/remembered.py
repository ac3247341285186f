"""What a function says of short texts, remembered: looked up at the speed of a dictionary, bounded in number."""

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Remembered(dict[str, Value], Generic[Value]):
    """The values of a pure function of one text; a text that is not known yet is asked of the function.

    A third of the time of `functools.lru_cache`, for a lookup calls no function, and a whole list is looked up by
    `map`. When it is full it forgets everything, and so never holds more than `most` texts.
    """

    def __init__(self, function: Callable[[str], Value], most: int) -> None:
        """Remember `function` for at most that many texts at a time."""
        super().__init__()
        self._function = function
        self._most = most

    def __missing__(self, text: str) -> Value:
        """Ask the function, and remember what it said."""
        value = self._function(text)
        if len(self) >= self._most:
            self.clear()
        self[text] = value
        return value
