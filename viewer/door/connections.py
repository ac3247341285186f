"""One connection to the viewer: how long it may say nothing, how much it may say, and which host it asks.

uvicorn waits for ever for the first request of a connection, takes a head of any length, and drops the host of an
absolute-form target (`GET http://host/ HTTP/1.1`), which by RFC 9112, 3.2.2 speaks before the Host header. What a
request is then answered is `security`'s business.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

PATIENCE_SECONDS = 20.0  # from the first byte of a request, or from the connection, to the request's last byte
MOST_CONNECTIONS = 500  # well below the 1,024 files that a process may open by default
LONGEST_HEAD = 65_536  # bytes of a request line and headers


class ViewerProtocol(HttpToolsProtocol):
    """uvicorn's protocol with an end to its patience."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._patience: asyncio.TimerHandle | None = None
        self._head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request; refuse the connection where there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._heard()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, unless it is more than a head may be."""
        self._head += len(data)
        super().data_received(data)
        if self.parser is not None and self._head > LONGEST_HEAD and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """The head is whole: the host of an absolute-form target takes the place of the Host header."""
        self._head = 0
        scheme, separator, rest = self.url.partition(b"://")
        if separator and b"/" not in scheme:
            authority = rest.partition(b"/")[0].partition(b"?")[0]
            self.headers[:] = [*(pair for pair in self.headers if pair[0] != b"host"), (b"host", authority)]
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A body is no head, and read by nobody."""
        self._head = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._heard()
        self._head = 0
        super().on_message_complete()

    def _wait(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(PATIENCE_SECONDS, self.transport.close)

    def _heard(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
