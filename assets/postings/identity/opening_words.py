"""What two postings are compared by: the words of their texts, and one spelling for titles, employers and places.

Compares no postings (`openings` does) and groups none (`opening_groups` does).
"""

import hashlib
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import eq
from pathlib import Path
from typing import TypedDict

from rensa import RMinHash  # type: ignore[import-untyped]

from assets.text.characters import unusual_characters
from assets.text.yaml_table import yaml_table

_WORD = re.compile(r"\w+")
_WORD_BYTES = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_")
_SPACED = bytes(code if code in _WORD_BYTES or code >= 0x80 else 0x20 for code in range(256))
_MOST_MARKS = 40  # different ones beyond ASCII; a text in any language has fewer
_LISTS = Path(__file__).with_name("opening_words.yaml")
PERMUTATIONS, BANDS, SEED = 64, 8, 20
_ROWS = PERMUTATIONS // BANDS


class _Lists(TypedDict):
    legal_forms: frozenset[str]
    filler: frozenset[str]
    telling: frozenset[str]
    same: dict[str, str]


@cache
def _lists() -> _Lists:
    book = yaml_table(_LISTS)
    return {
        "legal_forms": frozenset(map(str, book["legal_forms"])),
        "filler": frozenset(map(str, book["filler"])),
        "telling": frozenset(map(str, book["telling"])),
        "same": {str(word): str(other) for word, other in book["same"].items()},
    }


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation and spacing."""
    unusual = unusual_characters(text)
    low = text if unusual == unusual.lower() else text.lower()
    marks = {char for char in set(unusual.lower()) if not char.isalnum()}
    if len(marks) > _MOST_MARKS:
        return _WORD.findall(low.lower())
    data = low.encode("utf-8", "surrogatepass").lower()  # bytes take a fifth of the time of text
    for mark in marks:
        data = data.replace(mark.encode("utf-8", "surrogatepass"), b" ")
    return data.translate(_SPACED).decode("utf-8", "surrogatepass").split()


def text_digest(words: Sequence[str]) -> bytes:
    """A key that two texts share exactly when they have the same words in the same order."""
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def shingles(words: Sequence[str]) -> frozenset[str]:
    """All runs of three words, each as one text: the collector of garbage would walk tuples again and again."""
    return frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False)))


@lru_cache(maxsize=65_536)
def employer_key(employer: str) -> frozenset[str]:
    """The employer's words without legal forms: "Acme Robotics, Inc." and "ACME Robotics" are one."""
    words = words_of(employer)
    return frozenset(word for word in words if word not in _lists()["legal_forms"]) or frozenset(words)


@dataclass(frozen=True, slots=True)
class TitleKey:
    """A title's words, those that tell openings apart (level, number, shift) kept aside."""

    words: frozenset[str]
    telling: frozenset[str]


@lru_cache(maxsize=65_536)
def title_key(title: str) -> TitleKey:
    """A title's words in one spelling, without filler and single digits' clutter."""
    lists = _lists()
    words = [lists["same"].get(word, word) for word in words_of(title.lower().replace("vice president", "vp"))]
    telling = frozenset(word for word in words if word in lists["telling"])
    rest = frozenset(word for word in words if word not in lists["filler"] and word not in lists["telling"])
    return TitleKey(rest, telling)


def signatures(texts: Sequence[Sequence[str]]) -> list[Sequence[int]]:
    """For each text its MinHash signature: of two texts as many places agree as they share of their words."""
    return [array("I", digest) for digest in RMinHash.digests_from_token_sets(texts, PERMUTATIONS, SEED)]


def bands_of(signature: Sequence[int]) -> tuple[int, ...]:
    """The signature cut into bands: texts that share most words share a band.

    With 8 bands of 8 rows a pair whose word sets overlap by 0.9 shares one in 99 of 100 cases, by 0.5 in 3.
    """
    # The hash of a tuple of integers is the same in every run; two bands that share one only add a candidate.
    return tuple(hash(tuple(signature[at : at + _ROWS])) for at in range(0, PERMUTATIONS, _ROWS))


def agreement(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of places in which two signatures agree: the overlap of the word sets, give or take 0.06."""
    agreed: int = sum(map(eq, one, other))
    return agreed / PERMUTATIONS
