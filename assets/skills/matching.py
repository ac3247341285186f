"""Finds every place of a text that may be evidence of a skill: one pass of the automaton, then the rules of form.

Rules of form: boundaries, case, longest wins, `unless` phrases, the context that ambiguous names need. Whether a
candidate is kept, and how sure it is, is decided in `scoring`.
"""

from dataclasses import dataclass

from assets.skills.lexicon import Case, Lexicon, Phrase, Support, Surface
from assets.skills.normal_form import NormalForm, normal_phrase
from assets.skills.phrase_patterns import Neighbourhood, match_at, neighbourhood
from assets.skills.taxonomy import Skill

_NEAR = 60  # characters on each side in which a `near` word makes an ambiguous name count
_UNLESS = 40  # the longest `unless` phrase is shorter


@dataclass(frozen=True, slots=True)
class Candidate:
    """Possible evidence `[start, end)` of a skill, in code points of the text."""

    skill: int
    start: int
    end: int
    support: Support
    case: Case
    near: bool  # an ambiguous name with one of its `near` words beside it


def find_candidates(lexicon: Lexicon, text: str, form: NormalForm) -> list[Candidate]:
    """All candidates of a text, in order of place; ambiguous names without a near word are among them.

    Args:
        lexicon: The compiled taxonomy.
        text: The text as given.
        form: `normal_form(text)`.
    """
    named: list[Candidate] = []
    phrased: list[Candidate] = []
    surfaces, phrases = lexicon.surfaces, lexicon.phrases
    for index, start, stop in lexicon.automaton.find_matches_as_indexes(form.flat, overlapping=True):
        if surfaces[index]:
            end = stop - 2
            if form.sentences.find(b"\n", start + 1, end + 1) < 0:
                for surface in surfaces[index]:
                    candidate = _named(lexicon.skills, surface, text, form, start, end)
                    if candidate is not None:
                        named.append(candidate)
        if phrases[index]:
            _add_phrased(lexicon.skills, phrases[index], neighbourhood(form, start + 1), phrased)
    named = _longest(named)
    found = named + _outside(_outside(phrased, named, Support.PARAPHRASED), phrased, Support.INFERRED)
    return sorted(set(found), key=_order)


def _order(candidate: Candidate) -> tuple[int, int, int, int]:
    return (candidate.start, -candidate.end, candidate.support, candidate.skill)


def _named(
    skills: tuple[Skill, ...], surface: Surface, text: str, form: NormalForm, start: int, end: int
) -> Candidate | None:
    if surface.writings and text[start:end] not in surface.writings:
        return None
    skill = skills[surface.skill]
    if skill.unless and _is_excluded(skill, form, start, end):
        return None
    near = surface.case == Case.AMBIGUOUS and _has_near(skill, form, start, end)
    return Candidate(surface.skill, start, end, Support.STATED, surface.case, near)


def _add_phrased(
    skills: tuple[Skill, ...], phrases: tuple[Phrase, ...], place: Neighbourhood, found: list[Candidate]
) -> None:
    for phrase in phrases:
        span = match_at(phrase.pattern, place)
        if span is not None and not (
            skills[phrase.skill].unless and _is_excluded(skills[phrase.skill], place.form, *span)
        ):
            found.append(Candidate(phrase.skill, *span, phrase.support, Case.ANY, near=False))


def _is_excluded(skill: Skill, form: NormalForm, start: int, end: int) -> bool:
    """Whether one of the skill's `unless` phrases overlaps or touches the span."""
    low = max(start + 1 - _UNLESS, 0)
    window = form.flat[low : end + 1 + _UNLESS]
    for phrase in unless_phrases(skill):
        at = window.find(phrase)
        while at >= 0:
            if low + at <= end + 1 and low + at + len(phrase) >= start + 1:
                return True
            at = window.find(phrase, at + 1)
    return False


def _has_near(skill: Skill, form: NormalForm, start: int, end: int) -> bool:
    window = form.flat[max(start + 1 - _NEAR, 0) : start + 1] + b"  " + form.flat[end + 1 : end + 1 + _NEAR]
    return any(word in window for word in near_words(skill))


_PHRASES: dict[tuple[str, str], tuple[bytes, ...]] = {}


def unless_phrases(skill: Skill) -> tuple[bytes, ...]:
    """The skill's `unless` phrases in normal form, each to be found at the start of a token."""
    return _phrases(skill, "unless", skill.unless)


def near_words(skill: Skill) -> tuple[bytes, ...]:
    """The skill's `near` words in normal form, each to be found at the start of a token."""
    return _phrases(skill, "near", skill.near)


def _phrases(skill: Skill, use: str, phrases: tuple[str, ...]) -> tuple[bytes, ...]:
    key = (skill.skill_id, use)
    if key not in _PHRASES:
        _PHRASES[key] = tuple(b" " + normal_phrase(phrase.rstrip("*")) for phrase in phrases)
    return _PHRASES[key]


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


def _outside(phrased: list[Candidate], others: list[Candidate], support: Support) -> list[Candidate]:
    """Drop phrases of this support that lie inside stronger evidence of another skill."""
    stronger = [(c.start, c.end, c.skill) for c in others if c.support < support]
    return [
        c
        for c in phrased
        if c.support != support or not any(s <= c.start and c.end <= e and skill != c.skill for s, e, skill in stronger)
    ]
