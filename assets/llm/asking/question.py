"""A question to a model and what came of it: plain values, the same whoever answers."""

import json
from dataclasses import dataclass
from typing import Generic

from pydantic import BaseModel

from assets.lake.calls.ledger import Kind
from assets.llm.asking.dialects import Answer
from assets.llm.asking.schema import strict_schema

REPAIR = "Your answer did not fit: {problem}. Give the whole answer again as one JSON object that fits the schema."


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """One thing to ask about one job.

    Attributes:
        kind: What the ledger calls it.
        prompt_version: Changes whenever the wording does; part of the cache's key.
        system: The fixed words, first, so that a provider's prefix cache works.
        user: The posting, fenced.
        answer: The pydantic model that the answer must fit.
    """

    kind: Kind
    job_key: int
    title: str
    prompt_version: str
    system: str
    user: str
    answer: type[Answer]

    def messages(self) -> list[dict[str, str]]:
        """The first turn."""
        return [{"role": "system", "content": self.system}, {"role": "user", "content": self.user}]


@dataclass(frozen=True)
class Outcome(Generic[Answer]):
    """An answer, or the reason why there is none."""

    answer: Answer | None
    reason: str | None


def repair_turn(messages: list[dict[str, str]], said: str, problem: str) -> list[dict[str, str]]:
    """The conversation with the unfit answer and what is wrong with it."""
    return [
        *messages,
        {"role": "assistant", "content": said[:4_000] or "{}"},
        {"role": "user", "content": REPAIR.format(problem=problem[:500])},
    ]


def schema_note(model: type[BaseModel]) -> str:
    """The schema as words of the prompt, for endpoints that do not show or enforce it."""
    return "Answer with one JSON object that fits this schema:\n" + json.dumps(strict_schema(model), sort_keys=True)
