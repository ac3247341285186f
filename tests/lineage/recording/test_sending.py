"""Events reach an endpoint that validates them; one that is down, slow or broken delays no run and loses nothing."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assets.lake.storage.storage import Lake
from lineage.journal.journal import Journal
from lineage.journal.journal_months import EVENTS
from lineage.recording import sending
from lineage.recording.sending import Endpoint, send
from orchestration.installation.settings import Settings
from orchestration.recording import sending_process
from tests.lineage.conftest import Site
from tests.lineage.openlineage_schema import violations
from tests.lineage.published_classes import complaints

KEY = "canary-Lin7-Kowalevskaja"


@dataclass
class Server:
    """An OpenLineage endpoint that validates what it is sent, with faults that tests switch on."""

    status: int = 201
    wait: float = 0.0
    fails_at: int | None = None
    events: list[dict[str, object]] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    url: str = ""

    def take(self, path: str, key: str | None, body: bytes) -> int:
        time.sleep(self.wait)
        event = json.loads(body)
        if self.status >= 400 or path != "/api/v1/lineage":
            return self.status if self.status >= 400 else 404
        if self.fails_at is not None and len(self.events) >= self.fails_at:
            return 500
        self.invalid += violations(event) + complaints(event)
        self.events.append(event)
        self.keys |= {key} if key else set()
        return 201

    @property
    def runs(self) -> list[tuple[object, object]]:
        return [(event["run"]["runId"], event["eventType"]) for event in self.events]  # type: ignore[index]


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(found.take(self.path, self.headers["Authorization"], body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *_values: object) -> None:  # noqa: A002 - the name is inherited
            """Silent."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    found.url = f"http://127.0.0.1:{listening.server_port}"
    yield found
    listening.shutdown()
    listening.server_close()


@pytest.fixture
def lake(site: Site, tmp_path: Path) -> Lake:
    """A lake that holds the recorded events and nothing else."""
    found = Lake(tmp_path / "lake")
    for key in site.lake.keys(EVENTS):
        found.put_once(key, site.lake.get(key))
    return found


def endpoint(url: str, **values: object) -> Endpoint:
    return Endpoint(_env_file=None, url=url, **values)  # type: ignore[arg-type]


def recorded(lake: Lake) -> int:
    return sum(lake.get(key).count(b"\n") for key in Journal(lake).batches())


def test_a_validating_endpoint_takes_every_event_once_and_in_order(lake: Lake, server: Server) -> None:
    outcome = send(lake, endpoint(server.url, api_key=KEY))
    assert (outcome.sent, outcome.problem) == (recorded(lake), None)
    assert server.invalid == []
    lines = [json.loads(line) for key in Journal(lake).batches() for line in lake.get(key).splitlines()]
    assert server.runs == [(line["run"]["runId"], line["eventType"]) for line in lines]
    assert server.keys == {f"Bearer {KEY}"}
    assert send(lake, endpoint(server.url)).sent == 0
    assert not any(KEY.encode() in lake.get(key) for key in lake.keys(""))


def test_what_was_recorded_since_is_sent_and_nothing_twice(lake: Lake, server: Server) -> None:
    before = send(lake, endpoint(server.url)).sent
    line = json.dumps({**server.events[0], "eventTime": "2026-11-30T00:00:00Z"}).encode() + b"\n"
    Journal(lake).write(date(2026, 11, 30), "abc-000000001-000000001", [], [line])
    assert send(lake, endpoint(server.url)).sent == 1
    assert len(server.events) == before + 1


def test_a_broken_endpoint_gets_the_rest_later(lake: Lake, server: Server) -> None:
    server.fails_at = 30
    first = send(lake, endpoint(server.url))
    assert (first.sent, first.problem) == (30, "the endpoint answered 500; will be sent later")
    server.fails_at = None
    assert send(lake, endpoint(server.url)).problem is None
    assert len(server.runs) == len(set(server.runs)) == recorded(lake)


def test_a_dead_endpoint_is_left_at_once(lake: Lake) -> None:
    outcome = send(lake, endpoint("http://127.0.0.1:9"))
    assert (outcome.sent, outcome.problem) == (0, "no answer (ConnectError); will be sent later")


def test_a_slow_endpoint_is_left_after_the_timeout(lake: Lake, server: Server) -> None:
    server.wait = 5.0
    began = time.monotonic()
    outcome = send(lake, endpoint(server.url, timeout=0.2))
    assert time.monotonic() - began < 3
    assert outcome.problem == "no answer (ReadTimeout); will be sent later"


def test_an_event_that_is_refused_does_not_block_the_others(lake: Lake, server: Server) -> None:
    server.status = 422
    outcome = send(lake, endpoint(server.url))
    assert outcome.refused == outcome.sent == recorded(lake)
    assert outcome.problem is None


def test_a_second_sender_leaves_it_to_the_first(lake: Lake, server: Server) -> None:
    with lake.locks.hold_if_free(sending.LOCK, "a test") as alone:
        assert alone
        assert "another process is sending" in str(send(lake, endpoint(server.url)).problem)


@pytest.mark.parametrize("fault", ["down", "slow", "500"])
def test_starting_to_send_takes_no_time_whatever_the_endpoint_does(
    lake: Lake, server: Server, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sender is a process of its own, so that a run does not end later than without one."""
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def remembered(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(popen(*arguments, **options))  # type: ignore[call-overload]
        return started[-1]

    server.wait, server.status = (1.0 if fault == "slow" else 0.0), (500 if fault == "500" else 201)
    monkeypatch.setattr(subprocess, "Popen", remembered)
    monkeypatch.setenv("OPENLINEAGE_URL", "http://127.0.0.1:9" if fault == "down" else server.url)
    monkeypatch.setenv("OPENLINEAGE_TIMEOUT", "0.3")
    monkeypatch.setenv("JOBLAKE_LAKE", str(lake.root))
    monkeypatch.setenv("JOBLAKE_HOME", str(tmp_path / "home"))
    began = time.monotonic()
    assert sending_process.start_sending(Settings())
    assert time.monotonic() - began < 2.0
    started[0].wait(timeout=60)
    log = (tmp_path / "home" / "logs" / "openlineage.log").read_text()
    assert log.startswith("0 events sent"), log
    assert server.events == []
    server.wait, server.status = 0.0, 201
    assert send(lake, endpoint(server.url)).sent == recorded(lake)


def test_without_an_address_nothing_is_started(tmp_path: Path) -> None:
    assert not sending_process.start_sending(Settings(home=tmp_path, lake=tmp_path))


def test_the_sender_does_not_import_dagster() -> None:
    """It starts beside a run that has just ended; three seconds of imports would be felt."""
    module = "orchestration.recording.sending_process"
    program = f"import sys, {module}; sys.exit('dagster' in sys.modules or 'dbt' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[3], check=False).returncode == 0
