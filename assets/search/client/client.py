"""The client: asks for one page, tries again where that may help, and writes down every attempt before and after.

Every 200 is landed before anything reads it. Which pages to ask for is `search_day`'s, what a response means is
`verdict`'s.
"""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from assets.lake.calls.clock import Clock
from assets.lake.calls.ledger import Call, Ledger
from assets.lake.calls.masking import KeyMask
from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawAnswer
from assets.lake.storage.storage import Lake
from assets.search.answers.body import REFUSAL_BYTES, Body, read_body
from assets.search.answers.errors import (
    AccountError,
    BudgetSpentError,
    ConnectionLostError,
    SearchError,
    ThrottledError,
    TimeoutBilledError,
    TransientError,
)
from assets.search.answers.scrub import scrub
from assets.search.answers.verdict import LONGEST_WAIT, quota_left, verdict
from assets.search.budget.budget import Purse
from assets.search.budget.pace import Pace
from assets.search.client import attempt as attempt_rows
from assets.search.client.attempt import Page
from assets.search.client.intent import Intent
from assets.search.connections.source import ApiSource
from assets.sources.answers import read_answer

OK, NOT_MODIFIED = 200, 304
ATTEMPTS = 3
FIRST_WAIT = 2.0
SILENT_WAIT = 5.0  # a longer one is said
# How long after a 429 a 403 still reads as a pause imposed on the key.
THROTTLE_MEMORY = timedelta(minutes=15)


def _tell(sentence: str) -> None:
    """Say it where a person waits; in Dagster's UI it stands in the step's output."""
    sys.stderr.write(f"joblake: {sentence}\n")


@dataclass(frozen=True)
class Answer:
    """A 200, or a 304 with the body that has not changed: its headers and its body."""

    headers: httpx.Headers
    body: Body
    status: int = OK


