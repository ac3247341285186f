"""The part in which somebody starts the days from Dagster's UI: over the job of the stages, then over all assets."""

import time
from collections import Counter
from contextlib import suppress
from datetime import date
from typing import Any

import dagster as dg

from benchmarks.fleet.browser import Browser
from benchmarks.fleet.fleet import Fleet, free_port
from benchmarks.fleet.show import PATIENCE_SECONDS, Show, say
from lineage.recording.event_log import made_in
from orchestration.jobs.halves import MARTS, STAGES
from orchestration.jobs.site import NAME as SITE

CLICKED_DAYS, CLICKED_DAYS_PER_RUN = 5, 2
OVER = {"COMPLETED", "COMPLETED_SUCCESS", "COMPLETED_FAILED", "FAILED", "CANCELED"}
LOOK_SECONDS = 3.0
QUIET_SECONDS = 60  # in which nothing may follow any more
# Whole models that need no table without days are ready before the others: as the daemon looks, dbt makes them apart.
MOST_STARTS = {"daily_models": 1, "whole_models": 2, "published_marts": 1}


def clicked(show: Show) -> None:
    """Both backfills, one after the other."""
    days = show.days[:CLICKED_DAYS]
    with show.fleet("clicked", {"JOBLAKE_DAYS_PER_RUN": str(CLICKED_DAYS_PER_RUN)}) as made:
        browser = _open(made)
        began = time.monotonic()
        seen = _watched(browser, browser.backfill_job(STAGES, days))
        _quiet(made)
        jobs = Counter((run.job_name, run.status.value) for run in made.runs())
        at = [len(host.runs()) for host in made.hosts]
        say(f"stages from the UI: {dict(jobs)} in {time.monotonic() - began:.0f} s; on the hosts: {at}; shown: {seen}")
        wanted = {(STAGES, "SUCCESS"): -(-len(days) // CLICKED_DAYS_PER_RUN), (MARTS, "SUCCESS"): 1}
        show.must(jobs == wanted, f"other runs than {wanted}")
        show.must(all(at), "a host had no run")
        show.same(made, days)
        _all_assets(show, made, browser, days)


def _all_assets(show: Show, made: Fleet, browser: Browser, days: list[date]) -> None:
    before = {run.run_id for run in made.runs()}
    seen = _watched(browser, browser.materialize_all(days, without=[SITE]))
    _quiet(made)
    runs = [run for run in made.runs() if run.run_id not in before]
    starts = Counter(step for run in runs for step in _steps(made, run) if step in MOST_STARTS)
    times = Counter(part for run in runs for part in made_in(made.instance, run.run_id))
    ended = [run.status.value for run in runs]
    say(f"all assets from the UI: {len(runs)} runs {ended}; steps: {dict(starts)}; shown: {seen}")
    show.must(seen[-1].startswith("COMPLETED_SUCCESS"), f"the backfill is shown as {seen[-1]}")
    wanted = all(1 <= starts[step] <= most for step, most in MOST_STARTS.items())
    show.must(wanted, f"steps were started otherwise: {starts}")
    show.must(max(times.values()) == 1, f"made more than once: {[part for part, count in times.items() if count > 1]}")
    show.same(made, days)


def _open(made: Fleet) -> Browser:
    browser = Browser.at(made.hosts[0], free_port())
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError):
            browser.ask("{ version }")
            return browser
        time.sleep(1)
    raise TimeoutError("the UI did not answer")


def _watched(browser: Browser, backfill: str) -> list[str]:
    """What the page of a backfill has shown until it was over, each once."""
    shown: list[str] = []
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = browser.progress(backfill)
        line = f"{found['status']} {_counted(found)}"
        if line not in shown:
            shown.append(line)
            say(line)
        if found["status"] in OVER:
            return shown
        time.sleep(LOOK_SECONDS)
    raise TimeoutError(f"backfill {backfill} did not end: {shown[-1]}")


def _counted(found: dict[str, Any]) -> str:
    """What the page's bars show: days by the state of their runs, or assets that are done, at work and failed."""
    if found["assetBackfillData"] is None:
        counts = {one["runStatus"]: one["count"] for one in found["partitionStatusCounts"] or () if one["count"]}
        return f"{counts} of {found['numPartitions']}"
    assets = found["assetBackfillData"]["assetBackfillStatuses"]
    states = {
        "done": ("materialized", "Materialized"),
        "at work": ("inProgress", "InProgress"),
        "failed": ("failed", "Failed"),
    }
    counts = {
        state: sum(bool(one.get(whole) or one.get(f"numPartitions{parts}")) for one in assets)
        for state, (whole, parts) in states.items()
    }
    return f"{counts} of {len(assets)} assets"


def _quiet(made: Fleet) -> None:
    """Wait until no run has been under way for a while."""
    since = time.monotonic()
    while time.monotonic() - since < QUIET_SECONDS:
        if any(not run.is_finished for run in made.runs()):
            since = time.monotonic()
        time.sleep(LOOK_SECONDS)


def _steps(made: Fleet, run: dg.DagsterRun) -> list[str]:
    started = made.instance.event_log_storage.get_logs_for_run(run.run_id, of_type=dg.DagsterEventType.STEP_START)
    return [str(one.step_key) for one in started]
