"""The host names under which a server of this machine answers, and the headers that each of its answers carries.

For the viewer and for the gate before Dagster's UI; what else each of them refuses stands with it.
"""

from collections.abc import Collection, Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def without_port(host: str) -> str:
    """The name in a Host header, in lower case."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() and not name.endswith(":") else host).lower()


def with_headers(send: Send, headers: Mapping[str, str], kept: Collection[tuple[str, str]] = ()) -> Send:
    """A `send` that puts these headers on each answer, over those of the application but for what is `kept` of them."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            found = MutableHeaders(scope=message)
            for name, value in headers.items():
                if (name, found.get(name)) not in kept:
                    found[name] = value
        await send(message)

    return sent
