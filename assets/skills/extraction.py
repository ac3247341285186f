"""From a posting's text to its skills: candidates, context, confidence, one row per skill."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from assets.lake.reuse.code_version import version_of
from assets.skills.finding.lexicon import lexicon
from assets.skills.finding.mention_kinds import Source, SupportName
from assets.skills.judging.evidence import Kept, keep_evidence
from assets.skills.judging.scoring import scorer
from assets.skills.sentences.sentence_reader import CONTEXT, REQUIREMENTS, YEARS_BIT, Reader, Requirement
from assets.skills.taxonomy.vocabulary import Kind, SkillType
from assets.text.reading_language import OTHERS, is_read, reading_language
from assets.text.sections import Section, SectionLabel, find_sections

HERE = Path(__file__).parent
# The rooms that decide what is found. The taxonomy has a version of its own; the others measure, train and ask a model.
RULES = ("phrases", "sentences", "finding", "judging", "tongues")


_EDUCATION: SkillType = "education"


class SkillHit(NamedTuple):
    """One skill of one posting with its best evidence. A tuple: some thirty are made per posting.

    Attributes:
        confidence: Held-out frequency with which such evidence is right, 0 to below 1.
        start: First code point of the evidence; `description[start:end] == text`.
        type: `education` where only a degree in it is asked for.
        requirement: The strongest of all mentions; `context` where none asks for it.
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


@cache
def extractor_version() -> str:
    """Changes whenever the taxonomy, the weights or the rules do; written on every row."""
    texts = (HERE.parent / "text" / f"{name}.py" for name in ("sections", "reading_language"))
    rules = version_of(*texts, HERE / "extraction.py", *(HERE / room for room in RULES))
    parts = (rules, lexicon().version, scorer().version)
    return "lexicon-" + sha256("\0".join(parts).encode()).hexdigest()[:12]


def extract_skills(
    title: str,  # noqa: ARG001
    description: str,
    sections: list[Section] | None = None,
    language: str | None = None,
) -> list[SkillHit]:
    """The skills for which a description holds evidence.

    Args:
        title: The posting's title. Words that stand only here prove nothing about the description and give no row.
        description: The text in which the evidence stands; any Unicode, any length.
        sections: What `find_sections(description)` gave, where the caller has it already.
        language: What `detect_language(description)` said, where the caller has asked it. Texts in a language that is
            not read give no hit.

    Returns:
        One hit per skill, sorted by kind and name.
    """
    reader, by_skill = _evidence_of(description, sections, language)
    return [_hit(description, reader, found) for found in by_skill]


def find_mentions(
    description: str, sections: list[Section] | None = None, language: str | None = None
) -> list[list[SkillHit]]:
    """Every place of a description that is evidence of a skill; the arguments are those of `extract_skills`.

    Returns:
        A list per skill, sorted by kind and name. Its first hit is that of `extract_skills`; the others, the surest
        first, say what holds for their own place alone.
    """
    reader, by_skill = _evidence_of(description, sections, language)
    return [_mentions(description, reader, found) for found in by_skill]


def _evidence_of(
    description: str, sections: list[Section] | None, language: str | None
) -> tuple[Reader, list[list[Kept]]]:
    """What is kept, by skill, sorted by kind and name."""
    places = find_sections(description) if sections is None else sections
    reader, kept = _kept(reading_language(description, language), description, places)
    by_skill: dict[int, list[Kept]] = {}
    for evidence in kept:
        order = evidence[0][3].order
        if order in by_skill:
            by_skill[order].append(evidence)
        else:
            by_skill[order] = [evidence]
    return reader, [by_skill[order] for order in sorted(by_skill)]


def _kept(language: str, text: str, sections: list[Section]) -> tuple[Reader, list[Kept]]:
    """The evidence of a text, read as its language is; none where that is not read."""
    if language in OTHERS:
        from assets.skills.tongues.reading import keep_evidence as keep_in  # lists that an English text never needs

        return keep_in(language, text, sections)
    return keep_evidence(lexicon(), scorer(), text if is_read(language) else "", sections)


def _mentions(text: str, reader: Reader, found: list[Kept]) -> list[SkillHit]:
    """What is said of a skill as a whole, then of its other places; of those that overlap, the surest."""
    if len(found) == 1:  # nine skills of ten
        return [_hit(text, reader, found)]
    best, *others = sorted(found, key=_rank, reverse=True)
    hits, taken = [_hit(text, reader, found)], [best[0]]
    for evidence in others:
        start, minus_end, *_ = evidence[0]
        if not any(start < -other_minus_end and other_start < -minus_end for other_start, other_minus_end, *_ in taken):
            taken.append(evidence[0])
            hits.append(_hit(text, reader, [evidence]))
    return hits


def _hit(text: str, reader: Reader, found: list[Kept]) -> SkillHit:
    """The row of a skill from its evidence in order of place."""
    best = found[0] if len(found) == 1 else max(found, key=_rank)
    (start, minus_end, _, mention), confidence, line, asked, is_education = best
    told = (*mention.told[:3], _EDUCATION, *mention.told[4:]) if is_education else mention.told
    years = reader.years(start, -minus_end, line) if line.cues & YEARS_BIT else None
    end, mentions = -minus_end, 1
    if len(found) > 1:
        asked, years, mentions = _told_of_all(reader, found, asked, years)
    said = (confidence, start, end, text[start:end], line.section, REQUIREMENTS[asked], years, mentions)
    return tuple.__new__(SkillHit, (*told, *said))  # half the time of naming each


def _told_of_all(reader: Reader, found: list[Kept], asked: int, years: float | None) -> tuple[int, float | None, int]:
    """How strongly the mentions of a skill ask for it, for how many years, and at how many places they stand."""
    mentions, place = 1, found[0][0][:2]
    for draft, _, other, strongly, _ in found:
        if strongly > asked:
            asked = strongly
        if not years and other.cues & YEARS_BIT:
            years = reader.years(draft.start, -draft.minus_end, other)
        if draft.start != place[0] or draft.minus_end != place[1]:
            place = draft[:2]
            mentions += 1
    return asked, years, mentions


def _rank(evidence: Kept) -> tuple[bool, bool, float, int, int]:
    """The best evidence asks for the skill and is no degree; then the surest, the most direct, the first."""
    (start, _, _, mention), confidence, _, asked, is_field = evidence
    return (asked > CONTEXT, not is_field, confidence, -mention.support, -start)
