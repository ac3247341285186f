"""One attempt at a page as the ledger knows it: before the call, after an answer, after a failure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from assets.lake.calls.ledger import INTERRUPTED, Call
from assets.lake.calls.masking import KeyMask
from assets.lake.raw.envelope import Envelope
from assets.lake.raw.raw_answers import RawAnswer, RawRequest
from assets.search.answers.errors import CoolDownError, LongPauseError, SearchError
from assets.search.answers.scrub import scrub

KEPT_HEADERS = ("age", "content-type", "date", "etag", "retry-after", "x-request-id", "x-rapidapi-proxy-response")
KEPT_PREFIXES = ("x-ratelimit-", "x-sample-")
UNTIL = "no call before "
PAUSES = (CoolDownError.__name__, LongPauseError.__name__)


@dataclass(frozen=True)
class Page:
    """One page to ask for: the request as raw will describe it, its name, and the attempts earlier runs made at it.

    Attributes:
        base: The host that is asked, for a source that has several; None for its only one.
        known: What the source answered to the same request on a day before; it may say that nothing has changed.
    """

    day: date
    name: str
    request: RawRequest
    attempts_before: int = 0
    base: str | None = None
    known: RawAnswer | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """The headers by which an answer that has not changed need not be sent again."""
        tag = self.known.request.headers.get("etag") if self.known else None
        return {"if-none-match": tag} if tag else {}


def intended(page: Page, number: int, began: datetime, credits: int = 1) -> Call:  # noqa: A002 - the ledger's word
    """The row of an attempt that is about to be made: interrupted, and spent, unless more is heard of it."""
    request, attempt = page.request, page.attempts_before + number
    return Call(
        search_date=page.day,
        call_id=f"{page.name}.{attempt}",
        called_at=began,
        kind="search",
        provider=request.provider,
        endpoint=request.endpoint,
        status=INTERRUPTED,
        search_name=request.search_name,
        search_version=request.search_version,
        panel=request.panel,
        query=request.query,
        country=request.country,
        date_posted=request.date_posted,
        page=request.page,
        attempt=attempt,
        credits=credits,
        request_key=page.name,
    )


def failed(call: Call, error: SearchError, elapsed_ms: int, quota_left: int | None) -> Call:
    """The row of an attempt that brought no answer."""
    return replace(
        call,
        status=error.status,
        http_status=error.http_status,
        response_ms=elapsed_ms,
        credits=error.credits * call.credits,
        quota_left=quota_left,
        error=f"{type(error).__name__}: {error}",
    )


def answered(call: Call, request: RawRequest, envelope: Envelope, key: str, quota_left: int | None) -> Call:
    """The row of an attempt whose answer has landed. Empty and unreadable ones cost a credit too."""
    return replace(
        call,
        called_at=request.called_at,
        status="failed" if envelope.unread else "processed" if envelope.results else "empty",
        http_status=request.http_status,
        response_ms=request.response_ms,
        quota_left=quota_left,
        results=len(envelope.results),
        raw_file=key,
        error=envelope.problem,
    )


def kept_headers(headers: Mapping[str, str], mask: KeyMask) -> dict[str, str]:
    """The response headers that matter later, lower-case names, without the key."""
    lower = {name.lower(): value for name, value in headers.items()}
    return {
        name: scrub(value, mask, 300)
        for name, value in sorted(lower.items())
        if name in KEPT_HEADERS or name.startswith(KEPT_PREFIXES)
    }


def cooling_down(calls: Iterable[Call], now: datetime) -> str | None:
    """The message of a cool-down that an earlier call met, in whichever run, and that is not over yet."""
    for call in calls:
        name, _, message = (call.error or "").partition(": ")
        until = message.partition(UNTIL)[2].partition(";")[0]
        if name in PAUSES and until and datetime.fromisoformat(until) > now:
            return message
    return None


def last_throttled(calls: Iterable[Call]) -> datetime | None:
    """When the last of these calls was answered 429."""
    return max((call.called_at for call in calls if call.http_status == 429), default=None)
