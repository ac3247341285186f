"""Finds every place of a text that may be evidence of a skill: one pass of the automaton, then the rules of form.

Rules of form: boundaries, case, longest wins, `unless` phrases, the context that ambiguous names need. Whether a
candidate is kept, and how sure it is, is decided in `scoring`.
"""

from bisect import bisect_left
from typing import NamedTuple, TypeAlias

from assets.skills.context import CuePlaces
from assets.skills.lexicon import Lexicon, Surface
from assets.skills.normal_form import NormalForm
from assets.skills.vocabulary import Case, Entry, Support
from assets.text.sections import Section

# Sections that tell what the job does or asks for; paraphrases elsewhere describe the employer or its offer.
DESCRIBING = frozenset({"duties", "requirements", "nice_to_have", "other"})
_LONGEST = 200  # no surface and hardly a phrase spans more characters; keeps long lines from costing squares
_NEAR = 60  # characters on each side in which a `near` word makes an ambiguous name count


class Candidate(NamedTuple):
    """Possible evidence `[start, end)` of a skill, in code points."""

    start: int
    end: int
    skill: int
    support: Support
    case: Case


# A candidate while it is one among many: start, minus the end, support, skill, case. Tuples sort by place, the longest
# first, without a key function, and cost a tenth of a `Candidate`.
Draft: TypeAlias = tuple[int, int, Support, int, Case]


def candidate_of(draft: Draft) -> Candidate:
    """The draft with names for its parts."""
    start, minus_end, support, skill, case = draft
    return Candidate(start, -minus_end, skill, support, case)


class Pass(NamedTuple):
    """What one pass of the automaton finds: names, per skill the places of phrases that exclude it, cues."""

    named: list[Draft]
    excluded: dict[int, list[tuple[int, int]]]
    cues: CuePlaces


def scan(lexicon: Lexicon, text: str, form: NormalForm) -> Pass:
    """Search a text for all strings of the lexicon.

    Args:
        lexicon: The compiled taxonomy.
        text: The text as given.
        form: `normal_form(text)`.
    """
    named: list[Draft] = []
    excluded: dict[int, list[tuple[int, int]]] = {}
    cues: CuePlaces = []
    plain, surfaces, find = lexicon.plain, lexicon.surfaces, form.sentences.find
    stated, any_case = Support.STATED, Case.ANY
    for index, start, stop in lexicon.automaton.find_matches_as_indexes(form.flat, overlapping=True):
        skill = plain[index]
        if skill >= 0:
            if find(b"\n", start + 1, stop - 1) < 0:  # else it runs over the end of a line or sentence
                named.append((start, 2 - stop, stated, skill, any_case))
        elif index in surfaces:
            if find(b"\n", start + 1, stop - 1) < 0:
                named += _cased(surfaces[index], text, start, stop - 2)
        elif index in lexicon.unless:
            for skill in lexicon.unless[index]:
                excluded.setdefault(skill, []).append((start, stop - 1))
        else:
            cues.append((start, lexicon.cues[index]))
    return Pass(named, excluded, sorted(cues))


def _cased(surfaces: tuple[Surface, ...], text: str, start: int, end: int) -> list[Draft]:
    """What a string names that is shared by several skills or counts in some writings only."""
    written = text[start:end]
    return [
        (start, -end, Support.STATED, skill, case)
        for skill, case, writings in surfaces
        if not writings or written in writings
    ]


def find_candidates(lexicon: Lexicon, form: NormalForm, found: Pass, sections: list[Section]) -> list[Draft]:
    """All candidates of a text, in order of place; ambiguous names without support are among them.

    Args:
        lexicon: The compiled taxonomy.
        form: The text in normal form.
        found: What `scan` found in it.
        sections: Its sections; paraphrases are looked for only where the job itself is described.
    """
    named = _longest(sorted(_allowed(found.named, found.excluded)))
    phrased = _allowed(_phrased(lexicon, form, sections), found.excluded)
    paraphrased = _outside([draft for draft in phrased if draft[2] == Support.PARAPHRASED], named)
    inferred = [
        draft for draft in phrased if draft[2] == Support.INFERRED
    ]  # says more than its words: lies inside others
    return sorted([*named, *{*paraphrased, *inferred}])


def _phrased(lexicon: Lexicon, form: NormalForm, sections: list[Section]) -> list[Draft]:
    search, sentences, any_case = lexicon.patterns.search, form.sentences, Case.ANY
    return [
        (start - 1, 1 - end, support, skill, any_case)
        for section in sections
        if section.label in DESCRIBING
        for start, end, (skill, support) in search(sentences, section.start + 1, section.end + 1)
    ]


def _allowed(drafts: list[Draft], excluded: dict[int, list[tuple[int, int]]]) -> list[Draft]:
    """Those that no phrase which excludes their skill touches."""
    doubtful = {skill: sorted(excluded[skill]) for skill in excluded.keys() & {draft[3] for draft in drafts}}
    if not doubtful:
        return drafts
    return [draft for draft in drafts if draft[3] not in doubtful or not _is_excluded(draft, doubtful[draft[3]])]


def _is_excluded(draft: Draft, places: list[tuple[int, int]]) -> bool:
    """Whether one of the places overlaps or touches the draft."""
    begin, minus_end, *_ = draft
    for index in range(bisect_left(places, (2 - minus_end,)) - 1, -1, -1):
        start, end = places[index]
        if start < begin - _LONGEST:
            return False
        if begin - 1 <= end:
            return True
    return False


def has_near(skill: Entry, form: NormalForm, start: int, end: int) -> bool:
    """Whether one of the words that make an ambiguous name count stands beside it."""
    window = form.flat[max(start + 1 - _NEAR, 0) : start + 1] + b"  " + form.flat[end + 1 : end + 1 + _NEAR]
    for word in skill.near:  # noqa: SIM110  # `any` over a generator takes twice as long
        if word in window:
            return True
    return False


def _longest(drafts: list[Draft]) -> list[Draft]:
    """Of drafts in order of place, those that do not lie inside a longer one: "SQL Server" is not SQL."""
    kept: list[Draft] = []
    reach_start, reach_end = -1, 1
    for draft in drafts:
        start, end = draft[0], draft[1]  # the end is counted downwards
        if end < reach_end:
            reach_start, reach_end = start, end
        elif start != reach_start or end != reach_end:
            continue
        kept.append(draft)
    return kept


def _outside(phrased: list[Draft], stronger: list[Draft]) -> list[Draft]:
    """The phrases that do not lie inside stronger evidence of another skill."""
    return [phrase for phrase in phrased if not _lies_inside(phrase, stronger)]


def _lies_inside(phrase: Draft, places: list[Draft]) -> bool:
    start, end, _, skill, *_ = phrase
    for index in range(bisect_left(places, (start + 1,)) - 1, -1, -1):
        low, high, _, other, *_ = places[index]
        if low < start - _LONGEST:
            return False
        if high <= end and other != skill:
            return True
    return False
