"""A local JSearch over real HTTP, on loopback: answers search-v2 with cursors, and plays the failures a test scripts.

It counts every request it receives, so a test can hold the ledger against it.
"""

import asyncio
import base64
import copy
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import uvicorn

Scope = dict[str, Any]
OK = 200


@dataclass(frozen=True)
class Reply:
    """What the server says once: `cut` sends half of the announced body and closes; `delay` is in seconds."""

    status: int = OK
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: bool = False
    drip: float = 0.0


@dataclass(frozen=True)
class Received:
    """One request as it arrived."""

    path: str
    params: dict[str, str]
    headers: dict[str, str]


def job(number: int) -> dict[str, Any]:
    """A job object in the shape of v2, of a fictional employer."""
    return {
        "job_id": f"job-{number}",
        "job_uid": f"uid-{number:08d}AAAA",
        "job_title": f"Signal Fitter {number}",
        "employer_name": "Pelham Rail Works",
        "job_description": f"Posting {number}: you keep junction signals in good order.",
        "job_country": "GB",
    }


def v2(jobs: Sequence[object], cursor: str | None) -> bytes:
    """A v2 envelope."""
    return json.dumps({"status": "OK", "request_id": "r", "data": {"jobs": list(jobs), "cursor": cursor}}).encode()


class JSearchServer:
    """The server: pages of jobs per query, scripted replies first.

    Attributes:
        pages: For each query the jobs of each of its pages; a query that is not there finds nothing.
        script: Replies given before anything else, in order.
        always: A reply given to every request once the script is through; None for real answers.
        quota: Sent as `x-ratelimit-requests-remaining` and counted down; None for no header.
        latency: Seconds before every answer.
        received: Every request so far.
    """

    def __init__(self, pages: dict[str, list[list[dict[str, Any]]]] | None = None) -> None:
        self.pages = pages or {}
        self.script: list[Reply] = []
        self.always: Reply | None = None
        self.quota: int | None = None
        self.latency = 0.0
        self.received: list[Received] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __call__(self, scope: Scope, _receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        request = Received(
            scope["path"],
            dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True)),
            {name.decode(): value.decode("latin-1") for name, value in scope["headers"]},
        )
        self.received.append(request)
        reply = self.script.pop(0) if self.script else self.always or self._answer(request)
        await asyncio.sleep(reply.delay or self.latency)
        headers = {"content-type": "application/json", "content-length": str(len(reply.body)), **reply.headers}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": reply.status, "headers": raw})
        if reply.drip:
            for byte in reply.body:
                await asyncio.sleep(reply.drip)
                await send({"type": "http.response.body", "body": bytes([byte]), "more_body": True})
        body = b"" if reply.drip else reply.body[: len(reply.body) // 2] if reply.cut else reply.body
        await send({"type": "http.response.body", "body": body})

    def _answer(self, request: Received) -> Reply:
        headers = {}
        if self.quota is not None:
            self.quota -= 1
            headers["X-RateLimit-Requests-Remaining"] = str(self.quota)
        if not request.path.endswith("/search-v2"):
            message = f"Endpoint '{request.path}' does not exist"
            return Reply(404, json.dumps({"message": message}).encode(), {"x-rapidapi-proxy-response": "true"})
        pages = self.pages.get(request.params.get("query", ""), [])
        cursor = request.params.get("cursor", "")
        index = int(cursor.removeprefix("page-")) if cursor else 0
        jobs = [self._with_token(job) for job in pages[index]] if index < len(pages) else []
        following = f"page-{index + 1}" if jobs and index + 1 < len(pages) else None
        return Reply(body=v2(jobs, following), headers=headers)

    def _with_token(self, job: dict[str, Any]) -> dict[str, Any]:
        """A v2 `job_id`: the docid and a token of this one search, so it differs at each sighting."""
        seen = copy.copy(job)
        uid = str(job.get("job_uid") or job.get("job_id"))
        token = base64.urlsafe_b64encode(f"search {len(self.received)}".encode()).decode()
        return seen | {"job_uid": uid, "job_id": base64.b64encode(f"{uid}:{token}".encode()).decode()}


@contextmanager
def serving(server: JSearchServer) -> Iterator[JSearchServer]:
    """Run a server in a thread, on a free port of loopback."""
    config = uvicorn.Config(server, host="127.0.0.1", port=0, log_level="critical", lifespan="off", ws="none")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        thread.join(0.005)
    server.port = running.servers[0].sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        running.should_exit = running.force_exit = True
        thread.join(5)
