"""`make dev` in a real browser: the UI works whole, a page of another origin can do nothing. It ends when told to."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import dagster as dg
import httpx
import pytest

from tests.viewer.browser import CHROMIUM, Browser, chromium

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 180.0
DEV = """
import sys
from orchestration.processes import stopping
from orchestration.installation.settings import Settings
from orchestration.ui.dev import dev
stopping.listen()
try:
    code = dev(Settings(_env_file=None), int(sys.argv[1]), "tests.orchestration.ui.small")
except KeyboardInterrupt:
    code = stopping.exit_code()
sys.exit(code)
"""
LAUNCH = """
mutation Launch($job: String!) { launchRun(executionParams: {mode: "default", runConfigData: {}, selector: {
  jobName: $job, repositoryName: "__repository__", repositoryLocationName: "joblake"}})
  { __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }
"""


@dataclass
class Ui:
    """A running `make dev`."""

    process: subprocess.Popen[bytes]
    home: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def launch(self, job: str) -> str:
        """Launch a run as a script on this machine would; its id."""
        answer = httpx.post(f"{self.url}/graphql", json={"query": LAUNCH, "variables": {"job": job}}, timeout=60)
        return str(answer.json()["data"]["launchRun"]["run"]["runId"])

    def runs(self) -> dict[str, str]:
        """Every run by id, with its status."""
        with dg.DagsterInstance.from_config(str(self.home)) as instance:
            return {run.run_id: run.status.value for run in instance.get_runs()}

    def wait_for(self, run_id: str, status: str) -> None:
        ends = time.monotonic() + PATIENCE_SECONDS
        while self.runs()[run_id] != status:
            assert time.monotonic() < ends, self.runs()
            time.sleep(0.3)

    def processes(self) -> list[int]:
        """Every process of this installation."""
        mark, found = f"JOBLAKE_HOME={self.home}".encode(), []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
            except OSError:
                continue  # it has ended meanwhile
        return found

    def gone_within(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while self.processes():
            assert time.monotonic() < ends, f"still there: {self.processes()}"
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def started(folder: Path) -> Ui:
    port, home = free_port(), folder / "home"
    places = {"JOBLAKE_HOME": str(home), "JOBLAKE_LAKE": str(folder / "lake"), "DAGSTER_HOME": ""}
    process = subprocess.Popen(
        [sys.executable, "-c", DEV, str(port)], cwd=ROOT, env={**os.environ, **places}, start_new_session=True
    )
    ui, ends = Ui(process, home, port), time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            httpx.get(f"{ui.url}/server_info", timeout=30)
        except httpx.TransportError:
            assert process.poll() is None, "make dev has ended"
            assert time.monotonic() < ends, "the UI did not start"
            time.sleep(0.2)
        else:
            return ui


@pytest.fixture(scope="module")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ui]:
    running = started(tmp_path_factory.mktemp("dev"))
    yield running
    running.process.kill()
    running.process.wait()
    running.gone_within(10)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    with chromium(tmp_path_factory.mktemp("profile"), "--host-resolver-rules=MAP evil.example 127.0.0.1") as tab:
        yield tab


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server of another origin, with an empty page."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "index.html").write_text("<!doctype html><title>elsewhere</title><body></body>", encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


def until(browser: Browser, expression: str) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not browser.value(expression):
        assert time.monotonic() < ends, (
            f"{expression} is not so; the page says {browser.value('document.body.innerText')}"
        )
        time.sleep(0.2)


SUBSCRIPTION = """
new Promise((done, failed) => {
  const socket = new WebSocket(location.origin.replace('http', 'ws') + '/graphql', 'graphql-ws');
  socket.onerror = () => failed(new Error('refused'));
  socket.onmessage = message => {
    const said = JSON.parse(message.data);
    if (said.type === 'connection_ack') socket.send(JSON.stringify({id: '1', type: 'start', payload: {query:
      'subscription { pipelineRunLogs(runId: "%s") { __typename } }', variables: {}}}));
    if (said.type === 'data') { socket.close(); done(said.payload.data.pipelineRunLogs.__typename); }
  };
  socket.onopen = () => socket.send(JSON.stringify({type: 'connection_init', payload: {}}));
})
"""


def test_the_ui_works_whole_in_a_browser(ui: Ui, browser: Browser) -> None:
    browser.send("Page.navigate", url=f"{ui.url}/locations/joblake/jobs/small")
    until(browser, "document.body && document.body.innerText.includes('greet')")
    browser.send("Page.navigate", url=f"{ui.url}/locations/joblake/jobs/small/playground")
    button = "[...document.querySelectorAll('button')].find(b => b.innerText.includes('Launch') && !b.disabled)"
    until(browser, f"Boolean({button})")
    before = set(ui.runs())
    browser.value(f"{button}.click()")
    ends = time.monotonic() + PATIENCE_SECONDS
    while not (launched := set(ui.runs()) - before):
        assert time.monotonic() < ends, "the button launched nothing"
        time.sleep(0.2)
    (run_id,) = launched
    ui.wait_for(run_id, "SUCCESS")
    until(browser, f"location.pathname.includes('{run_id}')")
    assert browser.value(SUBSCRIPTION % run_id) == "PipelineRunLogsSubscriptionSuccess"


ATTACK = """
(async () => {
  const ui = '%s', mutation = 'mutation { deletePipelineRun(runId: "%s") { __typename } }';
  const body = JSON.stringify({query: mutation}), outcomes = [];
  const asked = (name, promise) =>
    promise.then(a => outcomes.push(name + ' ' + a), () => outcomes.push(name + ' failed'));
  await asked('image', new Promise(done => { const i = new Image();
    i.onload = () => done('loaded'); i.onerror = () => done('refused');
    i.src = ui + '/graphql?query=' + encodeURIComponent(mutation); }));
  for (const type of ['text/plain', 'text/plain; application/json', 'application/x-www-form-urlencoded'])
    await asked(type, fetch(ui + '/graphql?query=' + encodeURIComponent(mutation),
      {method: 'POST', mode: 'no-cors', headers: {'content-type': type}, body}).then(a => a.type));
  await asked('json', fetch(ui + '/graphql', {method: 'POST', headers: {'content-type': 'application/json'}, body})
    .then(a => a.status));
  const frame = document.createElement('iframe'); frame.name = 'target'; document.body.append(frame);
  const form = document.createElement('form'); form.method = 'POST'; form.enctype = 'text/plain';
  form.action = ui + '/graphql'; form.target = 'target';
  const field = document.createElement('input'); field.name = body.slice(0, -1) + ', "x": "'; field.value = '"}';
  form.append(field); document.body.append(form);
  await asked('form', new Promise(done => { frame.onload = () => done('answered'); form.submit(); }));
  await asked('socket', new Promise(done => {
    const s = new WebSocket(ui.replace('http', 'ws') + '/graphql', 'graphql-ws');
    s.onopen = () => done('open'); s.onerror = () => done('refused'); }));
  return outcomes;
})()
"""


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1", "http://localhost"])
def test_a_page_of_another_origin_can_do_nothing_to_the_ui(
    ui: Ui, browser: Browser, elsewhere: int, origin: str
) -> None:
    kept = ui.launch("small")
    ui.wait_for(kept, "SUCCESS")
    browser.open(f"{origin}:{elsewhere}/index.html")
    outcomes = browser.value(ATTACK % (ui.url, kept))
    assert len(outcomes) == 7
    assert {"image refused", "json failed", "socket refused"} <= set(outcomes)
    time.sleep(0.5)
    assert kept in ui.runs(), outcomes


def test_a_name_that_was_made_to_point_here_reads_and_changes_nothing(ui: Ui, browser: Browser) -> None:
    kept = ui.launch("small")
    ui.wait_for(kept, "SUCCESS")
    browser.open(f"http://evil.example:{ui.port}/")
    assert "Not answered under this host name" in browser.value("document.body.innerText")
    body = json.dumps({"query": f'mutation {{ deletePipelineRun(runId: "{kept}") {{ __typename }} }}'})
    sent = "fetch('/graphql', {method: 'POST', headers: {'content-type': 'application/json'}, body: %s})"
    assert browser.value(sent % json.dumps(body) + ".then(a => a.status)") == 421
    assert kept in ui.runs()


def test_a_killed_make_dev_leaves_no_process(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    running = started(tmp_path)
    request.addfinalizer(running.process.kill)
    assert len(running.processes()) >= 4, "the command, the code server, the daemon and the web server"
    running.process.kill()
    running.process.wait()
    running.gone_within(5)


def test_make_dev_ends_within_ten_seconds_of_a_signal_and_its_runs_with_it(ui: Ui) -> None:
    run_id = ui.launch("endless")
    ui.wait_for(run_id, "STARTED")
    began = time.monotonic()
    ui.process.send_signal(signal.SIGTERM)
    assert ui.process.wait(timeout=20) == 128 + signal.SIGTERM
    ui.gone_within(10 - (time.monotonic() - began))
    assert ui.runs()[run_id] == "FAILURE"
