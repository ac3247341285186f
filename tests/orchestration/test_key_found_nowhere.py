"""A key is found in no file of the home and the lake and in no output, after whole runs that succeed or fail."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import dagster as dg
import pytest

from assets.lake.raw import raw_answers
from assets.lake.storage.storage import Lake
from tests.assets.search.jsearch_server import JSearchServer, Reply, job, serving
from tests.builds import know_project
from tests.nobody import nobodys_environment
from tests.orchestration.runs import House, searches_file

ROOT = Path(__file__).resolve().parents[2]
KEY = "canary-Zq7+/x=Grace-1906"
FORMS = [KEY.encode(), quote(KEY, safe="").encode()]
AT_ONCE = {"retry-after": "0", "x-request-id": KEY, "set-cookie": KEY}
ECHO = f'{{"message":"Invalid API key {KEY}","url":"/?k={quote(KEY, safe="")}"}}'.encode()
GATEWAY = f"<html>no service for {KEY}</html>".encode()
MONTHLY = f'{{"message":"You have exceeded the MONTHLY quota, {KEY}"}}'.encode()
# What the source says about each day of one range: all but the last fail their own day only.
DAYS_OF_FAILURE = {
    "400": [Reply(400, ECHO, AT_ONCE)],
    "503": [Reply(503, ECHO, AT_ONCE)] * 3,
    "not JSON": [Reply(200, GATEWAY, AT_ONCE)],
    "cut": [Reply(200, ECHO, AT_ONCE, cut=True)] * 3,
    "timeout": [Reply(200, ECHO, AT_ONCE, delay=1.5)] * 3,
    "401": [Reply(401, ECHO, AT_ONCE)],
}
# What the source says to a run of one day, and what the run says then.
RUNS = {
    "403": ([Reply(403, ECHO, AT_ONCE)], ["403, this key"]),
    "404": ([Reply(404, ECHO, AT_ONCE)], ["404, this path"]),
    "monthly 429": ([Reply(429, MONTHLY, AT_ONCE)], ["month is used up"]),
    "cool-down": ([Reply(429, ECHO, AT_ONCE), Reply(403, ECHO, AT_ONCE)], ["403 right after 429s"]),
    "every day another": (
        [reply for replies in DAYS_OF_FAILURE.values() for reply in replies],
        ["400, the search", "503 from", "neither JSON", "ProtocolError", "no whole answer", "401, the key"],
    ),
}


@dataclass
class Site:
    """An installation with a paid source on the local server."""

    folder: Path
    server: JSearchServer
    output: list[bytes] = field(default_factory=list)

    def call(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        given = {
            "JOBLAKE_HOME": str(self.folder / "home"),
            "JOBLAKE_LAKE": str(self.folder / "lake"),
            "JOBLAKE_SEARCHES": str(searches_file(self.folder, "fitter")),
            "JOBLAKE_SOURCE": "jsearch",
            "JSEARCH_API_KEY": KEY,
            "JSEARCH_BASE_URL": self.server.url,
        }
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=nobodys_environment() | given,
            capture_output=True,
            check=False,
            timeout=900,
        )
        self.output += [done.stdout, done.stderr]
        return done

    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def holding_the_key(self) -> list[str]:
        """Every file and answer that holds the key in any form."""
        found = [path.as_posix() for path in self.files() if holds(path.read_bytes() + path.name.encode())]
        lake = Lake(self.folder / "lake")
        answers = [answer for day in raw_answers.landed_days(lake) for answer in raw_answers.answers(lake, day)]
        return found + [answer.key for answer in answers if holds(answer.body + repr(answer.request).encode())]


def holds(data: bytes) -> bool:
    return any(form in data for form in FORMS)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serving(JSearchServer()) as server:
        server.pages = {"fitter": [[job(number) for number in range(4)]]}
        yield Site(tmp_path, server)


def today() -> date:
    return datetime.now(UTC).date()


def test_whole_runs_that_succeed_and_fail_keep_no_key(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    know_project(tmp_path_factory, site.folder / "home")
    echoed = b'{"data":[{"job_id":"%b","job_title":"Fitter"}]}' % KEY.encode()
    site.server.script = [Reply(200, echoed, AT_ONCE), Reply(401, ECHO, AT_ONCE)]
    day, before = today().isoformat(), (today() - timedelta(days=1)).isoformat()
    done = site.call("-m", "orchestration", "backfill", day, day)
    assert done.returncode == 0, done.stderr.decode()
    refused = site.call("-m", "orchestration", "backfill", before, before)
    assert refused.returncode == 1
    assert b"401, the key is refused" in refused.stderr
    assert [got.headers["x-api-key"] for got in site.server.received] == [KEY] * 2
    suffixes = {path.suffix for path in site.files()}
    assert {".db", ".log", ".parquet", ".zst", ".ndjson", ".duckdb"} <= suffixes, "not all kinds of traces are there"
    assert site.holding_the_key() == []
    assert not holds(b"".join(site.output))


@pytest.mark.parametrize("kind", RUNS)
def test_a_run_that_fails_keeps_no_key(
    site: Site, kind: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    replies, words = RUNS[kind]
    site.server.script = list(replies)
    days = [today() - timedelta(days=back) for back in range(len(words) - 1, -1, -1)]
    with dg.DagsterInstance.local_temp(str(site.folder)) as instance:
        patience = 1 if "no whole answer" in words else 60  # seconds; a busy machine must not add timeouts of its own
        given: dict[str, object] = {"api_key": KEY, "timeout_seconds": patience}
        house = House(site.folder, site.server, given=given, instance=instance, quiet=False)
        said = house.run(days).error
        landed = [day for day in days if day.isoformat() in house.materialized("raw_search_results")]
        said += " ".join(str(house.metadata("raw_search_results", day)) for day in landed)
    assert [word for word in words if word not in said] == []
    assert len(site.server.received) == len(replies)
    assert {".db", ".err", ".ndjson"} <= {path.suffix for path in site.files()}
    assert site.holding_the_key() == []
    shown = "".join(capfd.readouterr())
    assert words[-1] in shown
    assert not holds((shown + caplog.text).encode())
