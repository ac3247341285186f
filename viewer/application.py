"""The web application: which address shows which page, and what is said when there is none."""

import logging
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Timer

from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from assets.lake.snapshots.snapshots import DamagedSnapshotError
from viewer.cv import cv_door
from viewer.door.hosts import LOOPBACK
from viewer.door.security import CV_PATH, POLICY, WITH_OWN_SCRIPT, ReadOnlyGate
from viewer.drawing import render
from viewer.drawing.addresses import Live
from viewer.drawing.feed import MEDIA_TYPE, as_atom, etag, is_known
from viewer.drawing.page import Asked, NotFoundError, Page, PageMaker
from viewer.pages.employers import employer_page, employers_page
from viewer.pages.front import front_page
from viewer.pages.jobs.job import job_page
from viewer.pages.jobs.job_feed import job_feed
from viewer.pages.jobs.jobs import jobs_page
from viewer.pages.lineage import lineage_page
from viewer.pages.pipeline import pipeline_page
from viewer.pages.searches import searches_page
from viewer.pages.skills.compare import compare_page
from viewer.pages.skills.match import match_page
from viewer.pages.skills.skills import skill_page, skills_page
from viewer.snapshot.attribution import attributions, publishable
from viewer.snapshot.jobs.prepared import prepared
from viewer.snapshot.reader import Reader
from viewer.snapshot.shelf import NothingPublishedError, Shelf

STATIC = Path(__file__).parent / "static"
PAGES: dict[str, PageMaker] = {
    "/": front_page,
    "/jobs": jobs_page,
    "/jobs/{job_key}": job_page,
    "/match": match_page,
    "/compare": compare_page,
    "/skills": skills_page,
    "/skills/{slug}": skill_page,
    "/employers": employers_page,
    "/employers/{slug}": employer_page,
    "/searches": searches_page,
    "/pipeline": pipeline_page,
    "/lineage": lineage_page,
}
# Pages are made of processor time: more at once are no faster and each holds memory.
THREADS = 4
WARM_AFTER_SECONDS = 0.5
HTML, JSON, CSV = "text/html", "application/json", "text/csv"
ATOM = f"{MEDIA_TYPE}; charset=utf-8"
LOG = logging.getLogger("viewer")


def application(lake: Path, hosts: Collection[str] = LOOPBACK, allowed: Collection[str] = ()) -> Starlette:
    """The viewer of one lake.

    Args:
        lake: The lake's folder; nothing needs to be published yet.
        hosts: The host names it answers under.
        allowed: Sources whose postings feeds hold although their terms keep them to oneself.
    """
    shelf = Shelf(lake, prepared)
    routes: list[Route | Mount] = []
    for path, maker in PAGES.items():
        for suffix, kind in ((".json", JSON), (".csv", CSV), ("", None)):
            named = f"{path if path != '/' or not suffix else '/index'}{suffix}"
            routes.append(Route(named, partial(_answer, shelf=shelf, maker=maker, kind=kind), name=named))
    routes.append(Route("/jobs.atom", partial(_feed, shelf=shelf, allowed=allowed), name="/jobs.atom"))
    routes.append(Route(CV_PATH, partial(cv_door, shelf=shelf), methods=["POST"]))
    routes.append(Mount("/static", StaticFiles(directory=STATIC)))
    routes.append(Route("/{rest:path}", partial(_answer, shelf=shelf, maker=_nowhere, kind=None)))
    return Starlette(
        routes=routes, middleware=[Middleware(ReadOnlyGate, hosts=hosts)], lifespan=partial(_few_threads, shelf=shelf)
    )


@asynccontextmanager
async def _few_threads(_app: Starlette, *, shelf: Shelf) -> AsyncIterator[None]:
    warming = Timer(WARM_AFTER_SECONDS, _warmed, args=(shelf,))
    warming.daemon = True
    warming.start()
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def _warmed(shelf: Shelf) -> None:
    """Open the snapshot while nobody has asked yet; before anything is published there is nothing to open."""
    with suppress(NothingPublishedError, DamagedSnapshotError):
        shelf.pinned()


