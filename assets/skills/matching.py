"""Finds every place of a text that may be evidence of a skill: one pass of the automaton, then the rules of form.

Rules of form: boundaries, case, longest wins, `unless` phrases, the context that ambiguous names need. Whether a
candidate is kept, and how sure it is, is decided in `scoring`.
"""

from dataclasses import dataclass

from assets.skills.lexicon import Case, Lexicon, Support, Surface
from assets.skills.normal_form import NormalForm, normal_phrase
from assets.skills.taxonomy import Skill
from assets.text.sections import Section

# Sections that tell what the job does or asks for; paraphrases elsewhere describe the employer or its offer.
DESCRIBING = frozenset({"duties", "requirements", "nice_to_have", "other"})
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


def find_candidates(lexicon: Lexicon, text: str, form: NormalForm, sections: list[Section]) -> list[Candidate]:
    """All candidates of a text, in order of place; ambiguous names without a near word are among them.

    Args:
        lexicon: The compiled taxonomy.
        text: The text as given.
        form: `normal_form(text)`.
        sections: Its sections; paraphrases are looked for only where the job itself is described.
    """
    named = _longest(_find_named(lexicon, text, form))
    phrased: list[Candidate] = []
    for section in sections:
        if section.label in DESCRIBING:
            for start, end, (skill, support) in lexicon.patterns.search(
                form.sentences, section.start + 1, section.end + 1
            ):
                if not _is_excluded(lexicon.skills[skill], form, start - 1, end - 1):
                    phrased.append(Candidate(skill, start - 1, end - 1, support, Case.ANY, near=False))
    found = {*named, *_outside(phrased, named, Support.PARAPHRASED)}
    return sorted({*found, *_outside(phrased, [*named, *phrased], Support.INFERRED)}, key=_order)


def _find_named(lexicon: Lexicon, text: str, form: NormalForm) -> list[Candidate]:
    named: list[Candidate] = []
    surfaces, sentences = lexicon.surfaces, form.sentences
    for index, start, stop in lexicon.automaton.find_matches_as_indexes(form.flat, overlapping=True):
        end = stop - 2
        if sentences.find(b"\n", start + 1, end + 1) < 0:  # a name does not run over the end of a line or sentence
            for surface in surfaces[index]:
                candidate = _named(lexicon.skills, surface, text, form, start, end)
                if candidate is not None:
                    named.append(candidate)
    return named


def _order(candidate: Candidate) -> tuple[int, int, int, int]:
    return (candidate.start, -candidate.end, candidate.support, candidate.skill)


def _named(
    skills: tuple[Skill, ...], surface: Surface, text: str, form: NormalForm, start: int, end: int
) -> Candidate | None:
    if surface.writings and text[start:end] not in surface.writings:
        return None
    skill = skills[surface.skill]
    if _is_excluded(skill, form, start, end):
        return None
    near = surface.case == Case.AMBIGUOUS and _has_near(skill, form, start, end)
    return Candidate(surface.skill, start, end, Support.STATED, surface.case, near)


def _is_excluded(skill: Skill, form: NormalForm, start: int, end: int) -> bool:
    """Whether one of the skill's `unless` phrases overlaps or touches the span."""
    if not skill.unless:
        return False
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
    """The phrases of this support that do not lie inside stronger evidence of another skill."""
    stronger = [c for c in others if c.support < support]
    return [
        phrase
        for phrase in phrased
        if phrase.support == support
        and not any(c.start <= phrase.start and phrase.end <= c.end and c.skill != phrase.skill for c in stronger)
    ]
