"""Work mode of a posting: remote, hybrid, onsite or unclear, by what its title and text say, beside the source's flag.

Not a place reader, and not a guess from the kind of job: a shop assistant's posting that says nothing is `unclear`.

The rule, in order:

1. The title's own words ("(Remote)", "- Hybrid") decide, unless the text says that this very role is hybrid.
2. The text's words about the role (`Location: Remote`, "this is a hybrid role", "#LI-Onsite", "two days a week in the
   office"). Remote together with hybrid or onsite duties is hybrid, the weaker promise. "Remote or hybrid" is hybrid,
   "remote or on-site" leaves it open: unclear, with the quote.
3. Softer words: working from home as an option beside office or meetings in person is hybrid; a remote-first
   company's job is remote.
4. No words: the place that the source lists ("Remote", "Hybrid in Leeds", "Anywhere"), then its flag where it is true
   (`listed`). A false flag decides nothing: false is the source's default and stands on many jobs whose title says
   remote.

A denied mode is blanked before anything is read ("no remote or hybrid work", "Remote: No"); where work from afar is
denied, the work is onsite. Talk of the product ("our software makes remote work easy") says nothing of the job.

`contradiction` is true where the words disagree with the flag: flag true and hybrid or onsite, flag false and remote.
"""

import re
from dataclasses import dataclass
from typing import Literal

from assets.postings.texts.phrase_rules import blank_out, first_match
from assets.postings.work.work_mode_words import denied_and_others, sentences, title_mode, without_denials, word_book

Mode = Literal["remote", "hybrid", "onsite", "unclear"]
Source = Literal["listed", "text", "none"]
Evidence = dict[str, str]

_LONGEST_QUOTE = 240
_LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class WorkMode:
    """What is known of where the work is done.

    Attributes:
        mode: The verdict.
        source: `text` (title or description), `listed` (only the source's place or flag) or `none`.
        quote: The words that decided, verbatim from the title or the text; null unless `source` is `text`.
        contradiction: The words disagree with the source's flag.
    """

    mode: Mode
    source: Source
    quote: str | None
    contradiction: bool


def read_work_mode(
    title: str,
    text: str,
    source_is_remote: bool | None,  # noqa: FBT001 - the source's own flag
    listed_place: str = "",
) -> WorkMode:
    """Read the work mode from title and text, and compare it with the source's place and flag (the module's rule)."""
    in_title = title_mode(title[:_LONGEST_TITLE])
    found = _evidence(text, _KINDS[in_title]) if in_title in _KINDS else {}
    mode, quote = _decide(in_title, title[:_LONGEST_TITLE].strip(), found)
    if mode == "flexible":
        mode = "remote" if source_is_remote else "hybrid"
    if mode is not None:
        return WorkMode(_as_mode(mode), "text", quote, _disagree(mode, source_is_remote))
    listed = title_mode(listed_place[:_LONGEST_TITLE]) if listed_place else None
    if listed is None and source_is_remote is True:
        listed = "remote"
    if listed is not None:
        return WorkMode(_as_mode(listed), "listed", None, _disagree(listed, source_is_remote))
    return WorkMode("unclear", "none", None, contradiction=False)


def _disagree(mode: str, flag: bool | None) -> bool:  # noqa: FBT001 - the source's own flag
    return (flag is True and mode in ("hybrid", "onsite")) or (flag is False and mode == "remote")


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


def _evidence(text: str, kinds: frozenset[str]) -> Evidence:
    """The first sentence found for each kind of evidence that may change the verdict."""
    found: Evidence = {}
    book = word_book("sentence")
    denied, groups = denied_and_others(book)
    for start, end, words in sentences(text):
        clean: str | None = None
        is_open = book.open_for(words)
        if first_match(denied, words, is_open):
            clean, denial = without_denials(denied, blank_out(book.noise, words, is_open), is_open)
            if denial and "not_remote" in kinds:
                found["not_remote"] = _quote(text, start, end, denial)
                kinds = _still_open(kinds, found)
        for kind, found_by in groups:
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


def _quote(text: str, start: int, end: int, match: re.Match[str]) -> str:
    """The sentence, or where it is long, the words around the match."""
    if end - start > _LONGEST_QUOTE:
        end = min(end, start + match.end() + 60)
        start = max(start, start + match.start() - 60)
    return text[start:end].strip()
