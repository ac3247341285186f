"""Finds every place of a text that may be evidence of a skill: one pass of the automaton, then the rules of form.

Rules of form: boundaries, case, longest wins, `unless` phrases, the context that ambiguous names need. Whether a
candidate is kept, and how sure it is, is decided in `scoring`.
"""

from bisect import bisect_left
from typing import NamedTuple

from assets.skills.lexicon import Case, Lexicon, Support
from assets.skills.normal_form import NormalForm, normal_phrase
from assets.skills.taxonomy import Skill
from assets.text.sections import Section

# Sections that tell what the job does or asks for; paraphrases elsewhere describe the employer or its offer.
DESCRIBING = frozenset({"duties", "requirements", "nice_to_have", "other"})
_LONGEST = 200  # no surface and hardly a phrase spans more characters; keeps long lines from costing squares
_NEAR = 60  # characters on each side in which a `near` word makes an ambiguous name count


class Candidate(NamedTuple):
    """Possible evidence `[start, end)` of a skill, in code points. A tuple: some fifty are made per posting."""

    skill: int
    start: int
    end: int
    support: Support
    case: Case
    near: bool  # an ambiguous name with one of its `near` words beside it


def find_candidates(lexicon: Lexicon, text: str, form: NormalForm, sections: list[Section]) -> list[Candidate]:
    """All candidates of a text, in order of place; ambiguous names without a near word are among them.

    Args:
        lexicon: The compiled taxonomy.
        text: The text as given.
        form: `normal_form(text)`.
        sections: Its sections; paraphrases are looked for only where the job itself is described.
    """
    named, excluded = _find_named(lexicon, text, form)
    phrased: list[Candidate] = []
    for section in sections:
        if section.label in DESCRIBING:
            found = lexicon.patterns.search(form.sentences, section.start + 1, section.end + 1)
            phrased += [
                Candidate(skill, start - 1, end - 1, support, Case.ANY, near=False)
                for start, end, (skill, support) in found
            ]
    if excluded:
        for places in excluded.values():
            places.sort()
        named = [c for c in named if not _is_excluded(c, excluded)]
        phrased = [c for c in phrased if not _is_excluded(c, excluded)]
    named = _longest(named)
    paraphrased = _outside([c for c in phrased if c.support == Support.PARAPHRASED], named)
    inferred = [c for c in phrased if c.support == Support.INFERRED]  # says more than its words: lies inside others
    return sorted({*named, *paraphrased, *inferred}, key=_order)


def _find_named(
    lexicon: Lexicon, text: str, form: NormalForm
) -> tuple[list[Candidate], dict[int, list[tuple[int, int]]]]:
    """The names in a text, and per skill the places of phrases that exclude it."""
    named: list[Candidate] = []
    excluded: dict[int, list[tuple[int, int]]] = {}
    surfaces, sentences, skills = lexicon.surfaces, form.sentences, lexicon.skills
    for index, start, stop in lexicon.automaton.find_matches_as_indexes(form.flat, overlapping=True):
        end = stop - 2
        for surface in surfaces[index]:
            if surface.case == Case.EXCLUDING:
                excluded.setdefault(surface.skill, []).append((start, stop - 1))
                continue
            if surface.writings and text[start:end] not in surface.writings:
                continue
            if sentences.find(b"\n", start + 1, end + 1) >= 0:  # runs over the end of a line or sentence
                continue
            near = surface.case == Case.AMBIGUOUS and _has_near(skills[surface.skill], form, start, end)
            named.append(Candidate(surface.skill, start, end, Support.STATED, surface.case, near))
    return named, excluded


def _is_excluded(candidate: Candidate, excluded: dict[int, list[tuple[int, int]]]) -> bool:
    """Whether one of the skill's `unless` phrases overlaps or touches the candidate."""
    places = excluded.get(candidate.skill)
    if places is None:
        return False
    for index in range(bisect_left(places, (candidate.end + 2,)) - 1, -1, -1):
        start, end = places[index]
        if start < candidate.start - _LONGEST:
            return False
        if candidate.start - 1 <= end:
            return True
    return False


def _order(candidate: Candidate) -> tuple[int, int, int, int]:
    return (candidate.start, -candidate.end, candidate.support, candidate.skill)


def _has_near(skill: Skill, form: NormalForm, start: int, end: int) -> bool:
    window = form.flat[max(start + 1 - _NEAR, 0) : start + 1] + b"  " + form.flat[end + 1 : end + 1 + _NEAR]
    return any(word in window for word in near_words(skill))


_NEAR_WORDS: dict[tuple[str, ...], tuple[bytes, ...]] = {}


def near_words(skill: Skill) -> tuple[bytes, ...]:
    """The skill's `near` words in normal form, each to be found at the start of a token."""
    words = _NEAR_WORDS.get(skill.near)
    if words is None:
        words = _NEAR_WORDS[skill.near] = tuple(b" " + normal_phrase(word.rstrip("*")) for word in skill.near)
    return words


def _longest(candidates: list[Candidate]) -> list[Candidate]:
    """Without those that lie inside a longer one: "SQL Server" is not SQL."""
    kept: list[Candidate] = []
    reach: Candidate | None = None
    for candidate in sorted(candidates, key=_order):
        if (
            reach is not None
            and candidate.end <= reach.end
            and (candidate.start, candidate.end)
            != (
                reach.start,
                reach.end,
            )
        ):
            continue
        kept.append(candidate)
        if reach is None or candidate.end > reach.end:
            reach = candidate
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
