"""The gate in front of Dagster's UI: only its own pages may ask it for anything, whatever page a browser shows beside.

Dagster answers any host name, any origin and mutations by GET: an image tag on any page could launch a run that spends
credits. It knows no users, so this holds off other pages, not other people: those need a proxy that asks who they are.
"""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from viewer.door.hosts import LOOPBACK, with_headers, without_port

METHODS = frozenset({"GET", "HEAD", "POST"})
OWN_PAGES = frozenset({"same-origin", "none"})  # Sec-Fetch-Site; `none` is the person at the address bar
REFUSED_SOCKET = 1008
HEADERS = {
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class UiGate:
    """ASGI middleware: refuses what no page of the UI itself would ask."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOOPBACK) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse one request or socket."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        why = self.refusal(scope)
        if scope["type"] == "websocket":
            if why:
                await receive()
                await send({"type": "websocket.close", "code": REFUSED_SOCKET, "reason": why[1]})
                return
            await self.app(scope, receive, send)
            return
        answer = PlainTextResponse(f"{why[1]}\n", why[0]) if why else self.app
        await answer(scope, receive, with_headers(send, HEADERS))

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request or socket is refused, as status and sentence; None if it may pass."""
        headers = Headers(scope=scope)
        host = _only(headers, "host")
        if host is None or without_port(host) not in self.hosts:
            return 421, "Not answered under this host name. JOBLAKE_UI_HOSTS names further ones."
        origins = headers.getlist("origin")
        if len(origins) > 1 or any(_authority(origin) != host.lower() for origin in origins):
            return 403, "Asked by a page of another origin."
        if scope["type"] == "websocket":
            return None if origins else (403, "A socket must say its origin.")
        return _refused_site(scope, headers) or _refused_method(scope, headers)


def _refused_site(scope: Scope, headers: Headers) -> tuple[int, str] | None:
    """A page elsewhere may link here, as any page may; it may not load, embed or send anything."""
    if set(headers.getlist("sec-fetch-site")) <= OWN_PAGES:
        return None
    link = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return None if link and scope["method"] == "GET" else (403, "Asked by a page of another site.")


def _refused_method(scope: Scope, headers: Headers) -> tuple[int, str] | None:
    """What may change something is a POST with a JSON body: no form, image or link of another page can send one."""
    if scope["method"] not in METHODS:
        return 405, "Only GET, HEAD and POST are answered."
    if scope["method"] == "POST":
        kind = (_only(headers, "content-type") or "").partition(";")[0].strip().lower()
        return None if kind == "application/json" else (415, "A POST needs a body of application/json.")
    if "graphql" in scope["path"].lower() and scope["query_string"] and not _asks_for_a_page(headers):
        return 405, "GraphQL is answered by POST with a JSON body only."
    return None


def _asks_for_a_page(headers: Headers) -> bool:
    """Whether the answer would be the page in which queries are written, which executes nothing itself."""
    return "text/html" in headers.get("accept", "")


def _only(headers: Headers, name: str) -> str | None:
    """The value of a header that must be there once; Dagster would read the first of several."""
    values = headers.getlist(name)
    return values[0] if len(values) == 1 else None


def _authority(origin: str) -> str:
    scheme, _, authority = origin.lower().partition("://")
    return authority if scheme in {"http", "https"} else ""
