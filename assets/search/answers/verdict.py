"""Verdict: reads the status of a response and says whether it is an answer or which error it is.

A 200 is an answer whatever it holds: it was paid for, so it lands. JSearch's statuses and their texts are those seen in
live use on both hosts, other sources' those their documentation and clients name; a status nobody has seen stops its
search with what was found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from assets.lake.calls.masking import KeyMask
from assets.search.answers.errors import (
    BadKeyError,
    BadRequestError,
    BlockedError,
    CoolDownError,
    LongPauseError,
    MonthSpentError,
    NotSubscribedError,
    RedirectedError,
    RetiredPathError,
    SearchError,
    ServerError,
    ThrottledError,
)
from assets.search.answers.scrub import scrub

# Seen to last from half an hour to hours; the longest pause that still lets a nightly run go on the next night.
COOL_DOWN = timedelta(hours=2)
LONGEST_COOL_DOWN = timedelta(days=1)
# A Retry-After beyond it, in seconds, is not waited out inside a run: the run stops and says when to come back.
LONGEST_WAIT = 60.0
SNIPPET = 160


@dataclass(frozen=True)
class Signs:
    """What of a verdict depends on the source: what a person can put right, and by which words it says some things.

    Attributes:
        title: The source's name for people.
        key: The variable that holds its key; None where it takes none.
        base: The setting that holds its address.
        path: What is served below that address.
        advice: What a status means and what to do, where it concerns one search alone.
        spent: Words of a 429 that say that the plan is used up, lower case.
    """

    title: str = "JSearch"
    key: str | None = "JSEARCH_API_KEY"
    base: str = "JSEARCH_BASE_URL"
    path: str = "/search-v2"
    advice: Mapping[int, str] = field(default_factory=dict)
    spent: tuple[str, ...] = ()


JSEARCH_SIGNS = Signs()


def verdict(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: datetime,
    throttled: bool,
    mask: KeyMask,
    signs: Signs = JSEARCH_SIGNS,
) -> SearchError | None:
    """The error a response stands for; None for an answer.

    Args:
        status: HTTP status.
        headers: Response headers, case-insensitive or lower-case.
        body: The body, or its beginning.
        now: When it arrived; Retry-After dates count from here.
        throttled: Whether 429s came shortly before: then a 403 is a cool-down.
        mask: Keeps the key out of messages.
        signs: What depends on the source.
    """
    if status == 200:
        return None
    said = scrub(body.decode("utf-8", errors="replace"), mask, SNIPPET) or "an empty body"
    retry_after = wait_asked(headers.get("retry-after"), now)
    if status in signs.advice:
        return BadRequestError(f"{status}, {signs.advice[status]} It says: {said}", status)
    if status == 429:
        return _too_many(said, body, now, retry_after, signs)
    if status == 408 or status >= 500:
        return _pause(status, said, now, retry_after) or ServerError(
            f"{status} from the source: {said}", status, retry_after
        )
    if status in (401, 403) and signs.key is None:
        return BlockedError(
            f"{status}, {signs.title} answers nobody here, though it takes no key: {said} Next: look whether its "
            "boards open in a browser from this machine; the next run asks again.",
            status,
        )
    if status == 403:
        return _forbidden(said, now, retry_after, signs, throttled=throttled)
    if 300 <= status < 400:
        return _elsewhere(status, scrub(headers.get("location", ""), mask, SNIPPET), signs)
    return _permanent(status, said, signs)


def _permanent(status: int, said: str, signs: Signs) -> SearchError:
    if status == 401:
        return BadKeyError(f"401, the key is refused: {said} Next: check {signs.key} and {signs.base}.", status)
    if status in (404, 410):
        return RetiredPathError(
            f"{status}, this path is not served (not a matter of the key): {said} "
            f"Next: {signs.base} must be a base below which {signs.path} is served.",
            status,
        )
    if status in (400, 422):
        return BadRequestError(
            f"{status}, the search was refused: {said} Next: loosen its filters in searches.yaml.", status
        )
    return BadRequestError(
        f"{status}, which {signs.title} is not known to answer: {said} Next: look at what stands between here and "
        f"{signs.base}; the next run asks again.",
        status,
    )


def _elsewhere(status: int, address: str, signs: Signs) -> SearchError:
    where = f"to {address}" if address else "without saying where"
    return RedirectedError(
        f"{status}, the source sends its callers elsewhere, {where}; the key goes to one host only, so this is not "
        f"followed. Next: set {signs.base} to the address that serves {signs.path} itself.",
        status,
    )


def _pause(status: int, said: str, now: datetime, seconds: float | None) -> SearchError | None:
    """The stop for a Retry-After that no run should wait out; None for a shorter one, or none."""
    if seconds is None or seconds <= LONGEST_WAIT:
        return None
    until = now + min(timedelta(seconds=seconds), LONGEST_COOL_DOWN)
    asked = f"{seconds / 3600:.3g} hours" if seconds >= 3600 else f"{seconds:.0f} s"
    return LongPauseError(
        f"{status}, the source asks to wait {asked}, longer than a run waits ({LONGEST_WAIT:.0f} s): {said} Next: run "
        f"again later; no call before {until:%Y-%m-%dT%H:%M:%SZ}; what landed is not asked again.",
        until,
        status,
    )


def _too_many(said: str, body: bytes, now: datetime, retry_after: float | None, signs: Signs) -> SearchError:
    text = body.decode("utf-8", errors="replace").lower()
    is_spent = "quota" in text and ("month" in text or "exceeded" in text)
    if is_spent or any(words in text for words in signs.spent):
        return MonthSpentError(
            f"429, the plan's month is used up: {said} Next: wait for the subscription's reset day or change the plan; "
            "retrying may be counted.",
            429,
        )
    return _pause(429, said, now, retry_after) or ThrottledError(
        f"429, too many requests a second: {said}", 429, retry_after
    )


def _forbidden(said: str, now: datetime, retry_after: float | None, signs: Signs, *, throttled: bool) -> SearchError:
    if throttled:
        until = now + min(max(COOL_DOWN, timedelta(seconds=retry_after or 0)), LONGEST_COOL_DOWN)
        return CoolDownError(
            f"403 right after 429s: the key is paused, not unsubscribed. Next: no call before "
            f"{until:%Y-%m-%dT%H:%M:%SZ}; then lower JOBLAKE_MAX_PER_SECOND.",
            until,
        )
    return NotSubscribedError(
        f"403, this key may not call this API: {said} Next: subscribe on the host of {signs.base} and use "
        "that host's kind of key.",
        403,
    )


def wait_asked(value: str | None, now: datetime) -> float | None:
    """Seconds a Retry-After header asks for, in seconds or as an HTTP date; None where it is not readable."""
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def quota_left(headers: Mapping[str, str]) -> int | None:
    """Requests left in the month, as the response headers tell; None where they do not."""
    for name in ("x-ratelimit-requests-remaining", "x-ratelimit-remaining"):
        value = headers.get(name, "").strip()
        if value.isascii() and value.removeprefix("-").isdigit():
            return 0 if value.startswith("-") else min(int(value[:10]), 2**31 - 1)
    return None
