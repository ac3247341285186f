"""The desk: questions in, answers or reasons out. The one thing of this package that stages use.

It asks at the best level the endpoint understands, lets the model repair an unfit answer once, and turns every failure
into a reason, so that the caller answers offline and says why.
"""

import asyncio
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

import httpx

from assets.lake.calls.clock import Clock, SystemClock
from assets.lake.calls.ledger import Ledger
from assets.lake.storage.storage import Lake
from assets.llm.asking.dialects import Answer, Level, parse_answer
from assets.llm.asking.errors import (
    BusyError,
    CapReachedError,
    CircuitOpenError,
    InvalidAnswerError,
    LlmError,
    LockedOutError,
    RejectedError,
)
from assets.llm.asking.question import Outcome, Question, repair_turn
from assets.llm.exchange.answer_cache import AnswerCache
from assets.llm.exchange.endpoint import Endpoint
from assets.llm.exchange.exchange import Exchanges
from assets.llm.exchange.ladder import Ladder
from assets.llm.limits.breaker import Breaker
from assets.llm.limits.pace import Pace
from assets.llm.limits.settings import LlmSettings
from assets.llm.limits.spending import Spending, read_spending


class LlmDesk:
    """Answers questions with one model for one run.

    Args:
        lake: Keeps replies, the ledger and the endpoint's level.
        settings: A configured endpoint.
        run_id: Names the ledger's journal.
        clock: Whose seconds count.
    """

    def __init__(self, lake: Lake, settings: LlmSettings, run_id: str, clock: Clock | None = None) -> None:
        if not settings.configured:
            raise ValueError("no model: set JOBLAKE_LLM_BASE_URL and JOBLAKE_LLM_MODEL")
        self.lake, self.settings, self.clock = lake, settings, clock or SystemClock()
        self.ledger = Ledger(lake, run_id)
        self.cache = AnswerCache(lake)
        self.ladder = Ladder(lake, settings)
        self.breaker = Breaker(self.clock)

    @cached_property
    def spending(self) -> Spending:
        """What month and run have cost, read from the ledger when the first question comes."""
        return read_spending(self.ledger, self.settings, self.clock.now())

    def ask_all(self, day: date, questions: Sequence[Question[Answer]]) -> list[Outcome[Answer]]:
        """One outcome per question, in order. The first question goes alone while the endpoint's level is unknown."""
        return asyncio.run(self._ask_all(day, questions)) if questions else []

    async def _ask_all(self, day: date, questions: Sequence[Question[Answer]]) -> list[Outcome[Answer]]:
        # The environment's proxies are not trusted: the key goes to the configured host alone.
        async with httpx.AsyncClient(timeout=self.settings.timeout, follow_redirects=False, trust_env=False) as http:
            pace = Pace(self.settings.max_concurrent, self.settings.max_per_minute, self.clock)
            endpoint = Endpoint(self.settings, http)
            shared = Exchanges(self.settings, endpoint, self.cache, self.ledger, self.spending, pace, self.clock)
            workers = asyncio.Semaphore(self.settings.max_concurrent)
            found: list[Outcome[Answer]] = []
            while len(found) < len(questions) and not self.ladder.proven and not self._given_up():
                found.append(await self._outcome(shared, day, questions[len(found)]))

            async def one(question: Question[Answer]) -> Outcome[Answer]:
                async with workers:
                    return await self._outcome(shared, day, question)

            return found + list(await asyncio.gather(*(one(question) for question in questions[len(found) :])))

    def _given_up(self) -> bool:
        try:
            self.breaker.check()
        except CircuitOpenError:
            return True
        return False

    async def _outcome(self, shared: Exchanges, day: date, question: Question[Answer]) -> Outcome[Answer]:
        try:
            return Outcome(await self._ask(shared, day, question), None)
        except LlmError as error:
            if isinstance(error, BusyError | LockedOutError):
                self.breaker.failed(error)
            return Outcome(None, _reason(error))

    async def _ask(self, shared: Exchanges, day: date, question: Question[Answer]) -> Answer:
        """Climb down the ladder until an answer fits."""
        level: Level | None = self.ladder.level
        until = self.clock.monotonic() + self.settings.deadline
        while level is not None:
            try:
                answer = await self._ask_at(shared, day, question, level, until)
            except (RejectedError, InvalidAnswerError):
                level = self.ladder.below(level)
                if level is None:
                    raise
                continue
            self.ladder.prove(level)
            self.breaker.succeeded()
            return answer
        raise AssertionError("unreachable: the loop returns or raises")

    async def _ask_at(
        self, shared: Exchanges, day: date, question: Question[Answer], level: Level, until: float
    ) -> Answer:
        """One answer at a level, with one repair turn."""
        messages = question.messages()
        reply = await self._reply(shared, day, question, level, messages, until)
        try:
            return parse_answer(reply, question.answer)
        except InvalidAnswerError as error:
            messages = repair_turn(messages, reply.text, str(error))
        return parse_answer(await self._reply(shared, day, question, level, messages, until), question.answer)

    async def _reply(self, shared: Exchanges, *asked: Any) -> Any:
        self.breaker.check()
        return await shared.reply(*asked)


def _reason(error: LlmError) -> str:
    """The reason on a row: kind and message, one line."""
    if isinstance(error, CapReachedError | CircuitOpenError):
        return str(error)[:200]
    return f"{error.status}: {error}"[:200]
