"""Skills by a model: the prompt, the closed answer, grounding, and how its skills join the lexicon's.

A skill counts only with a quote that stands in the description; others are dropped and counted. The model's own rating
is never asked for: confidence comes from how the quote stands and whether the lexicon agrees.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field

from assets.lake.reuse.jobs_of_day import JobOfDay
from assets.llm.asking.grounding import Found, locate
from assets.llm.asking.posting_text import fenced, pieces_of
from assets.llm.asking.question import Question, schema_note
from assets.skills.model.names import names_what_is_quoted, says_something
from assets.skills.taxonomy.taxonomy import Skill, load_taxonomy
from assets.text.sections import find_sections

Agreement = Literal["both", "llm_only", "lexicon_only"]
MOST_SKILLS = 60
NAME_LENGTH = 80
CANDIDATES = 40
INFERRED_CAP = 0.5
HIGHEST = 0.95
TABLE = Path(__file__).with_name("llm_confidence.yaml")


class NamedSkill(BaseModel):
    """One skill as the model gives it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="Short common name of the skill, such as Python or Mentoring")
    kind: Literal["hard", "soft"]
    evidence: str = Field(description="Up to 12 words copied exactly from the posting that show the skill")
    explicit: bool = Field(description="Whether the words name the skill, rather than imply it")
    requirement: Literal["required", "preferred", "mentioned"]


class SkillsAnswer(BaseModel):
    """What the model must answer."""

    model_config = ConfigDict(extra="forbid")

    skills: list[NamedSkill]


class LlmSkill(NamedTuple):
    """A skill of the model that stands in the text, under its taxonomy name where it has one."""

    name: str
    known: Skill | None
    kind: Literal["hard", "soft"]
    support: Literal["stated", "paraphrased", "inferred"]
    requirement: Literal["required", "preferred", "mentioned"]
    found: Found

    @property
    def key(self) -> str:
        """What makes it the same skill as another."""
        return self.name.casefold()


class Grounded(NamedTuple):
    """The skills of one answer that stand, each once, and how many did not."""

    skills: list[LlmSkill]
    dropped: int


SYSTEM = (
    "You list the skills that a job posting asks for: hard skills (tools, languages, methods, fields of knowledge, "
    "certificates) and soft skills. Only what the applicant should have or will use; not the employer's products or "
    "benefits. Each skill needs words copied exactly from the posting; without such words leave it out. At most 60. "
)


def system_prompt() -> str:
    """The fixed words with the schema."""
    return SYSTEM + schema_note(SkillsAnswer)


def prompt_version() -> str:
    """Changes with the fixed words and the schema."""
    return "extract-" + hashlib.sha256(system_prompt().encode()).hexdigest()[:12]


def questions_of(job: JobOfDay, found: Sequence[str]) -> list[Question[SkillsAnswer]]:
    """The questions for a job, one per piece of its text, with the names the lexicon found as suggestions."""
    names = ", ".join(found[:CANDIDATES])
    note = f"\n\nNames to prefer where they fit: {names}" if names else ""
    return [
        Question(
            kind="extract",
            job_key=job.job_key,
            title=job.title,
            prompt_version=prompt_version(),
            system=system_prompt(),
            user=fenced(job.title, piece) + note,
            answer=SkillsAnswer,
        )
        for piece in pieces_of(job.description)
    ]


def grounded(description: str, answers: Sequence[SkillsAnswer]) -> Grounded:
    """The skills whose words stand in the description, each once; the strongest support first."""
    best: dict[str, LlmSkill] = {}
    dropped = 0
    for named in [named for answer in answers for named in answer.skills[:MOST_SKILLS]]:
        skill = _placed(named, description)
        if skill is None:
            dropped += 1
        elif skill.key not in best or _rank(skill) < _rank(best[skill.key]):
            best[skill.key] = skill
    return Grounded(sorted(best.values(), key=lambda skill: (skill.kind, skill.key)), dropped)


def confidence(skill: LlmSkill, agreement: Agreement) -> float:
    """The smoothed share of right answers among those grounded and supported like this one."""
    counts = _table()[agreement][skill.support]["exact" if skill.found.exact else "tolerant"]
    share: float = (counts["right"] + 1) / (counts["of"] + 2)
    return round(min(share, INFERRED_CAP if skill.support == "inferred" else HIGHEST), 2)


def section_of(description: str, start: int) -> str:
    """The label of the section in which a place lies."""
    return next(
        (section.label for section in find_sections(description) if section.start <= start < section.end), "other"
    )


def _placed(named: NamedSkill, description: str) -> LlmSkill | None:
    name = " ".join(named.name.split())
    found = locate(named.evidence, description)
    if found is None or not name or len(name) > NAME_LENGTH:
        return None
    known = _by_surface().get(name.casefold())
    if not (says_something(found.text) if known else names_what_is_quoted(name, found.text)):
        return None
    surfaces = (name, *((known.name, *known.aliases, *known.exact) if known else ()))
    support: Literal["stated", "paraphrased", "inferred"] = "paraphrased" if named.explicit else "inferred"
    if any(locate(surface, found.text) for surface in surfaces):
        support = "stated"
    return LlmSkill(
        known.name if known else name, known, known.kind if known else named.kind, support, named.requirement, found
    )


def _rank(skill: LlmSkill) -> tuple[int, int, int]:
    return ("stated", "paraphrased", "inferred").index(skill.support), not skill.found.exact, skill.found.start


@cache
def _by_surface() -> dict[str, Skill]:
    """Skills by every way of naming them; canonical names speak before aliases."""
    skills = load_taxonomy().skills
    found: dict[str, Skill] = {}
    for skill in skills:
        found.setdefault(skill.name.casefold(), skill)
    for skill in skills:
        for surface in (*skill.aliases, *skill.exact, *skill.ambiguous):
            found.setdefault(surface.casefold(), skill)
    return found


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return table
