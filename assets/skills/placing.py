"""Sentences the candidates of a text by sentence and drops ambiguous names that nothing around them supports.

What holds for a sentence is read once for all candidates in it.
"""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from assets.skills.context import Line, Reader
from assets.skills.lexicon import Lexicon
from assets.skills.matching import DESCRIBING, Draft, find_candidates, has_near, scan
from assets.skills.normal_form import NormalForm
from assets.skills.situation import MOST_HITS, Setting, first_word, read_setting
from assets.skills.vocabulary import Case, Entry
from assets.text.sections import Section

_NAMED = frozenset({"tool", "language", "human_language"})
_CLOSE = 100  # characters before and after a sentence whose candidates make it stand in company


class Sentence(NamedTuple):
    """The candidates of one sentence, in order of place.

    Attributes:
        hits: How many hard skills the sentence names, 1 to `MOST_HITS`.
        first: Its first word.
    """

    line: Line
    hits: int
    setting: Setting
    first: bytes
    drafts: list[Draft]


def place_candidates(
    lexicon: Lexicon, text: str, form: NormalForm, sections: list[Section]
) -> tuple[Reader, list[Sentence]]:
    """All candidates that the rules of form leave, in order of place."""
    seen = scan(lexicon, text, form)
    reader = Reader(form, sections, seen.cues)
    placed = []
    for line, drafts in _by_line(reader, find_candidates(lexicon, form, seen, sections)):
        hits = _hits(lexicon, drafts)
        supported = _supported(lexicon, form, line, hits, drafts)
        if supported:
            placed.append((line, min(max(hits, 1), MOST_HITS), supported))
    starts = [draft[0] for _, _, drafts in placed for draft in drafts]
    sentences = []
    for line, hits, drafts in placed:
        around = bisect_right(starts, line.end + _CLOSE) - bisect_left(starts, line.start - _CLOSE)
        sentences.append(Sentence(line, hits, read_setting(line, len(text), around), first_word(form, line), drafts))
    return reader, sentences


def _by_line(reader: Reader, drafts: list[Draft]) -> list[tuple[Line, list[Draft]]]:
    """Candidates in order of place, by sentence."""
    lines: list[tuple[Line, list[Draft]]] = []
    end = -1
    for draft in drafts:
        if draft[0] >= end:
            line = reader.line(draft[0])
            end = line.end
            here: list[Draft] = []
            lines.append((line, here))
        here.append(draft)
    return lines


def _hits(lexicon: Lexicon, drafts: list[Draft]) -> int:
    """How many of them name a hard skill in clear form."""
    skills, hits = lexicon.skills, 0
    for _, _, _, skill, case in drafts:
        if case != Case.AMBIGUOUS and skills[skill].kind == "hard":
            hits += 1
    return hits


def _supported(lexicon: Lexicon, form: NormalForm, line: Line, hits: int, drafts: list[Draft]) -> list[Draft]:
    """Those of one sentence that are not ambiguous, or have support."""
    supported = []
    for draft in drafts:
        start, minus_end, _, number, case = draft
        if case == Case.AMBIGUOUS:
            skill = lexicon.skills[number]
            if not (_has_context(skill, line, hits) or has_near(skill, form, start, -minus_end)):
                continue
        supported.append(draft)
    return supported


def _has_context(skill: Entry, line: Line, hits: int) -> bool:
    """Whether its place makes an ambiguous name worth a score: among things asked for, or beside other skills."""
    if skill.type in _NAMED and line.section in ("requirements", "nice_to_have"):
        return True
    return hits > 1 and line.section in DESCRIBING
