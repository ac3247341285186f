"""What every request must pass and every answer carries: methods, hosts, and headers that let a page do nothing.

Pages show strangers' texts. They hold no script, load nothing from elsewhere, and the server only answers reads that
name it by a known host (a page elsewhere can point its own name at this machine; it can't make the browser say ours).
"""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
READS = frozenset({"GET", "HEAD"})
MOST_PARAMETERS = 100  # no page has a tenth of it; parsing and echoing thousands costs more than any page
LONGEST_QUERY = 8_000  # bytes
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
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

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        if scope["method"] not in READS:
            return PlainTextResponse("This site only answers GET and HEAD.\n", 405, {"Allow": "GET, HEAD"})
        named = Headers(scope=scope).getlist("host")
        if len(named) > 1 or not scope["path"].startswith("/"):
            return PlainTextResponse("A request names one host, in one Host header.\n", 400)
        if _without_port("".join(named)) not in self.hosts:
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


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() and not name.endswith(":") else host).lower()
