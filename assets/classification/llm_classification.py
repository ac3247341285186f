"""Classification by a model: the prompt, the closed answer, and what of it is kept.

The model quotes its evidence; a quote that does not stand in the posting is dropped. Its confidence is never asked for:
it comes from whether the quote stands and whether the offline rules agree.
"""

import hashlib
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assets.classification.rules import Classification
from assets.classification.tables import category_names, read
from assets.lake.reuse.jobs_of_day import JobOfDay
from assets.llm.asking.grounding import locate
from assets.llm.asking.posting_text import fenced, pieces_of
from assets.llm.asking.question import Question, schema_note

QUOTE_LENGTH = 200
Category = StrEnum("Category", {name: name for name in category_names()})  # type: ignore[misc]


class CategoryAnswer(BaseModel):
    """What the model must answer."""

    model_config = ConfigDict(extra="forbid")

    category: Category = Field(description="The one category of the job")
    second_category: Category | None = Field(description="The next best category, or null")
    evidence: str = Field(max_length=400, description="Up to 12 words copied exactly from the posting that show it")


SYSTEM = (
    "You sort job postings into categories. Decide by the occupation that is hired for, not by the employer's trade. "
    "A machine learning job is in Data Science and AI, a dashboard or pipeline job in Data Engineering and Analytics. "
    "Where the posting does not tell, the category is Other. "
)


def system_prompt() -> str:
    """The fixed words with the schema."""
    return SYSTEM + schema_note(CategoryAnswer)


def prompt_version() -> str:
    """Changes with the fixed words, the schema and the categories."""
    return "classify-" + hashlib.sha256(system_prompt().encode()).hexdigest()[:12]


def question_of(job: JobOfDay) -> Question[CategoryAnswer]:
    """The question for a job; of a very long text the first piece, which names the occupation."""
    pieces = pieces_of(job.description) or [""]
    return Question(
        kind="classify",
        job_key=job.job_key,
        title=job.title,
        prompt_version=prompt_version(),
        system=system_prompt(),
        user=fenced(job.title, pieces[0]),
        answer=CategoryAnswer,
    )


def kept_answer(job: JobOfDay, answer: CategoryAnswer, rules: Classification) -> Classification:
    """The model's answer with the project's own confidence."""
    found = locate(answer.evidence, job.description) or locate(answer.evidence, job.title)
    agreement: Literal["both", "llm_only"] = "both" if str(answer.category) == rules.category else "llm_only"
    numbers = _table()[agreement]["grounded" if found else "ungrounded"]
    confidence = round((numbers["right"] + 1) / (numbers["of"] + 2), 2)
    second = str(answer.second_category) if answer.second_category else None
    if agreement == "llm_only":
        second = rules.category
    second = second if second != str(answer.category) else None
    return Classification(
        category=str(answer.category),
        confidence=confidence,
        evidence=f'quote: "{found.text[:QUOTE_LENGTH]}"' if found else None,
        runner_up=second,
        runner_up_confidence=round((1 - confidence) / 2, 2) if second else None,
    )


def _table() -> dict[str, Any]:
    table: dict[str, Any] = read("llm_accuracy.yaml")
    return table
