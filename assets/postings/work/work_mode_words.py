"""The words of work mode: titles, sentences that speak of it, and modes that are denied. Decides nothing (`work_mode`).

A rule of `work_mode_phrases.yaml` says what a sentence is evidence of. Denied modes are blanked before any is read, and
a question is read together with its short answer.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from assets.postings.texts.passages import mentions, sentence_around
from assets.postings.texts.phrase_rules import RuleBook, Rules, blank_out, first_match
from assets.text.characters import lowered
from assets.text.yaml_table import yaml_table

_PHRASES = Path(__file__).with_name("work_mode_phrases.yaml")
_DENIED = "denied"
# A denied mode of these is work from afar; a denied hybrid alone leaves open what the work is.
_FAR = re.compile(
    r"remot|home|hause|wfh|tele|télé|thuis|smart ?work|mobile|zdaln|distan|afstand|hybrid (?:work|option|arr)"
)
# "Not fully remote" denies only that; it may be hybrid.
_WHOLLY = re.compile(r"\b(?:fully|full|entirely|completely|100)\b")
# What answers a question or a label: "Is this role remote? No."
_ANSWER = re.compile(
    r"(?:\?|(?<=\?)|(?<=:))[ \n]{0,3}"
    r"(?:no|n|nope|nein|non|nee|não|nie|yes|y|ja|oui|sí|si|sim|sì|tak)(?=\W*(?:\n|$)| ?[.,;!(|–])"
)
_MOST_PASSAGES = 40


@cache
def word_book(part: Literal["title", "sentence"]) -> RuleBook:
    """The rules for titles or for sentences; the first group is of denials."""
    file = yaml_table(_PHRASES)
    return RuleBook(file["noise"], {_DENIED: file[_DENIED], **file[part]}, file["words"], file["literals"])


def denied_and_others(book: RuleBook) -> tuple[Rules, list[tuple[str, Rules]]]:
    """The rules of denials, and the groups of all others in their order."""
    (_, denied), *groups = book.groups
    return denied, groups


def without_denials(denied: Rules, words: str, is_open: int) -> tuple[str, re.Match[str] | None]:
    """The words with every denied mode blanked, and the first denial of a mode from afar."""
    first: re.Match[str] | None = None
    for pattern in denied.open_in(is_open):
        for match in pattern.finditer(words):
            if first is None and _FAR.search(match.group()) and not _WHOLLY.search(match.group()):
                first = match
            words = words[: match.start()] + " " * (match.end() - match.start()) + words[match.end() :]
    return words, first


@lru_cache(maxsize=4096)
def title_mode(title: str) -> str | None:
    """The mode that a title, or the name of a place, states by its own words."""
    book = word_book("title")
    low = lowered(title)
    is_open = book.open_for(low)
    if not is_open:
        return None
    denied, groups = denied_and_others(book)
    clean, denial = without_denials(denied, blank_out(book.noise, low, is_open), is_open)
    for kind, found_by in groups:
        if first_match(found_by, clean, is_open):
            return kind
    return "onsite" if denial else None


def sentences(text: str) -> Iterator[tuple[int, int, str]]:
    """Sentences that speak of work mode, once each, in lower case; a question with its short answer."""
    low = lowered(text)
    last = 0
    for start, end in mentions(text).get("work", ())[:_MOST_PASSAGES]:
        if end <= last:
            continue
        left, last = sentence_around(text, start, end)
        answer = _ANSWER.match(low, last)
        last = answer.end() if answer else last
        yield left, last, low[left:last]
