"""Sentences the candidates of a text by sentence and drops ambiguous names that nothing around them supports.

What holds for a sentence is read once for all candidates in it.
"""

from bisect import bisect_left, bisect_right
from typing import TypeAlias

from assets.skills.context import Line, Reader
from assets.skills.lexicon import Lexicon
from assets.skills.matching import DESCRIBING, Draft, find_candidates, has_near, scan
from assets.skills.mention import Mention
from assets.skills.normal_form import NormalForm
from assets.skills.situation import MOST_HITS
from assets.text.sections import Section, SectionLabel

_NAMED = frozenset({"tool", "language", "human_language"})
_CLOSE = 100  # characters before and after a sentence whose candidates make it stand in company


# The candidates of one sentence, in order of place: the sentence, how many hard skills it names (1 to `MOST_HITS`), how
# many candidates stand in it and close to it, the candidates.
Sentence: TypeAlias = tuple[Line, int, int, list[Draft]]


def place_candidates(
    lexicon: Lexicon, text: str, form: NormalForm, sections: list[Section]
) -> tuple[Reader, list[Sentence]]:
    """All candidates that the rules of form leave, in order of place."""
    seen = scan(lexicon, text, form)
    reader = Reader(form, sections, seen.cues)
    placed = []
    starts: list[int] = []
    for line, hits, drafts in _by_line(reader, find_candidates(lexicon, text, form, seen, sections)):
        supported = []
        for draft in drafts:
            if not draft[3].is_ambiguous or _is_supported(draft, form, line, hits):
                supported.append(draft)
                starts.append(draft[0])
        if supported:
            placed.append((line, min(max(hits, 1), MOST_HITS), supported))
    sentences = []
    for line, hits, drafts in placed:
        around = bisect_right(starts, line[1] + _CLOSE) - bisect_left(starts, line[0] - _CLOSE)
        sentences.append((line, hits, around, drafts))
    return reader, sentences


def _by_line(reader: Reader, drafts: list[Draft]) -> list[tuple[Line, int, list[Draft]]]:
    """Candidates in order of place, by sentence; with how many of them name a hard skill in clear form."""
    lines: list[tuple[Line, int, list[Draft]]] = []
    index, count = 0, len(drafts)
    while index < count:
        first, hits = index, 0
        line = reader.next_line(drafts[first][0])
        end = line[1]
        while index < count and drafts[index][0] < end:
            hits += drafts[index][3].counts
            index += 1
        lines.append((line, hits, drafts[first:index]))
    return lines


def _is_supported(draft: Draft, form: NormalForm, line: Line, hits: int) -> bool:
    """Whether something around an ambiguous name supports it."""
    start, minus_end, _, mention = draft
    if not mention.is_homonym and _has_context(mention, line[2], hits):
        return True
    return has_near(mention.skill, form, start, -minus_end)


def _has_context(mention: Mention, section: SectionLabel, hits: int) -> bool:
    """Whether its place makes an ambiguous name worth a score: among things asked for, or beside other skills."""
    if mention.skill.type in _NAMED and section in ("requirements", "nice_to_have"):
        return True
    return hits > 1 and section in DESCRIBING
