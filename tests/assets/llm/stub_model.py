"""A local OpenAI-compatible model over real HTTP, on loopback: answers what a test writes down, and fails as scripted.

It keeps every request it receives, so a test can hold the ledger and the purse against it.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

TOKENS_IN, TOKENS_OUT = 1_000, 200
Body = dict[str, Any]


@dataclass(frozen=True)
class Play:
    """What the server says once: a status, a raw body, headers; `delay` in seconds; `drips` sends byte by byte."""

    status: int = 200
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drips: float = 0.0


@dataclass
class StubModel:
    """The server's script and memory.

    Attributes:
        answer: Makes the content of a good answer from a request's body; a dict is sent as JSON.
        plays: Used up first, one per request.
        rejects: `response_format` types (and "tools") that it answers with 400.
        ignores_schema: Whether it answers in prose unless JSON is asked for in plain words.
    """

    answer: Callable[[Body], object]
    plays: list[Play] = field(default_factory=list)
    rejects: frozenset[str] = frozenset()
    received: list[Body] = field(default_factory=list)
    url: str = ""

    async def complete(self, request: Request) -> Response:
        body = await request.json()
        body["authorization"] = request.headers.get("authorization")
        self.received.append(body)
        form = body.get("response_format", {}).get("type") or ("tools" if "tools" in body else "plain")
        if form in self.rejects:
            return Response(b'{"error": {"message": "unsupported form of request"}}', 400)
        play = self.plays.pop(0) if self.plays else Play()
        if play.delay:
            await asyncio.sleep(play.delay)
        content = play.body if play.body is not None else completion(self.answer(body), as_tool=form == "tools")
        if play.drips:
            return StreamingResponse(_dripping(content, play.drips), play.status, play.headers)
        return Response(content, play.status, play.headers)


def completion(answer: object, *, as_tool: bool = False, finish: str = "stop", **message: Any) -> bytes:
    """The bytes of a chat completion with this answer."""
    text = answer if isinstance(answer, str) else json.dumps(answer)
    said: Body = {"role": "assistant", "content": None if as_tool else text, **message}
    if as_tool:
        said["tool_calls"] = [{"id": "1", "type": "function", "function": {"name": "answer", "arguments": text}}]
    usage = {"prompt_tokens": TOKENS_IN, "completion_tokens": TOKENS_OUT}
    return json.dumps({"choices": [{"index": 0, "message": said, "finish_reason": finish}], "usage": usage}).encode()


async def _dripping(content: bytes, seconds: float) -> AsyncIterator[bytes]:
    for byte in content:
        await asyncio.sleep(seconds)
        yield bytes([byte])


@contextmanager
def serving(model: StubModel) -> Iterator[StubModel]:
    """Run the model on a free port of loopback."""
    app = Starlette(routes=[Route("/v1/chat/completions", model.complete, methods=["POST"])])
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="critical", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        threading.Event().wait(0.01)
    model.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/v1"
    try:
        yield model
    finally:
        server.should_exit = True
        thread.join(timeout=5)
