"""One exchange with the endpoint: from the cache, or paid for, retried, written down and kept."""

import asyncio
import json
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import BaseModel

from assets.lake.calls.clock import Clock
from assets.lake.calls.ledger import INTERRUPTED, Call, Ledger
from assets.llm.asking.dialects import Level, Reply, read_reply, request_body
from assets.llm.asking.errors import BusyError, InvalidAnswerError, LlmError, OverlongError, RefusedError, TimedOutError
from assets.llm.asking.question import Question
from assets.llm.asking.schema import strict_schema
from assets.llm.exchange.answer_cache import AnswerCache, exchange_key
from assets.llm.exchange.endpoint import Endpoint
from assets.llm.limits.pace import Pace
from assets.llm.limits.settings import LlmSettings
from assets.llm.limits.spending import Spending, estimated, price, tokens_of

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
DONE = {"classify": "classified", "extract": "extracted"}
ENDPOINT = "chat/completions"


@dataclass
class Exchanges:
    """Everything an exchange needs, shared by a run."""

    settings: LlmSettings
    endpoint: Endpoint
    cache: AnswerCache
    ledger: Ledger
    spending: Spending
    pace: Pace
    clock: Clock
    attempts_before: dict[tuple[date, str], Counter[str]] = field(default_factory=dict)
    asked: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def reply(
        self, day: date, question: Question[Any], level: Level, messages: list[dict[str, str]], until: float
    ) -> Reply:
        """The endpoint's reply to these messages; a kept one costs nothing.

        No further attempt begins after `until`, a moment of the clock.

        Raises:
            LlmError: No reply, after all attempts that make sense.
        """
        model = str(self.settings.model)
        key = exchange_key(model, question.prompt_version, level, _schema(question), messages)
        async with self.asked.setdefault(key, asyncio.Lock()):  # one text under several jobs is one call
            kept = self.cache.get(key)
            return _read(kept) if kept is not None else await self._paid(day, question, level, messages, key, until)

    async def _paid(
        self, day: date, question: Question[Any], level: Level, messages: list[dict[str, str]], key: str, until: float
    ) -> Reply:
        """A reply of the endpoint, after as many attempts as make sense."""
        model = str(self.settings.model)
        body = request_body(level, model, messages, question.answer, self.settings.max_tokens)
        for attempt in range(1, self.settings.attempts + 1):
            try:
                return await self._attempt(day, question, body, key)
            except BusyError as error:
                wait = self._wait(key, attempt, error)
                if attempt == self.settings.attempts or self.clock.monotonic() + wait > until:
                    raise
                await self.clock.sleep(wait)
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def _attempt(self, day: date, question: Question[Any], body: dict[str, Any], key: str) -> Reply:
        """One call: intent, call, cache, record, in this order, so that a kill at any point loses no paid answer."""
        async with self.pace.turn():
            estimate = estimated(self.settings, _characters(body))
            call = self._intended(day, question, key, estimate)
            self.spending.take(call.call_id, call.kind, estimate)
            self.ledger.intend(call)
            began = self.clock.monotonic()
            try:
                received = await self.endpoint.post(body)
            except LlmError as error:
                self._failed(call, began, body, error)
                raise
            return self._answered(call, key, began, received)

    def _failed(self, call: Call, began: float, body: dict[str, Any], error: LlmError) -> None:
        """Book an attempt without an answer: what timed out at its estimate, what was too long by its length."""
        found: dict[str, Any] = {"status": _status(error), "http_status": error.http_status, "error": str(error)}
        cost = (call.cost_usd or 0.0) if isinstance(error, TimedOutError) else 0.0
        if isinstance(error, OverlongError):
            tokens = tokens_of(_characters(body)), tokens_of(error.received)
            found |= {"tokens_in": tokens[0], "tokens_out": tokens[1]}
            cost = price(self.settings, *tokens)
        self._record(call, began, cost, **found)

    def _answered(self, call: Call, key: str, began: float, received: bytes) -> Reply:
        estimate = call.cost_usd or 0.0
        try:
            reply = self._kept(key, received)
        except LlmError as error:
            self._record(call, began, estimate, status=_status(error), http_status=200, error=str(error))
            raise
        tokens_in, tokens_out = reply.tokens_in, reply.tokens_out
        cost = estimate if tokens_in is None or tokens_out is None else price(self.settings, tokens_in, tokens_out)
        self._record(
            call, began, cost, status=DONE[call.kind], http_status=200, tokens_in=tokens_in, tokens_out=tokens_out
        )
        return reply

    def _kept(self, key: str, received: bytes) -> Reply:
        """Read and keep a reply; what is no chat completion (a proxy's page) was not paid for and is not kept."""
        try:
            reply = _read(received)
        except RefusedError:
            self.cache.put(key, received)
            raise
        self.cache.put(key, received)
        return reply

    def _intended(self, day: date, question: Question[Any], key: str, estimate: float) -> Call:
        number = self._next_attempt(day, question, key)
        return Call(
            search_date=day,
            call_id=f"{day:%Y%m%d}-{key[:32]}.{number}",
            called_at=self.clock.now(),
            kind=question.kind,
            provider=self.settings.provider,
            endpoint=ENDPOINT,
            status=INTERRUPTED,
            query=question.title,
            job_key=question.job_key,
            attempt=number,
            model=self.settings.model,
            cost_usd=estimate,
            request_key=key[:32],
        )

    def _next_attempt(self, day: date, question: Question[Any], key: str) -> int:
        """The attempt's number, counting those of earlier runs."""
        known = self.attempts_before.get((day, question.kind))
        if known is None:
            calls = self.ledger.rows(day, question.kind)
            known = self.attempts_before[day, question.kind] = Counter(str(call.request_key) for call in calls)
        known[key[:32]] += 1
        return known[key[:32]]

    def _record(self, call: Call, began: float, cost: float, **found: Any) -> None:
        self.spending.settle(call.call_id, call.kind, cost)
        elapsed = round((self.clock.monotonic() - began) * 1_000)
        self.ledger.record(replace(call, response_ms=elapsed, cost_usd=cost, **found))

    def _wait(self, key: str, attempt: int, error: BusyError) -> float:
        """Seconds before the next attempt: what the endpoint asks for, else full jitter, the same in every run."""
        if error.retry_after is not None:
            return error.retry_after
        jitter = random.Random(f"{key}.{attempt}").random()  # noqa: S311 - spreads load, guards nothing
        longest: float = min(LONGEST_WAIT, FIRST_WAIT * 2.0**attempt)
        return longest * jitter


def _characters(body: dict[str, Any]) -> int:
    return sum(len(message["content"]) for message in body["messages"])


def _schema(question: Question[Any]) -> dict[str, Any]:
    model: type[BaseModel] = question.answer
    return strict_schema(model)


def _read(received: bytes) -> Reply:
    try:
        return read_reply(json.loads(received))
    except (ValueError, RecursionError):
        raise InvalidAnswerError("the endpoint's response is no JSON") from None


def _status(error: LlmError) -> str:
    return "throttled" if isinstance(error, BusyError) and error.throttled else error.status
