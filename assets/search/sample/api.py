"""The sample's API: search-v2 as of one day, over ASGI, in the shapes and with the warts of the real one."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from uuid import UUID

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from assets.search.sample.catalogue.draws import Draws
from assets.search.sample.identity import Seen
from assets.search.sample.job_object import broken_object, job_object, printed
from assets.search.sample.ranking import Hit, Wanted, found

MAX_PAGES = 20
_WINDOWS = ("all", "today", "3days", "week", "month")
_MAIN_LANGUAGE = {"de": "de", "at": "de", "es": "es", "mx": "es"}
_DISPLAY_LANGUAGES = ("en", "de", "es")


class RefusedError(ValueError):
    """A parameter the API cannot read; the message goes into the 400 answer."""


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the hits, and where the next one starts."""

    start: int
    stop: int
    following: int | None


def create_app(day: date) -> Starlette:
    """The API as it answers on `day`: GET /search-v2; every other path is 404, as the retired /search is.

    Args:
        day: Any day from 2025 to 2030; postings live in cycles, so each has some.

    Returns:
        An ASGI app. The same request gets the same bytes, whatever was asked before.
    """

    def search(request: Request) -> Response:
        sent = dict(request.query_params)
        try:
            return _answer(200, _envelope(sent, day, {"data": _data(sent, day)}), sent, day)
        except RefusedError as refused:
            error = {"error": {"message": str(refused), "code": 400}}
            return _answer(400, _envelope(sent, day, error, status="ERROR"), sent, day)

    def missing(request: Request, _: Exception) -> Response:
        return _answer(404, {"message": f"Endpoint '{request.url.path}' does not exist"}, {}, day)

    async def respond(request: Request) -> Response:
        # Not handed to a thread, as a plain function would be: an answer takes less time than the hand-over.
        return search(request)

    return Starlette(routes=[Route("/search-v2", respond)], exception_handlers={404: missing})


def _data(sent: Mapping[str, str], day: date) -> dict[str, Any]:
    wanted, display = _wanted(sent), _display(sent)
    hits = found(wanted, day)
    start = _start(sent.get("cursor"), wanted)
    jobs: list[Any] = []
    following: int | None = start
    for _ in range(_pages(sent)):
        if following is None:
            break
        page = _page(following, len(hits), wanted, day)
        jobs += _objects(hits[page.start : page.stop], wanted, display, page.start, day)
        following = page.following
    return {"jobs": jobs, "cursor": None if following is None else _cursor(following, wanted)}


def _page(start: int, total: int, wanted: Wanted, day: date) -> Page:
    """Ten hits, at times fewer in the middle of a walk; a walk may end with an empty page."""
    draws = Draws("page", wanted.query, day, start)
    size = 10 - draws.between("short by", 1, 3) if draws.chance("short", 25) else 10
    if _holds_broken(wanted, day, start):
        size = min(size, 9)
    stop = min(start + size, total)
    if stop < total:
        return Page(start, stop, stop)
    ends_empty = start < total and Draws("end", wanted.query, day).chance("empty", 25)
    return Page(start, stop, total if ends_empty else None)


def _objects(hits: tuple[Hit, ...], wanted: Wanted, display: str, start: int, day: date) -> list[Any]:
    jobs: list[Any] = [
        job_object(Seen(posting=posting, sighting=sighting, day=day, query=wanted.query, display=display))
        for posting, sighting in hits
    ]
    if jobs and _holds_broken(wanted, day, start):
        draws = Draws("broken", wanted.query, day)
        jobs.insert(draws.between("at", 0, len(jobs)), broken_object(draws))
    return jobs


def _holds_broken(wanted: Wanted, day: date, start: int) -> bool:
    """True for the first pages that hold an unreadable object: with 18 searches a day, one or two a week."""
    return start == 0 and Draws("broken", wanted.query, day).chance("broken", 1.4)


def _wanted(sent: Mapping[str, str]) -> Wanted:
    query = " ".join(sent.get("query", "").split())
    if not query:
        raise RefusedError("Missing required parameter: query")
    window = sent.get("date_posted") or "all"
    if window not in _WINDOWS:
        raise RefusedError(f"Invalid value for date_posted: '{window}', expected one of {', '.join(_WINDOWS)}")
    country = (sent.get("country") or "us").lower()
    return Wanted(
        query=query,
        country={"uk": "gb"}.get(country, country),
        date_posted=window,
        employment_types=frozenset(filter(None, sent.get("employment_types", "").upper().split(","))),
        work_from_home=sent.get("work_from_home", "").lower() in ("true", "1"),
    )


def _display(sent: Mapping[str, str]) -> str:
    country = (sent.get("country") or "us").lower()
    language = sent.get("language") or _MAIN_LANGUAGE.get(country, "en")
    return language if language in _DISPLAY_LANGUAGES else "en"


def _pages(sent: Mapping[str, str]) -> int:
    text = sent.get("num_pages") or "1"
    if not (_readable(text) and 1 <= int(text) <= MAX_PAGES):
        raise RefusedError(f"Invalid value for num_pages: '{text[:20]}', expected 1 to {MAX_PAGES}")
    return int(text)


def _readable(text: str) -> bool:
    """Whether text is a number of few digits: Python reads `²` as a digit, but no integer from it."""
    return text.isascii() and text.isdigit() and len(text) < 10


def _cursor(start: int, wanted: Wanted) -> str:
    seal = f"{Draws('cursor', wanted.query, wanted.country).number(start):016x}"
    return urlsafe_b64encode(f"{start}.{seal}".encode()).decode().rstrip("=")


def _start(cursor: str | None, wanted: Wanted) -> int:
    if not cursor:
        return 0
    try:
        start = int(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).split(b".")[0])
    except ValueError as error:
        raise RefusedError("Invalid cursor") from error
    if _cursor(start, wanted) != cursor:
        raise RefusedError("Invalid cursor")
    return start


def _envelope(sent: Mapping[str, str], day: date, body: dict[str, Any], status: str = "OK") -> dict[str, Any]:
    draws = Draws("request", day, sorted(sent.items()))
    uuid = UUID(int=draws.number("high") << 64 | draws.number("low"), version=4)
    return {"status": status, "request_id": str(uuid), "parameters": _echo(sent), **body}


def _echo(sent: Mapping[str, str]) -> dict[str, Any]:
    """Only what was sent, typed: numbers, booleans, lists."""
    echo: dict[str, Any] = dict(sent)
    for name in ("employment_types", "job_requirements", "exclude_job_publishers"):
        if name in echo:
            echo[name] = echo[name].split(",")
    if "num_pages" in echo:
        echo["num_pages"] = int(echo["num_pages"]) if _readable(echo["num_pages"]) else echo["num_pages"]
    if echo.get("work_from_home") in ("true", "false"):
        echo["work_from_home"] = echo["work_from_home"] == "true"
    return echo


def _answer(status: int, body: dict[str, Any], sent: Mapping[str, str], day: date) -> Response:
    """The body with its simulated moment, 05:00 to 06:00 UTC of the day, and the time it would have taken."""
    draws = Draws("moment", day, sorted(sent.items()))
    moment = datetime(day.year, day.month, day.day, 5, tzinfo=UTC) + timedelta(seconds=draws.between("at", 0, 3599))
    headers = {
        "date": format_datetime(moment, usegmt=True),
        "x-sample-elapsed-ms": str(draws.between("elapsed", 1200, 9000)),
    }
    return Response(printed(body), status_code=status, headers=headers, media_type="application/json")
