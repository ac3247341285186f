"""The promises hold at every source: nothing lost, nothing twice, nothing half, nothing silent, nothing leaking."""

import json
import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assets.lake.calls.ledger import Call, Ledger
from assets.lake.raw import raw_answers
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import JOB_POSTINGS, QUARANTINE, SCHEMA_DRIFT
from assets.postings.job_postings import read_day
from assets.search.budget.limits import Limits
from assets.search.days.day_report import DayReport
from assets.search.days.search_day import search_day
from assets.sources.answers import results_of
from assets.sources.registry import SOURCES
from tests.assets.search.jsearch_server import Reply, serving
from tests.assets.search.scene import KEY, TODAY, FakeClock
from tests.assets.sources.fictional import Door, SourceServer, doors
from tests.assets.sources.killed_run import land, run, search_of, source_of_door

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.assets.sources.killed_run"])
DOORS = {door.name: door for door in doors()}


@dataclass
class Meeting:
    """A lake and one source on a local server."""

    root: Path
    door: Door
    server: SourceServer
    clock: FakeClock
    runs: int = 0

    @property
    def lake(self) -> Lake:
        return Lake(self.root)

    def run(self, day: date = TODAY, today: date = TODAY) -> DayReport:
        self.runs += 1
        source, one = source_of_door(self.door, self.server.url), search_of(self.door)
        ledger = Ledger(self.lake, f"run-{self.runs}")
        limits = Limits(3, 1000.0)
        return search_day(
            self.lake, ledger, None, [one], day, today, named={source.name: source}, limits=limits, clock=self.clock
        )

    def calls(self) -> list[Call]:
        return Ledger(self.lake, "reader").rows(TODAY, "search")


@pytest.fixture(params=list(DOORS))
def meeting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Meeting]:
    door = DOORS[request.param]
    with serving(SourceServer(door)) as server:
        assert isinstance(server, SourceServer)
        yield Meeting(tmp_path / "lake", door, server, FakeClock())


def test_every_result_becomes_a_posting_or_is_set_aside(meeting: Meeting) -> None:
    report = meeting.run()
    count = read_day(meeting.lake, TODAY)
    assert report.failures == ()
    assert report.results == count.results == meeting.door.results
    assert count.missing == 0
    assert count.postings == meeting.door.results, meeting.lake.read_partitions(QUARANTINE).to_pylist()
    if meeting.door.name != "jsearch":  # whose local server trims its objects
        assert meeting.lake.read_partitions(SCHEMA_DRIFT).to_pylist() == []


def test_a_second_run_asks_for_nothing_and_makes_the_same_bytes(meeting: Meeting) -> None:
    first = meeting.run()
    read_day(meeting.lake, TODAY)
    asked, digest = len(meeting.server.received), meeting.lake.digest(JOB_POSTINGS, TODAY)
    again = meeting.run()
    read_day(meeting.lake, TODAY)
    assert asked == len(meeting.server.received) == meeting.door.calls
    assert (again.outcome, again.rows, again.credits) == ("replayed", first.rows, 0)
    assert meeting.lake.digest(JOB_POSTINGS, TODAY) == digest


def test_the_answers_lie_in_raw_byte_for_byte(meeting: Meeting) -> None:
    meeting.run()
    landed = {answer.body for answer in raw_answers.answers(meeting.lake, TODAY)}
    assert landed == set(meeting.door.pages.values())


def test_an_unknown_shape_lands_whole_and_is_reported(meeting: Meeting) -> None:
    body = b'{"version": 9, "postings": [{"headline": "Fitter"}]}'
    meeting.server.always = Reply(body=body)
    report = meeting.run()
    (answer,) = raw_answers.answers(meeting.lake, TODAY)
    assert answer.body == body
    assert results_of(answer) == []
    assert "its keys are 'postings', 'version'" in report.failures[0]
    read_day(meeting.lake, TODAY)
    (drift,) = meeting.lake.read_partitions(SCHEMA_DRIFT).to_pylist()
    assert (drift["field"], drift["raw_file"]) == ("(the answer)", answer.key)
    assert "its keys are 'postings', 'version'" in drift["found"]


def test_jobs_of_an_unknown_shape_are_quarantined_with_a_drift_report(meeting: Meeting) -> None:
    body = next(iter(meeting.door.pages.values()))
    renamed = json.loads(body)
    jobs = renamed if isinstance(renamed, list) else _jobs(renamed)
    for job in jobs:
        for name in ("title", "text", "job_title"):
            if name in job:
                job["headline"] = job.pop(name)
    meeting.server.always = Reply(body=json.dumps(renamed).encode())
    meeting.run()
    count = read_day(meeting.lake, TODAY)
    assert count.missing == 0
    assert count.postings == 0
    assert count.quarantined.total() == count.results > 0
    drift = meeting.lake.read_partitions(SCHEMA_DRIFT).to_pylist()
    assert ("headline", "unknown_field") in {(row["field"], row["change"]) for row in drift}
    assert "missing_field" in {row["change"] for row in drift}


def _jobs(content: dict[str, object]) -> list[dict[str, object]]:
    within: Any = content.get("data") or content
    if isinstance(within, list):
        return within
    return next(within[name] for name in ("jobs", "results", "jobs_results") if name in within)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 418, 429, 500])
def test_no_failure_is_silent_and_no_key_is_kept(meeting: Meeting, status: int) -> None:
    echo = f'{{"error": "no service for {KEY}", "again": "{KEY}"}}'.encode()
    meeting.server.always = Reply(status, echo, {"x-request-id": KEY, "retry-after": "0"})
    report = meeting.run()
    assert str(status) in report.failures[0]
    assert "Next: " in report.failures[0] or status in (429, 500)
    kept = b"".join(path.read_bytes() for path in meeting.root.rglob("*") if path.is_file())
    if KEY in repr(meeting.server.received):  # a board is told no key, so it can echo none
        assert KEY.encode() not in kept + repr((report, meeting.calls())).encode()
    assert len(meeting.calls()) == len(meeting.server.received)


def test_a_key_is_sent_and_kept_nowhere(meeting: Meeting) -> None:
    meeting.run()
    sent = repr(meeting.server.received)
    assert (KEY in sent) == bool(SOURCES[meeting.door.name].key_variables)
    kept = b"".join(path.read_bytes() for path in meeting.root.rglob("*") if path.is_file())
    answers = raw_answers.answers(meeting.lake, TODAY)
    assert KEY.encode() not in kept + b"".join(answer.body + repr(answer.request).encode() for answer in answers)


def test_a_run_killed_at_any_moment_goes_on_where_it_was(meeting: Meeting) -> None:
    meeting.server.latency = 0.02
    for number in range(2):
        root = meeting.root / str(number)
        process = PROCESSES.Process(target=run, args=(str(root), meeting.server.url, meeting.door.name))
        asked = len(meeting.server.received)
        process.start()
        while len(meeting.server.received) == asked:
            time.sleep(0.001)
        time.sleep(0.01 * number)
        process.kill()
        process.join()
        there = {answer.key for answer in raw_answers.answers(Lake(root), TODAY)}
        asked = len(meeting.server.received)
        report = land(str(root), meeting.server.url, meeting.door.name)
        assert (report.failures, report.results) == ((), meeting.door.results)
        assert len(meeting.server.received) - asked == meeting.door.calls - len(there), (
            "what had landed was asked again"
        )
