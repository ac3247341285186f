"""From a posting's text to its skills: candidates, context, confidence, one row per skill."""

from collections import defaultdict
from functools import cache
from hashlib import sha256
from typing import Literal, NamedTuple

from assets.skills.context import Line, Reader, Requirement
from assets.skills.lexicon import Lexicon, lexicon
from assets.skills.matching import DESCRIBING, Candidate, find_candidates, scan
from assets.skills.normal_form import normal_form
from assets.skills.scoring import Scorer, Situation, read_situation, scorer
from assets.skills.vocabulary import Case, Kind, SkillType, Support
from assets.text.sections import Section, SectionLabel, find_sections

Source = Literal["lexicon_hard", "lexicon_soft"]
SupportName = Literal["stated", "paraphrased", "inferred"]

RULES_VERSION = "1"  # raise it when a change of code, not of data, changes what is found
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
    """A candidate that is kept, with what was read around it."""

    candidate: Candidate
    situation: Situation
    confidence: float
    line: Line


@cache
def extractor_version() -> str:
    """Changes whenever the taxonomy, the weights or the rules do; written on every row."""
    parts = (RULES_VERSION, lexicon().version, scorer().version)
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
    if not description:
        return []
    places = find_sections(description) if sections is None else sections
    words = lexicon()
    by_skill: dict[int, list[Evidence]] = {}
    reader, kept = find_evidence(words, scorer(), description, places)
    for evidence in kept:
        by_skill.setdefault(evidence.candidate.skill, []).append(evidence)
    hits = [_hit(words, description, reader, found) for found in by_skill.values()]
    return sorted(hits, key=lambda hit: (hit.kind, hit.skill))


def find_evidence(
    lexicon: Lexicon, scorer: Scorer, text: str, sections: list[Section]
) -> tuple[Reader, list[Evidence]]:
    """Every kept piece of evidence, in order of place, and what can tell more about each place."""
    reader, candidates = read_candidates(lexicon, text, sections)
    kept = []
    for candidate, situation, line in candidates:
        confidence = scorer.confidence(situation)
        if scorer.keeps(situation, confidence) and not reader.is_negated(candidate.start, candidate.end, line):
            kept.append(Evidence(candidate, situation, confidence, line))
    return reader, kept


def read_candidates(
    lexicon: Lexicon, text: str, sections: list[Section]
) -> tuple[Reader, list[tuple[Candidate, Situation, Line]]]:
    """All candidates that the rules of form leave, with the features that score them."""
    form = normal_form(text)
    seen = scan(lexicon, text, form)
    reader = Reader(form, sections, seen.cues)
    candidates = find_candidates(lexicon, form, seen, sections)
    lines = [reader.line(candidate.start) for candidate in candidates]
    skills = lexicon.skills
    on_line: defaultdict[int, int] = defaultdict(int)
    for candidate, line in zip(candidates, lines, strict=True):
        if candidate.case != _AMBIGUOUS and skills[candidate.skill].kind == "hard":
            on_line[line.start] += 1
    found = []
    for candidate, line in zip(candidates, lines, strict=True):
        hits = on_line[line.start]
        if candidate.case == _AMBIGUOUS and not (candidate.near or (hits > 1 and line.section in DESCRIBING)):
            continue
        situation = read_situation(skills[candidate.skill], candidate, form, text, line.section, hits)
        found.append((candidate, situation, line))
    return reader, found


_AMBIGUOUS = Case.AMBIGUOUS
_STRENGTH: dict[Requirement, int] = {"mentioned": 0, "preferred": 1, "required": 2}


def _hit(lexicon: Lexicon, text: str, reader: Reader, found: list[Evidence]) -> SkillHit:
    best = max(found, key=_rank) if len(found) > 1 else found[0]
    skill = lexicon.skills[best.candidate.skill]
    start, end = best.candidate.start, best.candidate.end
    stated = (reader.years(e.candidate.start, e.candidate.end, e.line) for e in (best, *found))
    return SkillHit(
        skill=skill.name,
        skill_id=skill.skill_id,
        kind=skill.kind,
        type=skill.type,
        family=skill.family,
        source="lexicon_hard" if skill.kind == "hard" else "lexicon_soft",
        support=_SUPPORT[best.candidate.support],
        confidence=round(best.confidence, 3),
        start=start,
        end=end,
        text=text[start:end],
        section=best.situation.section,
        requirement=max((reader.requirement(evidence.line) for evidence in found), key=_STRENGTH.__getitem__),
        years=next(filter(None, stated), None),
        mentions=len({(e.candidate.start, e.candidate.end) for e in found}),
    )


def _rank(evidence: Evidence) -> tuple[float, int, int]:
    """The best evidence is the surest, then the most direct, then the first."""
    return (evidence.confidence, -evidence.candidate.support, -evidence.candidate.start)
