"""From a posting's text to its skills: candidates, context, confidence, one row per skill."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from assets.lake.code_version import version_of
from assets.skills.context import Line, Reader, Requirement
from assets.skills.lexicon import Lexicon, lexicon
from assets.skills.matching import DESCRIBING, Candidate, find_candidates, scan
from assets.skills.normal_form import NormalForm, normal_form
from assets.skills.scoring import Scorer, scorer
from assets.skills.situation import MOST_HITS, Setting, Situation, first_word, read_setting, read_situation
from assets.skills.vocabulary import Case, Entry, Kind, SkillType, Support
from assets.text.sections import Section, SectionLabel, find_sections

Source = Literal["lexicon_hard", "lexicon_soft"]
SupportName = Literal["stated", "paraphrased", "inferred"]

HERE = Path(__file__).parent
# The modules that decide what is found; the others of this room measure, train and import.
RULES = (
    *("context", "cues", "extraction", "matching", "normal_form", "phrase_patterns", "phrase_search", "scoring"),
    "situation",
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


class Placed(NamedTuple):
    """A candidate with its sentence, the number of hard skills which that names, and its first word."""

    candidate: Candidate
    line: Line
    hits: int
    setting: Setting
    first: bytes


class Evidence(NamedTuple):
    """A candidate that is kept."""

    candidate: Candidate
    confidence: float
    line: Line


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
    form = normal_form(text)
    reader, placed = place_candidates(lexicon, text, form, sections)
    skills, judge = lexicon.skills, scorer.judge
    kept = []
    for candidate, line, hits, setting, first in placed:
        confidence = judge(skills[candidate.skill], candidate, form, text, line, hits, setting, first)
        if confidence is None:
            continue
        if not (line.may_negate and reader.is_negated(candidate.start, candidate.end, line)):
            kept.append(Evidence(candidate, confidence, line))
    return reader, kept


def read_candidates(lexicon: Lexicon, text: str, sections: list[Section]) -> list[tuple[Candidate, Situation]]:
    """All candidates that the rules of form leave, with the features that score them: what training learns from."""
    form = normal_form(text)
    _, placed = place_candidates(lexicon, text, form, sections)
    skills = lexicon.skills
    return [(p.candidate, read_situation(skills[p.candidate.skill], p[0], form, text, *p[1:4])) for p in placed]


def place_candidates(
    lexicon: Lexicon, text: str, form: NormalForm, sections: list[Section]
) -> tuple[Reader, list[Placed]]:
    """All candidates that the rules of form leave, in order of place."""
    seen = scan(lexicon, text, form)
    reader = Reader(form, sections, seen.cues)
    candidates = find_candidates(lexicon, form, seen, sections)
    lines = [reader.line(candidate.start) for candidate in candidates]
    skills = lexicon.skills
    on_line: defaultdict[int, int] = defaultdict(int)
    for candidate, line in zip(candidates, lines, strict=True):
        if candidate.case != _AMBIGUOUS and skills[candidate.skill].kind == "hard":
            on_line[line.start] += 1
    kept = []
    for candidate, line in zip(candidates, lines, strict=True):
        hits = on_line[line.start]
        if candidate.case == _AMBIGUOUS and not (candidate.near or _has_context(skills[candidate.skill], line, hits)):
            continue
        kept.append((candidate, line, min(max(hits, 1), MOST_HITS)))
    starts = [candidate.start for candidate, _, _ in kept]
    known: dict[int, tuple[Setting, bytes]] = {}
    placed = []
    for candidate, line, hits in kept:
        seen_line = known.get(line.start)
        if seen_line is None:
            around = bisect_right(starts, line.end + _CLOSE) - bisect_left(starts, line.start - _CLOSE)
            seen_line = (read_setting(reader, line, len(text), around), first_word(form, line))
            known[line.start] = seen_line
        placed.append(Placed(candidate, line, hits, *seen_line))
    return reader, placed


def _has_context(skill: Entry, line: Line, hits: int) -> bool:
    """Whether its place makes an ambiguous name worth a score: among things asked for, or beside other skills."""
    if skill.type in _NAMED and line.section in ("requirements", "nice_to_have"):
        return True
    return hits > 1 and line.section in DESCRIBING


_NAMED = frozenset({"tool", "language", "human_language"})
_AMBIGUOUS = Case.AMBIGUOUS
_CLOSE = 100  # characters before and after a sentence whose candidates make it stand in company
_STRENGTH: dict[Requirement, int] = {"mentioned": 0, "preferred": 1, "required": 2}


def _hit(lexicon: Lexicon, text: str, reader: Reader, found: list[Evidence]) -> SkillHit:
    best = max(found, key=_rank) if len(found) > 1 else found[0]
    (start, end, number, support, _, _), confidence, line = best
    skill = lexicon.skills[number]
    requirement = reader.requirement(line)
    years = reader.years(start, end, line)
    for (other_start, other_end, *_), _, other in found if len(found) > 1 else ():
        requirement = max(requirement, reader.requirement(other), key=_STRENGTH.__getitem__)
        years = years or reader.years(other_start, other_end, other)
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
        len({(e.candidate.start, e.candidate.end) for e in found}) if len(found) > 1 else 1,
    )


def _rank(evidence: Evidence) -> tuple[float, int, int]:
    """The best evidence is the surest, then the most direct, then the first."""
    return (evidence.confidence, -evidence.candidate.support, -evidence.candidate.start)
