"""What every request must pass and every answer carries: methods, hosts, and headers that let a page do nothing.

Pages show strangers' texts. They hold no script (lists load one file of ours, which asks nobody anything), load nothing
from elsewhere, and the server only answers reads that name it by a known host (a page elsewhere can point its own name
at this machine; it can't make the browser say ours). One door, CV_PATH, takes a text, and only from this machine.
"""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from viewer.door.hosts import LOOPBACK, with_headers, without_port

READS = frozenset({"GET", "HEAD"})
# The one address that takes a text; its gate is narrower than that of pages.
CV_PATH = "/match/cv"
THIS_MACHINE = frozenset({"127.0.0.1", "::1"})
FORM = "application/x-www-form-urlencoded"
MOST_PARAMETERS = 100  # no page has a tenth of it; parsing and echoing thousands costs more than any page
LONGEST_QUERY = 8_000  # bytes
POLICY = "Content-Security-Policy"
NO_SCRIPT = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Our answers say what they are and `nosniff`, so that only what /static holds can be run as a script.
WITH_OWN_SCRIPT = f"{NO_SCRIPT}; script-src 'self'"
OWN_SCRIPT = frozenset({(POLICY, WITH_OWN_SCRIPT)})
HEADERS = {
    POLICY: NO_SCRIPT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class ReadOnlyGate:
    """ASGI middleware that refuses what is no read of a known host and adds the headers."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOOPBACK) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, with_headers(send, HEADERS, kept=OWN_SCRIPT))

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if scope["method"] == "POST" and scope["path"] == CV_PATH:
            return _cv_refusal(scope)
        if scope["method"] not in READS:
            return PlainTextResponse("This site only answers GET and HEAD.\n", 405, {"Allow": "GET, HEAD"})
        named = Headers(scope=scope).getlist("host")
        if len(named) > 1 or not scope["path"].startswith("/"):
            return PlainTextResponse("A request names one host, in one Host header.\n", 400)
        if without_port("".join(named)) not in self.hosts:
            return PlainTextResponse(
                "This viewer does not answer under that host name. Start it with --host to name another.\n", 421
            )
        query = scope["query_string"]
        if len(query) > LONGEST_QUERY or query.count(b"&") >= MOST_PARAMETERS:
            return PlainTextResponse(
                f"That is too much of a question: at most {MOST_PARAMETERS} parameters in {LONGEST_QUERY:,} bytes.\n",
                414,
            )
        return None


def _cv_refusal(scope: Scope) -> PlainTextResponse | None:
    """Why a text is not taken: it must come from this machine, to a name of this machine, from a form of our own page.

    Pages are sent without a referrer, for which browsers say `Origin: null`; that a form is ours they say in
    Sec-Fetch-Site. An old browser, or a program, names our own origin.
    """
    headers = Headers(scope=scope)
    named = headers.getlist("host")
    client = (scope.get("client") or ("",))[0]
    if client not in THIS_MACHINE or len(named) != 1 or without_port(named[0]) not in LOOPBACK:
        return PlainTextResponse("A text is only taken from the machine that the viewer runs on.\n", 403)
    if headers.get("sec-fetch-site", "") != "same-origin" and headers.get("origin") != f"http://{named[0]}":
        return PlainTextResponse("A text is only taken from this viewer's own page.\n", 403)
    if headers.get("content-type", "").partition(";")[0].strip().lower() != FORM or scope["query_string"]:
        return PlainTextResponse(f"A text comes as {FORM}, and with nothing in its address.\n", 415)
    return None
