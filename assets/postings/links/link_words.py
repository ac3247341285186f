"""The words of job links, titles and names in one spelling, and which of them are ids. Judging is for `link_trust`."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TypedDict
from urllib.parse import unquote

from assets.text.remembered import Remembered
from assets.text.yaml_table import yaml_table

_LISTS = Path(__file__).with_name("apply_words.yaml")
_WORD = re.compile(r"[^\W_]+")
_HEX = "[0-9a-fA-F]"
_HEX_ID = re.compile(rf"{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}|(?<![^\W_]){_HEX}{{16,}}(?![^\W_])")
_HEX_DIGITS = bytes(ord("0") if chr(code) in "0123456789abcdefABCDEF" else ord(" ") for code in range(256))
_MANY_HEX_DIGITS = b"0" * 12  # of which each of the two forms has so many
_WORDS_APART = bytes(ord(chr(code).lower()) if chr(code).isalnum() and code < 128 else ord(" ") for code in range(256))
_VOWEL = re.compile(r"[aeiouy]|[^\x00-\x7f]")
_TITLE_PARAMETERS = ("title=", "jobtitle=", "job_title=", "jt=", "position=", "t=", "q=")
_LONGEST_QUERY_KEPT = 300
_ONE_WORD = {
    ("machine", "learning"): "machinelearning",
    ("artificial", "intelligence"): "artificialintelligence",
    ("vice", "president"): "vicepresident",
    ("human", "resource"): "humanresource",
}
_OPENS_ONE_WORD = frozenset(first for first, _ in _ONE_WORD)


class _Lists(TypedDict):
    noise: frozenset[str]
    same: dict[str, str]
    places: frozenset[str]
    trades: frozenset[str]


@cache
def word_lists() -> _Lists:
    """The lists of `apply_words.yaml`."""
    book = yaml_table(_LISTS)
    return {
        "noise": frozenset(map(str, book["noise"])),
        "same": {str(word): str(other) for word, other in book["same"].items()},
        "places": frozenset(map(str, book["places"])),
        "trades": frozenset(map(str, book["trades"])),
    }


def words_of_name(name: str) -> list[str]:
    """The words of a name or title in lower case."""
    if name.isascii():
        return name.encode().translate(_WORDS_APART).decode().split()
    return _WORD.findall(name.lower())


def spelled(words: Iterable[str]) -> list[str]:
    """The words in one spelling, without those that say nothing."""
    return [word for word in map(_SPELLINGS.__getitem__, words) if word]


def _spelling(word: str) -> str:
    """One spelling for the forms of a word (short forms spelled out, plurals cut), empty for one that says nothing."""
    lists = word_lists()
    if word in lists["noise"] or word.isdigit():
        return ""
    word = lists["same"].get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


_SPELLINGS = Remembered(_spelling, 8192)


@lru_cache(maxsize=8192)
def is_id(word: str) -> bool:
    """Letters and digits mixed, digits, or letters no word is made of."""
    if not word.isalpha() and any(map(str.isdigit, word)):
        return True
    return len(word) > 5 and not _VOWEL.search(word)


_IN_LINKS = Remembered(lambda word: None if is_id(word) else _spelling(word), 8192)  # None for an id


def slug(path: str, query: str) -> tuple[list[str], list[str]]:
    """The words of the address that may name the job: the part of the path, or the parameter, with most of them.

    Returns:
        Its words as they stand, but for ids; and those of them that tell something, in one spelling.
    """
    pieces = (_HEX_ID.sub(" ", path) if _may_hold_hex_id(path) else path).split("/")
    if query:
        pieces += _titles_in(query) if len(query) <= _LONGEST_QUERY_KEPT else _titles_in.__wrapped__(query)
    pieces.sort(key=len, reverse=True)
    best: list[str] = []
    most: list[str] = []
    for piece in pieces:
        if len(piece) <= 3 * len(most):  # too short to hold more words
            break
        words = words_of_name(unquote(piece) if "%" in piece else piece)
        spellings = list(map(_IN_LINKS.__getitem__, words))
        telling = list(filter(None, spellings))
        if len(telling) > len(most):
            most, best = telling, words
            if None in spellings:
                best = [word for word, spelling in zip(words, spellings, strict=True) if spelling is not None]
    return best, most


def _may_hold_hex_id(path: str) -> bool:
    return _MANY_HEX_DIGITS in path.encode("utf-8", "replace").translate(_HEX_DIGITS)


@lru_cache(maxsize=1024)  # most queries are one of a few dozen sets of tracking parameters
def _titles_in(query: str) -> tuple[str, ...]:
    """Values of the parameters that may hold a title."""
    return tuple(
        parameter.partition("=")[2].replace("+", " ")
        for parameter in query.split("&")
        if parameter.lower().startswith(_TITLE_PARAMETERS)
    )


def joined(words: list[str]) -> list[str]:
    """Words with "machine learning" and the like as one, as their short forms are spelled."""
    if _OPENS_ONE_WORD.isdisjoint(words):
        return words
    out: list[str] = []
    for word in words:
        together = _ONE_WORD.get((out[-1], word)) if out else None
        if together:
            out[-1] = together
        else:
            out.append(word)
    return out
