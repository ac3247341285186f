"""The program's parts: all days on two hosts, a host that is killed, a day that is paid for, what a bucket costs."""

import time
from collections import Counter
from datetime import UTC, datetime

import dagster as dg

from benchmarks.fleet.cost import cost
from benchmarks.fleet.fleet import DAYS_PER_RUN, Fleet
from benchmarks.fleet.recorded import days_from_first
from benchmarks.fleet.show import COST_DAYS, PAGES, PATIENCE_SECONDS, Show, say
from orchestration.jobs.halves import MARTS, STAGES
from tests.assets.search.jsearch_server import JSearchServer, job, serving

KILLED_DAYS = 2 * DAYS_PER_RUN  # a run on each host
FAILED_WITHIN = 30.0
SOME_WORK_SECONDS = 3
STARTING, STARTED = dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED
NAMES = ("fitter", "signaller", "guard")


def alike(show: Show) -> None:
    """All days on two hosts, then one run of the marts."""
    show.alone(show.days)
    with show.fleet("alike") as made:
        began = time.monotonic()
        show.finished(made, made.backfill(show.days[0], show.days[-1]), well=True)
        jobs = Counter(run.job_name for run in made.runs())
        at = [len(host.runs()) for host in made.hosts]
        say(f"two hosts: {dict(jobs)} in {time.monotonic() - began:.0f} s; runs on the hosts: {at}")
        show.must(jobs == {STAGES: -(-len(show.days) // DAYS_PER_RUN), MARTS: 1}, f"other runs than expected: {jobs}")
        show.must(all(at), "a host had no run")
        show.same(made, show.days)
        show.lineage_once(made)


def killed(show: Show) -> None:
    """A host is killed while its run goes on, and again while its run only starts; then all days are run again."""
    first, last = show.days[0], show.days[-1]
    with show.fleet("killed") as made:
        for status in (STARTED, STARTING):
            command = made.backfill(first, min(last, days_from_first(KILLED_DAYS)[-1]))
            run_id = _run_on(made, "two", status)
            time.sleep(SOME_WORK_SECONDS if status is STARTED else 0)
            made.hosts[1].kill()
            seconds = _until_ended(made, run_id)
            say(f"host two killed while its run was {status.value}: {_status(made, run_id)} after {seconds:.0f} s")
            show.must(
                _status(made, run_id) == "FAILURE" and seconds <= FAILED_WITHIN, f"not failed in {FAILED_WITHIN} s"
            )
            show.finished(made, command, well=False)
            made.start_worker(made.hosts[1])
        show.finished(made, made.backfill(first, last), well=True)
        jobs = Counter((run.job_name, run.status.value) for run in made.runs())
        say(f"runs: {dict(jobs)}; on the hosts: {[len(host.runs()) for host in made.hosts]}")
        show.must(jobs[MARTS, "SUCCESS"] == 1, "not one run of the marts")
        show.same(made, show.days)
        show.lineage_once(made)


def _run_on(made: Fleet, host: str, status: dg.DagsterRunStatus) -> str:
    """The first run that is seen in this state at a host."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        workers = made.workers()
        for run in made.runs(status):
            if workers.get(run.run_id) == host:
                return run.run_id
        time.sleep(0.2)
    raise TimeoutError(f"no run was seen {status.value} on host {host}")


def _status(made: Fleet, run_id: str) -> str:
    run = made.instance.get_run_by_id(run_id)
    return run.status.value if run else "deleted"


def _until_ended(made: Fleet, run_id: str) -> float:
    began = time.monotonic()
    while time.monotonic() - began < 10 * FAILED_WITHIN:
        run = made.instance.get_run_by_id(run_id)
        if run is None or run.is_finished:
            break
        time.sleep(0.2)
    return time.monotonic() - began


def paid(show: Show) -> None:
    """Both hosts are asked for the same paid day at once."""
    today = datetime.now(UTC).date()
    numbers = iter(range(100))
    pages = {name: [[job(next(numbers)) for _ in range(4)] for _ in range(PAGES)] for name in NAMES}
    lines = "".join(f"      - {{name: {n}, query: {n}, country: gb, pages: {PAGES}}}\n" for n in NAMES)
    with serving(JSearchServer(pages)) as api:
        api.latency = 1.0
        searches = show.root / "paid.yaml"
        searches.write_text(f"panels:\n  - name: rail\n    searches:\n{lines}", encoding="utf-8")
        given = {"JOBLAKE_SOURCE": "jsearch", "JSEARCH_API_KEY": "paid", "JSEARCH_BASE_URL": api.url,
                 "JOBLAKE_SEARCHES": str(searches)}  # fmt: skip
        with show.fleet("paid", given) as made:
            both = [made.backfill(today, today, host) for host in (0, 1)]
            for command in both:
                show.finished(made, command, well=True)
            at = [len(host.runs()) for host in made.hosts]
        asked = Counter(str(sorted(request.params.items())) for request in api.received)
        say(f"runs on the hosts: {at}; {len(asked)} pages, asked {sum(asked.values())} times")
        show.must(len(asked) == len(NAMES) * PAGES and max(asked.values()) == 1, f"pages asked twice: {asked}")


def costs(show: Show) -> None:
    """A bucket against a folder, in one process."""
    cost(show.root, show.recorded, days_from_first(COST_DAYS))