def _answer(request: Request, *, shelf: Shelf, maker: PageMaker, kind: str | None) -> Response:
    wanted = kind or _wanted(request.headers.get("accept", ""))
    asked = Asked(request.path_params, request.query_params)
    path = request.url.path
    return _said(lambda: shelf.answer(lambda reader: _drawn(reader, maker, asked, wanted, path)), path, wanted)


def _said(answer: Callable[[], Response], path: str, wanted: str) -> Response:
    """An answer, or what is wrong, in words."""
    try:
        return answer()
    except NothingPublishedError:
        return _plain_page("empty.html", "Nothing is published yet", 503, wanted)
    except DamagedSnapshotError as error:
        LOG.error("%s", error)  # noqa: TRY400 - a sentence, and the place is known
        return _plain_page("damaged.html", str(error), 503, wanted)
    except Exception:
        LOG.exception("could not show %s", path)
        return _plain_page("failed.html", "This page could not be made", 500, wanted)


def _drawn(reader: Reader, maker: PageMaker, asked: Asked, wanted: str, path: str) -> Response:
    try:
        page = maker(reader, asked)
    except NotFoundError as missing:
        page = Page("missing.html", "Not found", {"message": str(missing)}, status=404)
    headers = {"Cache-Control": "no-cache", "Vary": "Accept", "X-Joblake-Snapshot": reader.snapshot_id}
    if page.script and wanted == HTML:
        headers[POLICY] = WITH_OWN_SCRIPT
    make: dict[str, Callable[[], bytes | str]] = {
        JSON: lambda: render.as_json(page, reader.snapshot_id),
        CSV: lambda: render.as_csv(page.rows() if page.rows else []),
        HTML: lambda: render.html(
            page, reader.snapshot_id, Live(datetime.now(UTC).date()), path, reader.note, attributions(reader)
        ),
    }
    if wanted == CSV and page.rows is None:
        wanted = HTML
        page = Page("missing.html", "Not found", {"message": "This page is no list; it has no CSV."}, status=404)
    return Response(make[wanted](), page.status, headers, media_type=wanted)


def _feed(request: Request, *, shelf: Shelf, allowed: Collection[str]) -> Response:
    """A list as a feed; a reader that has these very entries is told so."""
    asked = Asked(request.path_params, request.query_params)
    home = str(request.base_url).rstrip("/")

    def drawn(found: Reader) -> Response:
        reader = publishable(found, allowed)
        made = ("feed", tuple(asked.query.multi_items()), home)
        body = reader.remembered("page", made, lambda: _atom(reader, asked, home, str(request.url)))
        tag = etag(body)
        headers = {"Cache-Control": "no-cache", "ETag": tag, "X-Joblake-Snapshot": reader.snapshot_id}
        if is_known(tag, request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=ATOM)

    return _said(lambda: shelf.answer(drawn), request.url.path, HTML)


def _atom(reader: Reader, asked: Asked, home: str, itself: str) -> bytes:
    to = Live()

    def address(*parts: object, **query: object) -> str:
        return f"{home}{to.page(*parts, **query)}"

    return as_atom(job_feed(reader, asked), address, itself)


def _plain_page(template: str, title: str, status: int, wanted: str) -> Response:
    page = Page(template, title, {"message": title}, status=status)
    if wanted == HTML:
        return Response(render.html(page, "none", Live()), status, media_type=HTML)
    return Response(render.as_json(page, "none"), status, media_type=JSON)


def _nowhere(_reader: Reader, _asked: Asked) -> Page:
    raise NotFoundError("There is no page at this address.")


def _wanted(accept: str) -> str:
    """HTML or JSON, whichever the header ranks higher; HTML where it does not say."""
    ranks = {HTML: 0.0, JSON: 0.0}
    for part in accept.split(","):
        name, *options = (piece.strip() for piece in part.split(";"))
        if name in ranks:
            quality = next((option[2:] for option in options if option.startswith("q=")), "1")
            ranks[name] = float(quality) if quality.replace(".", "", 1).isdecimal() else 0.0
    return JSON if ranks[JSON] > ranks[HTML] else HTML
