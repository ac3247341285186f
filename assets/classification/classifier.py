"""The classifier as the asset sees it: jobs in, one category each out.

Joins the offline rules with the LLM where one is configured. The rules themselves are `rules`.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assets.classification.rules import Classification, classify
from assets.classification.tables import classifier_version
from assets.lake.reuse.code_version import version_of
from assets.lake.reuse.jobs_of_day import JobOfDay

if TYPE_CHECKING:
    from assets.llm.desk import LlmDesk


HERE = Path(__file__).parent


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
    """Classifies jobs, offline or, given a desk, with a model.

    Args:
        desk: `assets.llm.connection.connect(lake)`; None stays offline.
    """

    def __init__(self, desk: "LlmDesk | None" = None) -> None:
        self.desk = desk

    @property
    def version(self) -> str | None:
        """Of all that decides a text's class; None with a model: its budget and faults decide, too."""
        return _offline_version() if self.desk is None else None

    def classify(self, day: date, jobs: Sequence[JobOfDay]) -> list[Classified]:
        """One answer per job, in order."""
        offline = [classify(job.title, job.description, job.employer, job.onet_soc) for job in jobs]
        if self.desk is None:
            return [_row(found, "rules", None, classifier_version()) for found in offline]
        return self._with_model(self.desk, day, jobs, offline)

    @staticmethod
    def _with_model(
        desk: "LlmDesk", day: date, jobs: Sequence[JobOfDay], offline: list[Classification]
    ) -> list[Classified]:
        """The model's answers; where it gave none, the rules' with the reason."""
        from assets.classification.llm_classification import kept_answer, prompt_version, question_of

        rules, model = classifier_version(), f"{prompt_version()}.{classifier_version()}.{desk.settings.model}"
        outcomes = desk.ask_all(day, [question_of(job) for job in jobs])
        return [
            _row(kept_answer(job, outcome.answer, found), "llm", None, model)
            if outcome.answer
            else _row(found, "rules", outcome.reason, rules)
            for job, found, outcome in zip(jobs, offline, outcomes, strict=True)
        ]


def _row(found: Classification, source: str, reason: str | None, version: str) -> Classified:
    return Classified(**asdict(found), source=source, fallback_reason=reason, classifier_version=version)


@cache
def _offline_version() -> str:
    """Of the tables and all code of the rooms that a text goes through."""
    return f"{classifier_version()}.{version_of(HERE, HERE.parent / 'text')}"
