"""Where a quoted text stands: exactly, else but for white space, case, quotes, dashes and hidden characters."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

LEAST_CHARACTERS = 2
ALIKE = str.maketrans("‘’‚‛“”„‟‐‑‒–—―−", "''''\"\"\"\"-------")


class Found(NamedTuple):
    """A stretch of the text: `text[start:end]` is what stands there."""

    start: int
    end: int
    text: str
    exact: bool


def locate(quote: str, text: str) -> Found | None:
    """The first place of a quote in a text; None where it does not stand there, however alike."""
    quote = quote.strip()
    if len(quote) < LEAST_CHARACTERS:
        return None
    start = text.find(quote)
    if start >= 0 and _stands_free(text, start, start + len(quote)):
        return Found(start, start + len(quote), quote, exact=True)
    wanted, _ = _folded(quote)
    if len(wanted) < LEAST_CHARACTERS:
        return None
    folded, places = _folded_text(text)
    at = folded.find(wanted)
    while at >= 0:
        begin, end = places[at], places[at + len(wanted) - 1] + 1
        if _stands_free(text, begin, end):
            return Found(begin, end, text[begin:end], exact=False)
        at = folded.find(wanted, at + 1)
    return None


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends with a word: "Java" does not stand in "JavaScript"."""
    before = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (before or after)


@lru_cache(maxsize=4)
def _folded_text(text: str) -> tuple[str, list[int]]:
    return _folded(text)


def _folded(text: str) -> tuple[str, list[int]]:
    """The characters that count, folded, and the place of each in the text."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace() or unicodedata.category(character) == "Cf":
            continue
        for folded in unicodedata.normalize("NFKC", character).casefold().translate(ALIKE):
            if not folded.isspace():
                kept.append(folded)
                places.append(place)
    return "".join(kept), places
