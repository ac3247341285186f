"""Work mode of a posting: remote, hybrid, onsite or unclear, by what its title and text say, beside the source's flag.

Not a place reader, and not a guess from the kind of job: a shop assistant's posting that says nothing is `unclear`.

The rule, in order:

1. The title's own words ("(Remote)", "- Hybrid") decide, unless the text says that this very role is hybrid.
2. The text's words about the role (`Location: Remote`, "this is a hybrid role", "#LI-Onsite", "two days a week in the
   office"). Remote together with hybrid or onsite duties is hybrid, the weaker promise. "Remote or hybrid" is hybrid,
   "remote or on-site" leaves it open: unclear, with the quote.
3. Softer words: working from home as an option beside office or meetings in person is hybrid; a remote-first
   company's job is remote.
4. No words: the source's flag counts where it is true (`listed`). A false flag decides nothing: false is the source's
   default and stands on many jobs whose title says remote.

`contradiction` is true where the words disagree with the flag: flag true and hybrid or onsite, flag false and remote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import yaml

from assets.postings.passages import mentions, sentence_around
from assets.postings.phrase_rules import RuleBook, blank_out, first_match
from assets.text.characters import lowered

Mode = Literal["remote", "hybrid", "onsite", "unclear"]
Source = Literal["listed", "text", "none"]
Evidence = dict[str, str]

_PHRASES = Path(__file__).with_name("work_mode_phrases.yaml")
_MOST_PASSAGES = 40
_LONGEST_QUOTE = 240
_LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class WorkMode:
    """What is known of where the work is done.

    Attributes:
        mode: The verdict.
        source: `text` (title or description), `listed` (only the source's flag) or `none`.
        quote: The words that decided, verbatim from the title or the text; null unless `source` is `text`.
        contradiction: The words disagree with the source's flag.
    """

    mode: Mode
    source: Source
    quote: str | None
    contradiction: bool


def read_work_mode(title: str, text: str, source_is_remote: bool | None) -> WorkMode:  # noqa: FBT001 - fixed signature
    """Read the work mode from title and text, and compare it with the source's flag (see the module's rule)."""
    in_title = _title_mode(title[:_LONGEST_TITLE])
    found = _evidence(text, _KINDS[in_title]) if in_title in _KINDS else {}
    mode, quote = _decide(in_title, title[:_LONGEST_TITLE].strip(), found)
    if mode == "flexible":
        mode = "remote" if source_is_remote else "hybrid"
    if mode is not None:
        disagrees = (source_is_remote is True and mode in ("hybrid", "onsite")) or (
            source_is_remote is False and mode == "remote"
        )
        return WorkMode(_as_mode(mode), "text", quote, disagrees)
    if source_is_remote is True:
        return WorkMode("remote", "listed", None, contradiction=False)
    return WorkMode("unclear", "none", None, contradiction=False)


def _as_mode(name: str) -> Mode:
    for mode in ("remote", "hybrid", "onsite"):
        if mode == name:
            return mode
    return "unclear"


def _decide(in_title: str | None, title: str, found: Evidence) -> tuple[str | None, str | None]:
    """The verdict and its quote; `flexible` where only an option to work from home is offered."""
    if in_title and not (in_title == "remote" and "hybrid" in found):
        return in_title, title
    for kind, verdict in _ORDER if found else ():
        if _holds(found, kind):
            return verdict, found[kind[0]]
    return None, None


def _holds(found: Evidence, kind: tuple[str, ...]) -> bool:
    return kind[0] in found and (len(kind) == 1 or kind[1] in found)


# The first row whose one or two kinds were found decides; its first kind gives the quote.
_ORDER: tuple[tuple[tuple[str, ...], str], ...] = (
    (("choice_hybrid",), "hybrid"),
    (("hybrid",), "hybrid"),
    (("choice_open",), "unclear"),
    (("not_remote",), "onsite"),
    (("remote", "onsite"), "hybrid"),
    (("remote",), "remote"),
    (("onsite", "flexible"), "hybrid"),
    (("onsite",), "onsite"),
    (("hybrid_company",), "hybrid"),
    (("flexible", "attached"), "hybrid"),
    (("remote_company",), "remote"),
    (("remote_hint", "office"), "hybrid"),
    (("remote_hint",), "remote"),
    (("flexible",), "flexible"),
)


_LAST_WORD = ("choice_hybrid", "hybrid")  # the first two rows: what is found of them ends the reading
# What may change the verdict: all kinds where the title says nothing, and only those two where it says remote.
_KINDS: dict[str | None, frozenset[str]] = {
    None: frozenset(name for kind, _ in _ORDER for name in kind),
    "remote": frozenset(_LAST_WORD),
}


def _still_open(kinds: frozenset[str], found: Evidence) -> frozenset[str]:
    """The kinds, not found yet, of the rows above the one that would decide."""
    names = [*_LAST_WORD]
    for kind, _ in _ORDER[len(_LAST_WORD) :]:
        if _holds(found, kind):
            break
        names += kind
    return kinds.intersection(names).difference(found)


@cache
def _book(part: Literal["title", "sentence"]) -> RuleBook:
    file = yaml.safe_load(_PHRASES.read_text("utf-8"))
    return RuleBook(file["noise"], file[part], file["words"], file["literals"])


@lru_cache(maxsize=4096)
def _title_mode(title: str) -> str | None:
    book = _book("title")
    low = lowered(title)
    is_open = book.open_for(low)
    for kind, found_by in book.groups:
        if first_match(found_by, low, is_open) and first_match(found_by, blank_out(book.noise, low, is_open), is_open):
            return kind
    return None


def _evidence(text: str, kinds: frozenset[str]) -> Evidence:
    """The first sentence found for each kind of evidence that may change the verdict."""
    found: Evidence = {}
    book = _book("sentence")
    for start, end, words in _sentences(text):
        clean: str | None = None
        is_open = book.open_for(words)
        for kind, found_by in book.groups:
            if not is_open & found_by.bits or kind not in kinds or not first_match(found_by, words, is_open):
                continue
            clean = blank_out(book.noise, words, is_open) if clean is None else clean
            match = first_match(found_by, clean, is_open)
            if match:
                found[kind] = _quote(text, start, end, match)
                kinds = _still_open(kinds, found)
        if any(kind in found for kind in _LAST_WORD):
            break
    return found


def _sentences(text: str) -> Iterator[tuple[int, int, str]]:
    """Sentences that speak of work mode, once each, in lower case."""
    low = lowered(text)
    last = 0
    for start, end in mentions(text).get("work", ())[:_MOST_PASSAGES]:
        if end <= last:
            continue
        left, last = sentence_around(text, start, end)
        yield left, last, low[left:last]


def _quote(text: str, start: int, end: int, match: re.Match[str]) -> str:
    """The sentence, or where it is long, the words around the match."""
    if end - start > _LONGEST_QUOTE:
        end = min(end, start + match.end() + 60)
        start = max(start, start + match.start() - 60)
    return text[start:end].strip()
