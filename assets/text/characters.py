"""The characters of a text, looked at cheaply: which are unusual, and its lower case with every character in place.

All work on the text's UTF-8 bytes, where Python handles four thousand plain characters in a few microseconds; asked
character by character, a text with one bullet in it takes five times as long.
"""

from functools import lru_cache
from string import ascii_letters

_PLAIN = bytes([0x0A, *range(0x20, 0x7F)])
_COMMON = (ascii_letters + " .-'/()!?\"").encode()
_REMEMBERED_FROM = 200


def rare_bytes(text: str) -> bytes:
    """The UTF-8 bytes of a text in their order, but for Latin letters, blanks and the commonest signs.

    What is left is a twentieth of a text: its digits, line breaks, rarer signs, and all that is not ASCII.
    """
    return _rare_bytes(text) if len(text) > _REMEMBERED_FROM else _rare_bytes.__wrapped__(text)


@lru_cache(maxsize=4)  # cleaning, masking and reading one posting share it
def _rare_bytes(text: str) -> bytes:
    return rare_among(text.encode("utf-8", "surrogatepass"))


def rare_among(data: bytes) -> bytes:
    """As `rare_bytes`, of the UTF-8 bytes of a text."""
    return data.translate(None, _COMMON)


def unusual_characters(text: str) -> str:
    """The characters of a text that are neither printable ASCII nor a line break, in their order: most often a few."""
    return rare_bytes(text).translate(None, _PLAIN).decode("utf-8", "surrogatepass")


def lowered(text: str) -> str:
    """The text in lower case with every code point at its old place (some capitals grow in `str.lower`)."""
    return _lowered(text)[0]


def lowered_utf8(text: str) -> bytes:
    """The UTF-8 bytes of `lowered`."""
    return _lowered(text)[1]


@lru_cache(maxsize=4)  # the readers of one posting share it
def _lowered(text: str) -> tuple[str, bytes]:
    unusual = "" if text.isascii() else unusual_characters(text)
    if unusual.lower() == unusual:
        data = text.encode("utf-8", "surrogatepass").lower()
        return data.decode("utf-8", "surrogatepass"), data
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    return low, low.encode("utf-8", "surrogatepass")
