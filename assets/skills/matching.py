"""Finds every place of a text that may be evidence of a skill: one pass of the automaton, then the rules of form.

Rules of form: boundaries, case, longest wins, `unless` phrases, the context that ambiguous names need. Whether a
candidate is kept, and how sure it is, is decided in `scoring`.
"""

from bisect import bisect_left
from typing import NamedTuple

from assets.skills.cues import Cue
from assets.skills.lexicon import Lexicon
from assets.skills.normal_form import NormalForm
from assets.skills.vocabulary import Case, Entry, Support
from assets.text.sections import Section

# Sections that tell what the job does or asks for; paraphrases elsewhere describe the employer or its offer.
DESCRIBING = frozenset({"duties", "requirements", "nice_to_have", "other"})
_LONGEST = 200  # no surface and hardly a phrase spans more characters; keeps long lines from costing squares
_NEAR = 60  # characters on each side in which a `near` word makes an ambiguous name count


class Candidate(NamedTuple):
    """Possible evidence `[start, end)` of a skill, in code points. A tuple: some seventy are made per posting."""

    start: int
    end: int
    skill: int
    support: Support
    case: Case
    near: bool  # an ambiguous name with one of its `near` words beside it


class Pass(NamedTuple):
    """What one pass of the automaton finds: names, per skill the places of phrases that exclude it, cues."""

    named: list[Candidate]
    excluded: dict[int, list[tuple[int, int]]]
    cues: tuple[list[int], ...]


def scan(lexicon: Lexicon, text: str, form: NormalForm) -> Pass:
    """Search a text for all strings of the lexicon.

    Args:
        lexicon: The compiled taxonomy.
        text: The text as given.
        form: `normal_form(text)`.
    """
    named: list[Candidate] = []
    excluded: dict[int, list[tuple[int, int]]] = {}
    cues: tuple[list[int], ...] = tuple([] for _ in Cue)
    plain, sentences, stated, any_case = lexicon.plain, form.sentences, Support.STATED, Case.ANY
    for index, start, stop in lexicon.automaton.find_matches_as_indexes(form.flat, overlapping=True):
        skill = plain[index]
        if skill >= 0:
            if sentences.find(b"\n", start + 1, stop - 1) < 0:  # else it runs over the end of a line or sentence
                named.append(Candidate(start, stop - 2, skill, stated, any_case, False))  # noqa: FBT003
        elif index in lexicon.surfaces:
            if sentences.find(b"\n", start + 1, stop - 1) < 0:
                named += _cased(lexicon, text, form, index, start, stop - 2)
        elif index in lexicon.unless:
            for skill in lexicon.unless[index]:
                excluded.setdefault(skill, []).append((start, stop - 1))
        else:
            for cue in lexicon.cues[index]:
                cues[cue].append(start)
    return Pass(named, excluded, cues)


def _cased(lexicon: Lexicon, text: str, form: NormalForm, index: int, start: int, end: int) -> list[Candidate]:
    """What a string names that is shared by several skills or counts in some writings only."""
    found = []
    for skill, case, writings in lexicon.surfaces[index]:
        if not writings or text[start:end] in writings:
            near = case == Case.AMBIGUOUS and _has_near(lexicon.skills[skill], form, start, end)
            found.append(Candidate(start, end, skill, Support.STATED, case, near))
    return found


def find_candidates(lexicon: Lexicon, form: NormalForm, found: Pass, sections: list[Section]) -> list[Candidate]:
    """All candidates of a text, in order of place; ambiguous names without a near word are among them.

    Args:
        lexicon: The compiled taxonomy.
        form: The text in normal form.
        found: What `scan` found in it.
        sections: Its sections; paraphrases are looked for only where the job itself is described.
    """
    phrased: list[Candidate] = []
    for section in sections:
        if section.label in DESCRIBING:
            phrases = lexicon.patterns.search(form.sentences, section.start + 1, section.end + 1)
            phrased += [
                Candidate(start - 1, end - 1, skill, support, Case.ANY, near=False)
                for start, end, (skill, support) in phrases
            ]
    named = found.named
    if found.excluded:
        for places in found.excluded.values():
            places.sort()
        named = [c for c in named if not (c.skill in found.excluded and _is_excluded(c, found.excluded[c.skill]))]
        phrased = [c for c in phrased if not (c.skill in found.excluded and _is_excluded(c, found.excluded[c.skill]))]
    named.sort(key=_order)
    named = _longest(named)
    paraphrased = _outside([c for c in phrased if c.support == Support.PARAPHRASED], named)
    inferred = [c for c in phrased if c.support == Support.INFERRED]  # says more than its words: lies inside others
    return sorted([*named, *dict.fromkeys(paraphrased), *dict.fromkeys(inferred)], key=_order)


def _is_excluded(candidate: Candidate, places: list[tuple[int, int]]) -> bool:
    """Whether one of the places overlaps or touches the candidate."""
    for index in range(bisect_left(places, (candidate.end + 2,)) - 1, -1, -1):
        start, end = places[index]
        if start < candidate.start - _LONGEST:
            return False
        if candidate.start - 1 <= end:
            return True
    return False


def _order(candidate: Candidate) -> tuple[int, int, int, int]:
    return (candidate.start, -candidate.end, candidate.support, candidate.skill)


def _has_near(skill: Entry, form: NormalForm, start: int, end: int) -> bool:
    window = form.flat[max(start + 1 - _NEAR, 0) : start + 1] + b"  " + form.flat[end + 1 : end + 1 + _NEAR]
    for word in skill.near:  # noqa: SIM110  # `any` over a generator takes twice as long
        if word in window:
            return True
    return False


def _longest(candidates: list[Candidate]) -> list[Candidate]:
    """Of candidates in order of place, those that do not lie inside a longer one: "SQL Server" is not SQL."""
    kept: list[Candidate] = []
    reach_start, reach_end = -1, -1
    for candidate in candidates:
        start, end = candidate.start, candidate.end
        if end <= reach_end and (start != reach_start or end != reach_end):
            continue
        kept.append(candidate)
        if end > reach_end:
            reach_start, reach_end = start, end
    return kept


def _outside(phrased: list[Candidate], stronger: list[Candidate]) -> list[Candidate]:
    """The phrases that do not lie inside stronger evidence of another skill."""
    if not phrased or not stronger:
        return phrased
    places = sorted((c.start, c.end, c.skill) for c in stronger)
    return [phrase for phrase in phrased if not _lies_inside(phrase, places)]


def _lies_inside(phrase: Candidate, places: list[tuple[int, int, int]]) -> bool:
    start, end, skill = phrase.start, phrase.end, phrase.skill
    for index in range(bisect_left(places, (start + 1,)) - 1, -1, -1):
        low, high, other = places[index]
        if low < start - _LONGEST:
            return False
        if high >= end and other != skill:
            return True
    return False
