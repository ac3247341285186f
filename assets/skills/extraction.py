"""From a posting's text to its skills: candidates, context, confidence, one row per skill."""

from functools import cache
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from assets.lake.code_version import version_of
from assets.skills.context import Line, Reader, Requirement
from assets.skills.cues import Cue
from assets.skills.employers import employers, is_asked_for
from assets.skills.lexicon import Lexicon, lexicon
from assets.skills.matching import Candidate, Draft, candidate_of
from assets.skills.normal_form import normal_form
from assets.skills.placing import place_candidates
from assets.skills.scoring import Scorer, scorer
from assets.skills.situation import Situation, read_situation
from assets.skills.vocabulary import Entry, Kind, SkillType, Support
from assets.text.sections import Section, SectionLabel, find_sections

Source = Literal["lexicon_hard", "lexicon_soft"]
SupportName = Literal["stated", "paraphrased", "inferred"]

HERE = Path(__file__).parent
# The modules that decide what is found; the others of this room measure, train and import.
RULES = (
    *(
        "context",
        "cues",
        "employers",
        "extraction",
        "matching",
        "normal_form",
        "phrase_patterns",
        "phrase_search",
        "placing",
    ),
    *("scoring", "situation"),
)
_SUPPORT: dict[Support, SupportName] = {
    Support.STATED: "stated",
    Support.PARAPHRASED: "paraphrased",
    Support.INFERRED: "inferred",
}


class SkillHit(NamedTuple):
    """One skill of one posting with its best evidence. A tuple: some thirty are made per posting.

    Attributes:
        confidence: Held-out frequency with which such evidence is right, 0 to below 1.
        start: First code point of the evidence; `description[start:end] == text`.
        requirement: The strongest of all mentions.
        years: Years asked for, where stated beside a mention.
        mentions: How many places of the text name or imply the skill.
    """

    skill: str
    skill_id: str
    kind: Kind
    type: SkillType
    family: str
    source: Source
    support: SupportName
    confidence: float
    start: int
    end: int
    text: str
    section: SectionLabel
    requirement: Requirement
    years: float | None
    mentions: int


class Evidence(NamedTuple):
    """A candidate that is kept."""

    candidate: Candidate
    confidence: float
    line: Line


_Kept: TypeAlias = tuple[Draft, float, Line]  # evidence while it is one piece among many


@cache
def extractor_version() -> str:
    """Changes whenever the taxonomy, the weights or the rules do; written on every row."""
    rules = version_of(HERE.parent / "text" / "sections.py", *(HERE / f"{name}.py" for name in RULES))
    parts = (rules, lexicon().version, scorer().version)
    return "lexicon-" + sha256("\0".join(parts).encode()).hexdigest()[:12]


def extract_skills(title: str, description: str, sections: list[Section] | None = None) -> list[SkillHit]:  # noqa: ARG001
    """The skills for which a description holds evidence.

    Args:
        title: The posting's title. Words that stand only here prove nothing about the description and give no row.
        description: The text in which the evidence stands; any Unicode, any length.
        sections: What `find_sections(description)` gave, where the caller has it already.

    Returns:
        One hit per skill, sorted by kind and name.
    """
    reader, by_skill = _evidence_of(description, sections)
    hits = [_hit(skill, description, reader, found) for skill, found in by_skill]
    return sorted(hits, key=attrgetter("kind", "skill"))


def find_mentions(description: str, sections: list[Section] | None = None) -> list[list[SkillHit]]:
    """Every place of a description that is evidence of a skill; the arguments are those of `extract_skills`.

    Returns:
        A list per skill, sorted by kind and name. Its first hit is that of `extract_skills`; the others, the surest
        first, say what holds for their own place alone.
    """
    reader, by_skill = _evidence_of(description, sections)
    hits = [_mentions(skill, description, reader, found) for skill, found in by_skill]
    return sorted(hits, key=lambda mentions: (mentions[0].kind, mentions[0].skill))


def _evidence_of(description: str, sections: list[Section] | None) -> tuple[Reader, list[tuple[Entry, list[_Kept]]]]:
    words = lexicon()
    places = find_sections(description) if sections is None else sections
    reader, kept = _keep(words, scorer(), description, places)
    by_skill: dict[int, list[_Kept]] = {}
    for evidence in kept:
        by_skill.setdefault(evidence[0][3], []).append(evidence)
    return reader, [(words.skills[number], found) for number, found in by_skill.items()]


