"""The extractor as the asset sees it: jobs in, rows of skills out.

Joins the offline extractor with the LLM where one is configured: rows of both stand side by side, each says whether the
other agrees. What counts as evidence is `extraction`'s business.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from assets.lake.reuse.code_version import version_of
from assets.lake.reuse.jobs_of_day import JobOfDay
from assets.lake.storage.partition_writer import Row
from assets.lake.tables.schemas import EXTRACTED_SKILLS
from assets.skills.extraction import SkillHit, extract_skills, extractor_version

if TYPE_CHECKING:
    from assets.llm.asking.question import Outcome
    from assets.llm.desk import LlmDesk
    from assets.skills.model.llm_skills import LlmSkill


HERE = Path(__file__).parent
# The columns of EXTRACTED_SKILLS in the order of SkillHit.
_OF_HIT = (
    *("skill", "skill_id", "kind", "type", "family", "source", "support", "confidence", "evidence_start"),
    *("evidence_end", "evidence_text", "section", "requirement", "years", "mentions"),
)


class SkillReader:
    """Reads the skills of jobs, offline or, given a desk, with a model beside the lexicon.

    Args:
        desk: `assets.llm.connection.connect(lake)`; None stays offline.

    Attributes:
        dropped: Skills of the model so far whose quote stood nowhere; the first alarm for a bad prompt or model.
        kept: Those that stood.
    """

    def __init__(self, desk: "LlmDesk | None" = None) -> None:
        self.desk = desk
        self.dropped = 0
        self.kept = 0

    @property
    def version(self) -> str | None:
        """Of all that decides a text's rows; None with a model: its budget and faults decide, too."""
        return _offline_version() if self.desk is None else None

    def read(self, day: date, jobs: Sequence[JobOfDay]) -> pa.Table:
        """The rows of these jobs, as EXTRACTED_SKILLS has them."""
        hits = [extract_skills(job.title, job.description, language=job.language) for job in jobs]
        if self.desk is None:
            return lexicon_table(day, jobs, hits)
        rows = self._with_model(self.desk, day, jobs, hits)
        return pa.Table.from_pylist(
            [
                {"search_date": day, "job_key": job.job_key, "content_hash": job.content_hash, **row}
                for job, found in zip(jobs, rows, strict=True)
                for row in found
            ],
            schema=EXTRACTED_SKILLS.schema,
        )

    def _with_model(
        self, desk: "LlmDesk", day: date, jobs: Sequence[JobOfDay], hits: list[list[SkillHit]]
    ) -> list[list[Row]]:
        from assets.skills.model.llm_skills import questions_of

        asked = [questions_of(job, [hit.skill for hit in found]) for job, found in zip(jobs, hits, strict=True)]
        outcomes = iter(desk.ask_all(day, [question for questions in asked for question in questions]))
        return [
            self._joined(str(desk.settings.model), job, found, [next(outcomes) for _ in questions])
            for job, found, questions in zip(jobs, hits, asked, strict=True)
        ]

    def _joined(self, model: str, job: JobOfDay, hits: list[SkillHit], outcomes: "list[Outcome[Any]]") -> list[Row]:
        """Rows of both sources. Where a piece of the text went unanswered, the lexicon's rows give the reason."""
        from assets.skills.model.llm_skills import confidence, grounded, prompt_version

        reason = next((outcome.reason for outcome in outcomes if outcome.reason), None)
        found = grounded(job.description, [outcome.answer for outcome in outcomes if outcome.answer])
        self.dropped += found.dropped
        self.kept += len(found.skills)
        named = {skill.key: skill for skill in found.skills}
        shared = {hit.skill.casefold() for hit in hits} & set(named)
        both = {key: confidence(named[key], "both") for key in shared}
        version = f"{prompt_version()}.{extractor_version()}.{model}"
        mentions = {hit.skill.casefold(): hit.mentions for hit in hits}
        return lexicon_rows(hits, both, reason) + [
            _llm_row(job.description, skill, mentions.get(skill.key, 1), version, agrees=skill.key in both)
            for skill in found.skills
        ]


@cache
def _offline_version() -> str:
    """Of the taxonomy, the weights and all code of the rooms that a text goes through."""
    return f"{extractor_version()}.{version_of(HERE, HERE.parent / 'text')}"


def lexicon_table(day: date, jobs: Sequence[JobOfDay], hits: Sequence[Sequence[SkillHit]]) -> pa.Table:
    """What the lexicon found in each job as a table: column by column, at a third of the cost of a row at a time."""
    flat = [hit for found in hits for hit in found]
    owners = [job for job, found in zip(jobs, hits, strict=True) for _ in found]
    told = zip(*flat, strict=True) if flat else ([] for _ in _OF_HIT)
    columns: dict[str, Sequence[object]] = dict(zip(_OF_HIT, told, strict=True))
    columns |= {
        "search_date": [day] * len(flat),
        "job_key": [job.job_key for job in owners],
        "content_hash": [job.content_hash for job in owners],
        "agreement": ["lexicon_only"] * len(flat),
        "fallback_reason": [None] * len(flat),
        "extractor_version": [extractor_version()] * len(flat),
    }
    schema = EXTRACTED_SKILLS.schema
    return pa.table([pa.array(columns[field.name], field.type) for field in schema], schema=schema)


def lexicon_rows(
    hits: Sequence[SkillHit], both: Mapping[str, float] | None = None, reason: str | None = None
) -> list[Row]:
    """The columns of EXTRACTED_SKILLS that are not keys, for each hit.

    Args:
        hits: What the lexicon found.
        both: The confidence of skills that the model found too, by case-folded name. Agreement can only raise the
            lexicon's own, and not that of an inferred skill.
        reason: Why the model gave no answer, where it was asked.
    """
    version = extractor_version()
    if not both:
        return [_row(hit, version, reason, None) for hit in hits]
    return [_row(hit, version, reason, both.get(hit.skill.casefold())) for hit in hits]


def _row(hit: SkillHit, version: str, reason: str | None, agreed: float | None) -> Row:
    raised = agreed if agreed is not None and hit.support != "inferred" else 0.0
    return {
        "skill": hit.skill,
        "skill_id": hit.skill_id,
        "kind": hit.kind,
        "type": hit.type,
        "family": hit.family,
        "source": hit.source,
        "support": hit.support,
        "confidence": max(hit.confidence, raised),
        "evidence_start": hit.start,
        "evidence_end": hit.end,
        "evidence_text": hit.text,
        "section": hit.section,
        "requirement": hit.requirement,
        "years": hit.years,
        "mentions": hit.mentions,
        "agreement": "lexicon_only" if agreed is None else "both",
        "fallback_reason": reason,
        "extractor_version": version,
    }


def _llm_row(description: str, skill: "LlmSkill", mentions: int, version: str, *, agrees: bool) -> Row:
    from assets.skills.model.llm_skills import confidence, section_of

    return {
        "skill": skill.name,
        "skill_id": skill.known.skill_id if skill.known else None,
        "kind": skill.kind,
        "type": skill.known.type if skill.known else None,
        "family": skill.known.family if skill.known else None,
        "source": f"llm_{skill.kind}",
        "support": skill.support,
        "confidence": confidence(skill, "both" if agrees else "llm_only"),
        "evidence_start": skill.found.start,
        "evidence_end": skill.found.end,
        "evidence_text": skill.found.text,
        "section": section_of(description, skill.found.start),
        "requirement": skill.requirement,
        "years": None,
        "mentions": mentions,
        "agreement": "both" if agrees else "llm_only",
        "fallback_reason": None,
        "extractor_version": version,
    }
