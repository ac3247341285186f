"""The classifier as the asset sees it: jobs in, one category each out.

Joins the offline rules with the LLM where one is configured. The rules themselves are `rules`.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from assets.classification.rules import classifier_version, classify
from assets.lake.jobs_of_day import JobOfDay


@dataclass(frozen=True)
class Classified:
    """A category with its evidence; the columns of CLASSIFIED_JOBS that are not keys."""

    category: str
    confidence: float
    evidence: str | None
    runner_up: str | None
    runner_up_confidence: float | None
    source: str
    fallback_reason: str | None
    classifier_version: str

    def row(self) -> dict[str, object]:
        """The columns."""
        return asdict(self)


class Classifier:
    """Classifies jobs."""

    def classify(self, _day: date, jobs: Sequence[JobOfDay]) -> list[Classified]:
        """One answer per job, in order."""
        return [by_rules(job) for job in jobs]


def by_rules(job: JobOfDay, fallback_reason: str | None = None) -> Classified:
    """The offline answer for a job; with the reason where the LLM was asked first."""
    found = classify(job.title, job.description, job.employer, job.onet_soc)
    return Classified(
        **asdict(found), source="rules", fallback_reason=fallback_reason, classifier_version=classifier_version()
    )
