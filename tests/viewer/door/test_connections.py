"""A connection that says nothing, too much, or two things at once, at a real server."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from assets.lake.storage.storage import Lake
from viewer.application import application
from viewer.door import connections
from viewer.door.connections import LONGEST_HEAD, ViewerProtocol
from viewer.door.security import LONGEST_QUERY, MOST_PARAMETERS

Address = tuple[str, int]


@pytest.fixture(scope="module")
def address(lake: Lake) -> Iterator[Address]:
    """A viewer of the story, as it is served, that loses patience after half a second."""
    patience, connections.PATIENCE_SECONDS = connections.PATIENCE_SECONDS, 0.5
    config = uvicorn.Config(
        application(lake.root), host="127.0.0.1", port=0, log_level="critical", http=ViewerProtocol, ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()
    server.should_exit = True
    thread.join(10)
    connections.PATIENCE_SECONDS = patience


def said(address: Address, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Everything the server says to some bytes, up to the end of the connection."""
    with socket.create_connection(address, timeout=10) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
            answer = b""
            while piece := connection.recv(65_536):
                answer += piece
        except ConnectionError:
            return b"cut"
    return answer


def request(target: str, *headers: str) -> bytes:
    return "\r\n".join((f"GET {target} HTTP/1.1", *headers, "Connection: close", "", "")).encode()


def status(answer: bytes) -> int:
    return int(answer.split()[1])


def test_a_request_is_answered(address: Address) -> None:
    assert status(said(address, request("/skills.json", "Host: localhost"))) == 200


def test_a_connection_that_sends_nothing_is_closed(address: Address) -> None:
    assert said(address) == b""


def test_a_request_that_never_ends_is_given_up_however_slowly_it_goes_on(address: Address) -> None:
    began = time.monotonic()
    answer = said(address, b"GET / HTTP/1.1\r\n", *(f"X-{number}: 1\r\n".encode() for number in range(40)), pause=0.1)
    assert answer in {b"", b"cut"}
    assert time.monotonic() - began < 8


def test_a_second_request_has_no_more_patience_than_the_first(address: Address) -> None:
    whole = b"GET /static/viewer.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = said(address, whole, b"GET / HT", pause=0.1)
    assert answer.count(b"HTTP/1.1 200") == 1


@pytest.mark.parametrize(
    ("target", "headers", "wanted"),
    [
        ("/", ("Host: localhost", "Host: evil.example"), 400),
        ("/", ("Host: evil.example", "Host: localhost"), 400),
        ("/", ("Host: localhost", "Host: localhost"), 400),
        ("http://evil.example/", ("Host: localhost",), 421),
        ("http://evil.example/skills.json", ("Host: localhost",), 421),
        ("http://localhost@evil.example/", ("Host: localhost",), 421),
        ("http://localhost:8321/skills.json", ("Host: evil.example",), 200),
        ("/jobs?text=http://evil.example/", ("Host: localhost",), 200),
        ("/", (), 421),
    ],
)
def test_the_host_is_named_once_and_by_the_target_first(
    address: Address, target: str, headers: tuple[str, ...], wanted: int
) -> None:
    assert status(said(address, request(target, *headers))) == wanted


@pytest.mark.parametrize(
    "query",
    ["&".join(f"p{number}=1" for number in range(4_000)), "&" * MOST_PARAMETERS, "text=" + "x" * LONGEST_QUERY],
    ids=["4,000 parameters", "empty ones", "a long one"],
)
def test_too_much_of_a_question_is_refused(address: Address, query: str) -> None:
    answer = said(address, request(f"/jobs?{query}", "Host: localhost"))
    assert status(answer) == 414
    assert b"at most 100 parameters" in answer


def test_a_head_without_end_is_refused(address: Address) -> None:
    line = b"X-Filler: " + b"x" * 1_000 + b"\r\n"
    answer = said(address, b"GET / HTTP/1.1\r\nHost: localhost\r\n", line * (LONGEST_HEAD // 1_000 + 2))
    assert answer == b"cut" or status(answer) == 400


def test_a_connection_too_many_is_closed_and_the_others_are_answered(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 1)
    with socket.create_connection(address, timeout=10) as first:
        first.sendall(b"GET /skills.json HTTP/1.1\r\nHost: localhost\r\n")
        time.sleep(0.1)
        assert said(address, request("/", "Host: localhost")) in {b"", b"cut"}
        first.sendall(b"Connection: close\r\n\r\n")
        assert status(first.recv(4_096)) == 200
