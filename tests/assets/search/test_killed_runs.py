"""Runs that are killed at any moment, or start twice at once: nothing is lost and nothing that landed is paid again."""

import json
import multiprocessing
import socket
import time
from collections import Counter
from pathlib import Path
from random import Random

from assets.lake.calls.ledger import Ledger
from assets.lake.raw import raw_answers
from assets.lake.storage.storage import Lake
from tests.assets.search.jsearch_server import JSearchServer, Received
from tests.assets.search.paid_run import land, run
from tests.assets.search.scene import TODAY, pages_of, search

NAMES = ["fitter", "guard"]
PAGES = len(NAMES) * 2  # few, because each page is synced to disk four times, and there are twenty runs
KILLS = 20

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.assets.search.paid_run"])


def started(root: Path, server: JSearchServer, run_id: str) -> multiprocessing.process.BaseProcess:
    process = PROCESSES.Process(target=run, args=(str(root), server.url, TODAY, NAMES, run_id))
    process.start()
    return process


def asked(received: list[Received]) -> Counter[str]:
    return Counter(json.dumps(request.params, sort_keys=True) for request in received)


def landed(lake: Lake) -> set[str]:
    return {json.dumps(answer.request.params, sort_keys=True) for answer in raw_answers.answers(lake, TODAY)}


def test_a_run_killed_at_any_of_twenty_moments_goes_on_where_it_was(tmp_path: Path, server: JSearchServer) -> None:
    server.pages = pages_of(*(search(name) for name in NAMES), pages=2)
    server.latency = 0.03
    random, interrupted, excess = Random(1906), 0, 0
    for number in range(KILLS):
        root = tmp_path / str(number)
        lake, ledger = Lake(root), Ledger(Lake(root), "reader")
        server.received.clear()
        process = started(root, server, "killed")
        while not server.received:
            time.sleep(0.001)
        time.sleep(random.uniform(0, 0.15))
        process.kill()
        process.join()
        there, before = landed(lake), len(server.received)
        names = {answer.request_key for answer in raw_answers.answers(lake, TODAY)}
        report = land(str(root), server.url, TODAY, NAMES, "again")
        assert report.failures == ()
        assert len(landed(lake)) == PAGES
        assert not there & set(asked(server.received[before:])), "a page that had landed was paid again"
        calls = ledger.rows(TODAY, "search")
        cut = [call for call in calls if call.status == "interrupted"]
        assert sum(call.status == "processed" for call in calls) + len(cut) == len(calls)
        assert sum(call.credits for call in calls) == len(calls)
        # Never fewer in the ledger than the server counted; one more only for a request that the kill kept from
        # leaving after its intent was on disk (see `intent`).
        again = [call for call in cut if call.request_key not in names]  # one killed after it landed is not asked again
        assert report.interrupted == len(again), "the run that follows reports what was under way and is asked again"
        assert 0 <= len(calls) - len(server.received) <= len(cut) <= len(NAMES)
        interrupted += len(cut)
        excess += len(calls) - len(server.received)
    assert interrupted > 0, "no kill hit a call: the test shows nothing"
    assert excess <= KILLS // 4, "intents should stand for requests that left, not for plans"


def test_a_run_killed_before_its_request_could_leave_counts_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        process = PROCESSES.Process(target=run, args=(str(tmp_path), url, TODAY, NAMES, "killed"))
        process.start()
        connection, _ = silent.accept()
        assert connection.recv(1)[0] == 22, "a TLS handshake, which this server never answers"
        process.kill()
        process.join()
        connection.close()
    assert Ledger(Lake(tmp_path), "reader").rows(TODAY, "search") == []


def test_two_runs_at_once_pay_once(tmp_path: Path, server: JSearchServer) -> None:
    server.pages = pages_of(*(search(name) for name in NAMES), pages=2)
    server.latency = 0.02
    both = [started(tmp_path, server, "one"), started(tmp_path, server, "other")]
    for process in both:
        process.join(30)
    assert [process.exitcode for process in both] == [0, 0]
    assert len(server.received) == PAGES
    assert max(asked(server.received).values()) == 1
    assert len(Ledger(Lake(tmp_path), "reader").rows(TODAY, "search")) == PAGES
