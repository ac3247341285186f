"""A title as words: plain letters, no gender marks, abbreviations written out, words without a field left out.

The phrases of the tables go through the same reading, so that "Sr. Mgr, Data-Science (m/w/d)" meets "data science".
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from assets.classification.tables import words

LONGEST_TITLE = 300
NUMBERS = {"365", "911"}  # that name something: office 365, 911 dispatcher
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'", "`": "'"})
GENDER_LIST = re.compile(
    r"\((?:[a-z]{1,6}\s*[/|*,]\s*)+[a-z*]{1,6}\)|\b[mwfh]\s?[/|]\s?[mwfhdx](?:\s?[/|]\s?[mwfhdx*])?\b"
)
GENDER_ENDING = re.compile(
    r"(?<=[a-z])(?:[*:_·]|/-?|\()(?:innen|in|euse|trice|rice|ienne|iere|ere|ne|e|a|as|o|os|r|n)\)?(?=\W|$)"
)
SEPARATORS = re.compile(r"\s[-–—]+\s?|[-–—]+\s|[,;:|()\[\]{}/•@!?–—]+")
TOKEN = re.compile(r"[a-z]{1,2}&[a-z]{1,2}\b|\.net\b|[a-z0-9]+(?:\.(?:js|net|io)\b|[+#]+)?")


class Part(NamedTuple):
    """A part of a title between separators, as normalised words."""

    words: tuple[str, ...]
    in_brackets: bool


def parts_of(title: str) -> list[Part]:
    """The parts of a title in order; empty ones left out. Titles beyond 300 characters are read up to there."""
    text = _plain(title[:LONGEST_TITLE])
    found = []
    begin, depth = 0, 0
    for separator in SEPARATORS.finditer(text):
        part = tokens_of(text[begin : separator.start()])
        if part:
            found.append(Part(part, depth > 0))
        depth = max(0, depth + separator[0].count("(") - separator[0].count(")"))
        begin = separator.end()
    rest = tokens_of(text[begin:])
    if rest:
        found.append(Part(rest, depth > 0))
    return found


def phrase_key(phrase: str) -> str:
    """A phrase of the tables as the words that a title would be read as."""
    return " ".join(tokens_of(_plain(phrase)))


def is_whole(phrase: str) -> bool:
    """Whether no word of a phrase is silent."""
    return silent_words().isdisjoint(_joined([word(token) for token in TOKEN.findall(_plain(phrase))]))


def tokens_of(text: str) -> tuple[str, ...]:
    """The words of a plain text that say something."""
    found = [word(token) for token in TOKEN.findall(text)]
    silent = silent_words()
    return tuple(token for token in _joined(found) if token not in silent and (token in NUMBERS or not token.isdigit()))


@lru_cache(maxsize=20_000)
def word(token: str) -> str:
    """One word: abbreviation written out, plural taken off."""
    token = _abbreviations().get(token, token)
    if len(token) > 4 and token.endswith("ies"):
        return token[:-3] + "y"
    if len(token) > 3 and token.endswith("s") and token[-2] not in "sui":
        return token[:-1]
    return token


@cache
def silent_words() -> frozenset[str]:
    """Words that say how senior, how long or where, not what."""
    return frozenset(word(token) for token in words()["silent"].split())


def _plain(text: str) -> str:
    text = text.casefold().replace(" & ", " and ").replace("(s)", "s")
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(UMLAUTS)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if "/" in text or "(" in text or "*" in text or ":" in text or "·" in text or "_" in text or "|" in text:
        text = GENDER_ENDING.sub("", GENDER_LIST.sub(" ", text))
    return text


def _joined(tokens: list[str]) -> list[str]:
    joins = _joins()
    if not any(token in joins for token in tokens):
        return tokens
    found: list[str] = []
    at = 0
    while at < len(tokens):
        for rest, replacement in joins.get(tokens[at], ()):
            if tuple(tokens[at + 1 : at + 1 + len(rest)]) == rest:
                found += replacement
                at += 1 + len(rest)
                break
        else:
            found.append(tokens[at])
            at += 1
    return found


@cache
def _abbreviations() -> dict[str, str]:
    return {str(short): str(long) for short, long in words()["abbreviations"].items()}


@cache
def _joins() -> dict[str, list[tuple[tuple[str, ...], list[str]]]]:
    """By first word: the words that follow and what all of them become; longest first."""
    found: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {}
    for pair, becomes in words()["joined"].items():
        first, *rest = (word(token) for token in TOKEN.findall(pair))
        found.setdefault(first, []).append((tuple(rest), [word(token) for token in becomes.split()]))
    for ways in found.values():
        ways.sort(key=lambda way: -len(way[0]))
    return found
