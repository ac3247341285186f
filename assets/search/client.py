"""The client: asks for one page, tries again where that may help, and writes down every attempt before and after.

An answer is landed before anything reads it. Which pages to ask for is `search_day`'s, what a response means is
`verdict`'s.
"""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from assets.lake import raw_answers
from assets.lake.envelope import read_envelope
from assets.lake.ledger import Call, Ledger
from assets.lake.raw_answers import RawRequest
from assets.lake.storage import Lake
from assets.search import scrub
from assets.search.budget import Purse
from assets.search.clock import Clock
from assets.search.errors import (
    AccountError,
    ConnectionLostError,
    CoolDownError,
    SearchError,
    ThrottledError,
    TimeoutBilledError,
    TransientError,
)
from assets.search.pace import Pace
from assets.search.source import ApiSource
from assets.search.verdict import quota_left, verdict

ATTEMPTS = 3
LONGEST_WAIT = 120.0  # a Retry-After beyond it is not waited out inside a run
FIRST_WAIT = 2.0
# How long after a 429 a 403 still reads as a pause imposed on the key.
THROTTLE_MEMORY = timedelta(minutes=15)
KEPT_HEADERS = (
    "age",
    "cache-control",
    "content-type",
    "date",
    "retry-after",
    "x-request-id",
    "x-rapidapi-proxy-response",
)
KEPT_PREFIXES = ("x-ratelimit-", "x-sample-")


@dataclass(frozen=True)
class Page:
    """One page to ask for: the request as raw will describe it, its name, and the attempts earlier runs made at it."""

    day: date
    name: str
    request: RawRequest
    attempts_before: int = 0


@dataclass
class SearchClient:
    """Asks one source on behalf of one run.

    Attributes:
        throttled_at: When the last 429 came, from this run or an earlier one; a 403 soon after it is a cool-down.
        stopped: The error that concerns every further call; set by the first call that meets it.
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

    async def _attempt(self, page: Page, number: int) -> str:
        async with self.pace.turn():
            if self.stopped:
                raise self.stopped
            self.purse.take()
            began, tick = self.clock.now(), self.clock.monotonic()
            call = self._call(page, page.attempts_before + number, began)
            self.ledger.intend(call)
            try:
                response = await self._send(page)
            except SearchError as error:
                elapsed = round((self.clock.monotonic() - tick) * 1000)
                self._record_failure(replace(call, response_ms=elapsed), error)
                raise
            elapsed = round((self.clock.monotonic() - tick) * 1000)
            return self._land(page, call, response, elapsed)

    async def _send(self, page: Page) -> httpx.Response:
        url = f"{self.source.base_url}/{page.request.endpoint}"
        limit = self.source.timeout_seconds
        try:
            async with asyncio.timeout(limit):
                response = await self.http.get(url, params=page.request.params)
        except (TimeoutError, httpx.TimeoutException):
            raise TimeoutBilledError(f"no whole answer within {limit:g} s; the source bills it all the same") from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            said = scrub.scrub(str(error), self.source.key, 160) or "no details"
            raise ConnectionLostError(f"{type(error).__name__}: {said}") from None
        now = self.clock.now()
        error_found = verdict(
            response.status_code,
            response.headers,
            response.content,
            now=now,
            throttled=self.throttled_at is not None and now - self.throttled_at <= THROTTLE_MEMORY,
            secret=self.source.key,
        )
        self._note_quota(response)
        if error_found:
            raise error_found
        return response

    def _note_quota(self, response: httpx.Response) -> None:
        left = quota_left(response.headers)
        if left is not None:
            self.quota_left = left

    def _record_failure(self, call: Call, error: SearchError) -> None:
        if isinstance(error, ThrottledError):
            self.throttled_at = self.clock.now()
        if isinstance(error, AccountError):
            self.stopped = self.stopped or error
        if error.credits == 0:
            self.purse.give_back()
        self.ledger.record(
            replace(
                call,
                status=error.status,
                http_status=error.http_status,
                credits=error.credits,
                quota_left=self.quota_left if error.http_status else None,
                error=f"{type(error).__name__}: {error}",
            )
        )

    def _land(self, page: Page, call: Call, response: httpx.Response, elapsed: int) -> str:
        body, redacted = scrub.overwrite(response.content, self.source.key)
        called_at, response_ms = self.source.stamp(response.headers, call.called_at, elapsed)
        request = page.request.model_copy(
            update={
                "called_at": called_at,
                "response_ms": response_ms,
                "http_status": response.status_code,
                "headers": self._kept(response.headers),
                "redacted": redacted,
            }
        )
        key = raw_answers.land(self.lake, page.day, page.name, request, body)
        envelope = read_envelope(body)
        self.ledger.record(
            replace(
                call,
                called_at=called_at,
                response_ms=response_ms,
                status="processed" if envelope.results else "empty",
                http_status=response.status_code,
                quota_left=quota_left(response.headers),
                results=len(envelope.results),
                raw_file=key,
                error=envelope.problem,
            )
        )
        return key

    def _kept(self, headers: httpx.Headers) -> dict[str, str]:
        kept = {name.lower(): value for name, value in headers.items()}
        return {
            name: scrub.scrub(value, self.source.key, 300)
            for name, value in sorted(kept.items())
            if name in KEPT_HEADERS or name.startswith(KEPT_PREFIXES)
        }

    def _call(self, page: Page, attempt: int, began: datetime) -> Call:
        request = page.request
        return Call(
            search_date=page.day,
            call_id=f"{page.name}.{attempt}",
            called_at=began,
            kind="search",
            provider=request.provider,
            endpoint=request.endpoint,
            status="interrupted",
            search_name=request.search_name,
            search_version=request.search_version,
            panel=request.panel,
            query=request.query,
            country=request.country,
            date_posted=request.date_posted,
            page=request.page,
            attempt=attempt,
            credits=1,
            request_key=page.name,
        )


def still_cooling(calls: list[Call], now: datetime) -> str | None:
    """The message of a cool-down that earlier calls met and that is not over yet."""
    for call in reversed(calls):
        if call.error and call.error.startswith(f"{CoolDownError.__name__}: "):
            until = call.error.partition("no call before ")[2].partition(";")[0]
            if until and datetime.fromisoformat(until) > now:
                return call.error.removeprefix(f"{CoolDownError.__name__}: ")
    return None