def _mentions(skill: Entry, text: str, reader: Reader, found: list[_Kept]) -> list[SkillHit]:
    """What is said of a skill as a whole, then of its other places; of those that overlap, the surest."""
    best, *others = sorted(found, key=_rank, reverse=True)
    hits, taken = [_hit(skill, text, reader, found)], [best[0]]
    for evidence in others:
        start, minus_end, *_ = evidence[0]
        if not any(start < -other_minus_end and other_start < -minus_end for other_start, other_minus_end, *_ in taken):
            taken.append(evidence[0])
            hits.append(_hit(skill, text, reader, [evidence]))
    return hits


def find_evidence(lexicon: Lexicon, scorer: Scorer, text: str, sections: list[Section]) -> list[Evidence]:
    """Every kept piece of evidence, in order of place."""
    _, kept = _keep(lexicon, scorer, text, sections)
    return [Evidence(candidate_of(draft), confidence, line) for draft, confidence, line in kept]


def _keep(lexicon: Lexicon, scorer: Scorer, text: str, sections: list[Section]) -> tuple[Reader, list[_Kept]]:
    form = normal_form(text)
    reader, sentences = place_candidates(lexicon, text, form, sections)
    kept: list[_Kept] = []
    for sentence in sentences:
        line = sentence.line
        judged = scorer.judge(lexicon.skills, sentence, form, text)
        if line.has(Cue.NEGATED):
            judged = [(draft, sure) for draft, sure in judged if not reader.is_negated(draft[0], -draft[1], line)]
        kept += [(draft, confidence, line) for draft, confidence in judged]
    own = employers(text, lexicon.skills, ((draft[0], -draft[1], draft[3]) for draft, _, _ in kept))
    if own:
        kept = [one for one in kept if one[0][3] not in own or is_asked_for(text, one[0][0], -one[0][1])]
    return reader, kept


def read_candidates(lexicon: Lexicon, text: str, sections: list[Section]) -> list[tuple[Candidate, Situation]]:
    """All candidates that the rules of form leave, with the features that score them: what training learns from."""
    form = normal_form(text)
    _, sentences = place_candidates(lexicon, text, form, sections)
    found = []
    for line, hits, setting, _, drafts in sentences:
        for draft in drafts:
            candidate, skill = candidate_of(draft), lexicon.skills[draft[3]]
            found.append((candidate, read_situation(skill, candidate, form, text, line, hits, setting)))
    own = employers(text, lexicon.skills, ((candidate.start, candidate.end, candidate.skill) for candidate, _ in found))
    return [one for one in found if one[0].skill not in own or is_asked_for(text, one[0].start, one[0].end)]


_STRENGTH: dict[Requirement, int] = {"mentioned": 0, "preferred": 1, "required": 2}


def _hit(skill: Entry, text: str, reader: Reader, found: list[_Kept]) -> SkillHit:
    best = max(found, key=_rank) if len(found) > 1 else found[0]
    (start, minus_end, support, _, _), confidence, line = best
    end = -minus_end
    requirement = reader.requirement(line)
    years = reader.years(start, end, line)
    mentions = 1
    if len(found) > 1:
        requirement = max([reader.requirement(line) for _, _, line in found], key=_STRENGTH.__getitem__)
        for (other_start, minus_other_end, *_), _, other in found:
            years = years or reader.years(other_start, -minus_other_end, other)
        mentions = len({draft[:2] for draft, _, _ in found})
    return SkillHit(
        skill.name,
        skill.skill_id,
        skill.kind,
        skill.type,
        skill.family,
        "lexicon_hard" if skill.kind == "hard" else "lexicon_soft",
        _SUPPORT[support],
        confidence,
        start,
        end,
        text[start:end],
        line.section,
        requirement,
        years,
        mentions,
    )


def _rank(evidence: _Kept) -> tuple[float, int, int]:
    """The best evidence is the surest, then the most direct, then the first."""
    (start, _, support, _, _), confidence, _ = evidence
    return (confidence, -support, -start)