@dataclass
class SearchClient:
    """Asks one source on behalf of one run.

    Attributes:
        throttled_at: When the last 429 came, from this run or an earlier one; a 403 soon after it is a cool-down.
        stopped: The error that concerns every further call; set by the first call that meets it.
        tell: Says what a run waits for.
    """

    lake: Lake
    ledger: Ledger
    source: ApiSource
    http: httpx.AsyncClient
    purse: Purse
    pace: Pace
    clock: Clock
    jitter: Random = field(default_factory=Random)
    throttled_at: datetime | None = None
    stopped: AccountError | None = None
    quota_left: int | None = None
    tell: Callable[[str], None] = _tell

    def __post_init__(self) -> None:
        self._mask = KeyMask(*self.source.secrets)

    async def fetch(self, page: Page) -> str:
        """Ask for a page until it is answered, and land the answer; its lake key.

        Raises:
            TransientError: The last of the attempts failed too.
            PermanentError: Trying again is pointless.
        """
        tries = AsyncRetrying(
            retry=retry_if_exception_type(TransientError),
            stop=stop_after_attempt(ATTEMPTS),
            wait=self._wait,
            before_sleep=partial(self._say_wait, page),
            sleep=self.clock.sleep,
            reraise=True,
        )
        async for attempt in tries:
            with attempt:
                return await self._attempt(page, attempt.retry_state.attempt_number)
        raise AssertionError("the retries end by returning or raising")

    def _wait(self, state: RetryCallState) -> float:
        """What the source asked for, within reason; else doubling waits, jittered so that searches do not march."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, TransientError) else None
        if asked is not None:
            return min(asked, LONGEST_WAIT)
        longest = FIRST_WAIT * float(2 ** (state.attempt_number - 1))
        return float(longest * (0.5 + self.jitter.random() / 2))

    def _say_wait(self, page: Page, state: RetryCallState) -> None:
        error, action = state.outcome and state.outcome.exception(), state.next_action
        if action and action.sleep > SILENT_WAIT:
            attempt = f"attempt {state.attempt_number + 1} of {ATTEMPTS}"
            self.tell(f"{page.request.search_name} waits {action.sleep:.0f} s before {attempt}: {error}")

    async def _attempt(self, page: Page, number: int) -> str:
        async with self.pace.turn():
            if self.stopped:
                raise self.stopped
            self._pay()
            call = attempt_rows.intended(page, number, self.clock.now(), self.source.credits)
            intent = Intent(self.ledger, call)
            if not self.source.paid:  # the sample is called without a connection, so nothing would tell the moment
                intent.write()
            tick = self.clock.monotonic()
            try:
                answer = await self._send(page, intent)
            except SearchError as error:
                self._fail(call, error, self._ms_since(tick))
                raise
            return self._land(page, call, answer, self._ms_since(tick))

    def _pay(self) -> None:
        try:
            self.purse.take()
        except BudgetSpentError as error:
            self.stopped = error
            raise

    async def _send(self, page: Page, intent: Intent) -> Answer:
        url = f"{page.base or self.source.base_url}/{page.request.endpoint}"
        limit = self.source.timeout_seconds
        params = {**page.request.params, **self.source.key_params()}
        asked = self.http.stream("GET", url, params=params, headers=page.conditions, extensions={"trace": intent.trace})
        try:
            async with asyncio.timeout(limit), asked as response:
                most = self.source.longest_body
                body = await read_body(response, most if response.status_code == 200 else min(most, REFUSAL_BYTES))
        except (TimeoutError, httpx.TimeoutException):
            raise TimeoutBilledError(f"no whole answer within {limit:g} s; the source bills it all the same") from None
        except httpx.TransportError as error:
            said = scrub(str(error), self._mask, 160) or "no details"
            raise ConnectionLostError(f"{type(error).__name__}: {said}") from None
        left = quota_left(response.headers)
        self.quota_left = self.quota_left if left is None else left
        if response.status_code == NOT_MODIFIED and page.known and page.conditions:
            return Answer(response.headers, Body(page.known.body), NOT_MODIFIED)
        body = self._without_half_a_key(body)
        refusal = self._verdict(response, body)
        if refusal:
            raise refusal
        return Answer(response.headers, body)

    def _without_half_a_key(self, body: Body) -> Body:
        """A body that was cut, masked and cut again, so that it does not end within an echo of the key."""
        if not body.flaw or not self._mask:
            return body
        return replace(body, content=self._mask.body(body.content)[: max(0, len(body.content) - self._mask.longest)])

    def _verdict(self, response: httpx.Response, body: Body) -> SearchError | None:
        now = self.clock.now()
        recently = self.throttled_at is not None and now - self.throttled_at <= THROTTLE_MEMORY
        status, said = response.status_code, self.source.signs
        return verdict(status, response.headers, body.content, now=now, throttled=recently, mask=self._mask, signs=said)

    def _fail(self, call: Call, error: SearchError, elapsed_ms: int) -> None:
        if isinstance(error, ThrottledError):
            self.throttled_at = self.clock.now()
        if isinstance(error, AccountError):
            self.stopped = self.stopped or error
        if error.credits == 0:
            self.purse.give_back()
        left = None if error.http_status is None else self.quota_left
        self.ledger.record(attempt_rows.failed(call, error, elapsed_ms, left))

    def _land(self, page: Page, call: Call, answer: Answer, elapsed_ms: int) -> str:
        headers, body = answer.headers, self._mask.body(answer.body.content)
        called_at, response_ms = self.source.stamp(headers, call.called_at, elapsed_ms)
        happened = {
            "called_at": called_at,
            "response_ms": response_ms,
            "http_status": answer.status,
            "headers": attempt_rows.kept_headers(headers, self._mask),
            "redacted": body != answer.body.content,
            "flaw": answer.body.flaw,
        }
        request = page.request.model_copy(update=happened)
        key = raw_answers.land(self.lake, page.day, page.name, request, body)
        envelope = read_answer(RawAnswer(key, request, body))
        self.ledger.record(attempt_rows.answered(call, request, envelope, key, quota_left(headers)))
        return key

    def _ms_since(self, tick: float) -> int:
        return round((self.clock.monotonic() - tick) * 1000)
