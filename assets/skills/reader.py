"""The extractor as the asset sees it: jobs in, rows of skills out.

Joins the offline extractor with the LLM where one is configured: rows of both stand side by side, each says whether the
other agrees. What counts as evidence is `extraction`'s business.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assets.lake.jobs_of_day import JobOfDay
from assets.lake.partition_writer import Row
from assets.skills.extraction import SkillHit, extract_skills, extractor_version

if TYPE_CHECKING:
    from assets.llm.desk import LlmDesk
    from assets.llm.question import Outcome
    from assets.skills.llm_skills import LlmSkill


_TEXTS_KEPT = 2_048  # some 40 MB; most jobs of a day were there the day before, so a backfill reads them once


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
        self._extract = lru_cache(maxsize=_TEXTS_KEPT)(extract_skills)
        self.dropped = 0
        self.kept = 0

    def read(self, day: date, jobs: Sequence[JobOfDay]) -> list[list[Row]]:
        """The rows of each job, in order."""
        hits = [self._extract(job.title, job.description) for job in jobs]
        if self.desk is None:
            return [lexicon_rows(found) for found in hits]
        return self._with_model(self.desk, day, jobs, hits)

    def _with_model(
        self, desk: "LlmDesk", day: date, jobs: Sequence[JobOfDay], hits: list[list[SkillHit]]
    ) -> list[list[Row]]:
        from assets.skills.llm_skills import questions_of

        asked = [questions_of(job, found) for job, found in zip(jobs, hits, strict=True)]
        outcomes = iter(desk.ask_all(day, [question for questions in asked for question in questions]))
        return [
            self._joined(str(desk.settings.model), job, found, [next(outcomes) for _ in questions])
            for job, found, questions in zip(jobs, hits, asked, strict=True)
        ]

    def _joined(self, model: str, job: JobOfDay, hits: list[SkillHit], outcomes: "list[Outcome[Any]]") -> list[Row]:
        """Rows of both sources. Where a piece of the text went unanswered, the lexicon's rows give the reason."""
        from assets.skills.llm_skills import confidence, grounded, prompt_version

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
    from assets.skills.llm_skills import confidence, section_of

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
