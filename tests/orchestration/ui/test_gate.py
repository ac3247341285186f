"""The gate lets the UI's own pages through, and nothing that a page of another origin can make a browser send."""

import asyncio
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from orchestration.ui.gate import UiGate

OWN = "http://127.0.0.1:3000"
JSON = {"content-type": "application/json"}
MUTATION = '{"query": "mutation { wipe }"}'


async def dagster(scope: Scope, receive: Receive, send: Send) -> None:
    """What lies behind the gate: says that it was reached."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        return
    body = await Request(scope, receive).body()
    await PlainTextResponse(f"reached with {len(body)} bytes")(scope, receive, send)


def ask(method: str, path: str, headers: dict[str, str] | list[tuple[str, str]], body: str = "") -> httpx.Response:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(UiGate(dagster))
        async with httpx.AsyncClient(transport=transport, base_url=OWN) as client:
            return await client.request(method, path, headers=headers, content=body or None)

    return asyncio.run(asked())


def site(word: str, mode: str = "cors", dest: str = "empty") -> dict[str, str]:
    return {"sec-fetch-site": word, "sec-fetch-mode": mode, "sec-fetch-dest": dest}


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        ("GET", "/", {}, ""),
        ("GET", "/runs/1", site("none", "navigate", "document"), ""),
        ("GET", "/runs/1", site("cross-site", "navigate", "document"), ""),
        ("GET", "/graphql", {"accept": "text/html"}, ""),
        ("GET", "/assets/main.js", site("same-origin", "no-cors", "script"), ""),
        ("POST", "/graphql", {**JSON, "origin": OWN, **site("same-origin")}, MUTATION),
        ("POST", "/graphql", {"content-type": "Application/JSON; charset=utf-8"}, MUTATION),
        ("POST", "/graphql", {**JSON, "host": "localhost:3000", "origin": "http://localhost:3000"}, MUTATION),
        ("POST", "/graphql", {**JSON, "host": "[::1]:3000", "origin": "http://[::1]:3000"}, MUTATION),
    ],
)
def test_the_ui_works_whole(method: str, path: str, headers: dict[str, str], body: str) -> None:
    answer = ask(method, path, headers, body)
    assert (answer.status_code, answer.text) == (200, f"reached with {len(body)} bytes")
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        # an image, a script or a prefetch that is a mutation
        ("GET", "/graphql?query=mutation{wipe}", {}, 405),
        ("GET", "/graphql/?query=mutation{wipe}", {}, 405),
        ("GET", "/%67raphql?query=mutation{wipe}", {}, 405),
        ("HEAD", "/graphql?query=mutation{wipe}", {}, 405),
        ("GET", "/logs/a", site("cross-site", "no-cors", "image"), 403),
        ("GET", "/runs", site("cross-site", "navigate", "iframe"), 403),
        ("GET", "/runs", site("same-site"), 403),
        # a form, and a fetch that needs no preflight
        ("POST", "/graphql?query=mutation{wipe}", {"content-type": "text/plain"}, 415),
        ("POST", "/graphql", {"content-type": "text/plain; application/json"}, 415),
        ("POST", "/graphql", {"content-type": "application/x-www-form-urlencoded"}, 415),
        ("POST", "/graphql", {"content-type": "application/graphql"}, 415),
        ("POST", "/graphql", {}, 415),
        ("POST", "/report_asset_materialization/raw", {"content-type": "text/plain"}, 415),
        # JSON from elsewhere, should a browser send it
        ("POST", "/graphql", {**JSON, "origin": "http://evil.example"}, 403),
        ("POST", "/graphql", {**JSON, "origin": "http://127.0.0.1:8321"}, 403),
        ("POST", "/graphql", {**JSON, "origin": "null"}, 403),
        ("POST", "/graphql", {**JSON, **site("cross-site")}, 403),
        # the preflight itself
        ("OPTIONS", "/graphql", {"origin": "http://evil.example"}, 403),
        ("OPTIONS", "/graphql", {}, 405),
        # a name that was made to point here
        ("GET", "/", {"host": "evil.example:3000"}, 421),
        ("POST", "/graphql", {**JSON, "host": "evil.example", "origin": "http://evil.example"}, 421),
        ("GET", "/", {"host": ""}, 421),
        ("GET", "/", {"host": "127.0.0.1.evil.example"}, 421),
    ],
)
def test_a_page_of_another_origin_can_do_nothing(method: str, path: str, headers: dict[str, str], status: int) -> None:
    answer = ask(method, path, headers, MUTATION if method == "POST" else "")
    assert answer.status_code == status
    assert "reached" not in answer.text


def test_of_two_hosts_or_origins_none_is_believed() -> None:
    assert ask("GET", "/", [("host", "127.0.0.1:3000"), ("host", "evil.example")]).status_code == 421
    two = [("origin", OWN), ("origin", "http://evil.example"), ("content-type", "application/json")]
    assert ask("POST", "/graphql", two, MUTATION).status_code == 403


@pytest.mark.parametrize(
    ("headers", "first"),
    [
        ({"host": "127.0.0.1:3000", "origin": OWN}, "websocket.accept"),
        ({"host": "127.0.0.1:3000", "origin": "http://evil.example"}, "websocket.close"),
        ({"host": "127.0.0.1:3000", "origin": "https://127.0.0.1"}, "websocket.close"),
        ({"host": "127.0.0.1:3000"}, "websocket.close"),
        ({"host": "evil.example", "origin": "http://evil.example"}, "websocket.close"),
    ],
)
def test_a_socket_is_opened_to_the_uis_own_pages_only(headers: dict[str, str], first: str) -> None:
    scope: dict[str, Any] = {
        "type": "websocket",
        "path": "/graphql",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(UiGate(dagster)(scope, receive, send))
    assert sent[0]["type"] == first


def test_a_proxy_in_front_has_its_name_answered() -> None:
    async def asked(hosts: set[str]) -> int:
        transport = httpx.ASGITransport(UiGate(dagster, hosts))
        async with httpx.AsyncClient(transport=transport, base_url="https://jobs.example.org") as client:
            origin = {"origin": "https://jobs.example.org", **JSON}
            return (await client.post("/graphql", headers=origin, content=MUTATION)).status_code

    assert asyncio.run(asked({"jobs.example.org"})) == 200
    assert asyncio.run(asked(set())) == 421
