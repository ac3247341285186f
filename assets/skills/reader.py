"""The extractor as the asset sees it: jobs in, rows of skills out.

Joins the offline extractor with the LLM where one is configured. What counts as evidence is `extraction`'s business.
"""

from collections.abc import Sequence
from datetime import date

from assets.lake.jobs_of_day import JobOfDay
from assets.lake.partition_writer import Row
from assets.skills.extraction import SkillHit, extract_skills, extractor_version


class SkillReader:
    """Reads the skills of jobs."""

    def read(self, _day: date, jobs: Sequence[JobOfDay]) -> list[list[Row]]:
        """The rows of each job, in order."""
        version = extractor_version()
        return [[_row(hit, version) for hit in extract_skills(job.title, job.description)] for job in jobs]


def _row(hit: SkillHit, version: str) -> Row:
    """The columns of EXTRACTED_SKILLS that are not keys."""
    return {
        "skill": hit.skill,
        "skill_id": hit.skill_id,
        "kind": hit.kind,
        "type": hit.type,
        "family": hit.family,
        "source": hit.source,
        "support": hit.support,
        "confidence": hit.confidence,
        "evidence_start": hit.start,
        "evidence_end": hit.end,
        "evidence_text": hit.text,
        "section": hit.section,
        "requirement": hit.requirement,
        "years": hit.years,
        "mentions": hit.mentions,
        "agreement": "lexicon_only",
        "fallback_reason": None,
        "extractor_version": version,
    }
