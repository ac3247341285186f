"""A range of days over the fleet: the stages in runs of some days, on any worker, then exactly one run of the marts.

The runs are put into Dagster's queue and watched until they have ended; the daemon hands them to workers. Whoever stops
watching stops nothing: the runs go on, and the same command goes on from what has landed.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import dagster as dg
from dagster import __version__
from dagster._cli.job import _create_run
from dagster._cli.workspace.cli_target import (
    get_code_location_from_workspace,
    get_remote_job_from_remote_repo,
    get_remote_repository_from_code_location,
    get_workspace_from_cli_opts,
)
from dagster_shared.cli import WorkspaceOpts

from assets.marts.empty_guard import ALLOW_EMPTY
from orchestration.fleet.chunks import RANGE_END, RANGE_START, chunks, days_of_run
from orchestration.installation.instance import open_instance
from orchestration.installation.settings import PROJECT, Settings
from orchestration.jobs.halves import MARTS, STAGES

LOOK_EVERY_SECONDS = 2.0
Submit = Callable[[str, Mapping[str, str]], str]
_WORDS = {dg.DagsterRunStatus.SUCCESS: "done", dg.DagsterRunStatus.FAILURE: "FAILED"}


def backfill_over_fleet(settings: Settings, first: date, last: date, *, allow_empty: bool) -> tuple[bool, list[str]]:
    """Run the stages of these days on the workers, then the marts on the one that has the warehouse.

    Returns:
        Whether all of it succeeded, and the ids of the runs: of all, or, last, of one that failed.
    """
    instance = open_instance(settings)
    sys.stderr.write(
        f"Joblake: {first} to {last}, runs of {settings.days_per_run} days on the workers, then one of the marts\n"
    )
    with queue(instance, settings) as submit:
        spans = [days_of_run(*map(str, days)) for days in chunks(first, last, settings.days_per_run)]
        stages = [submit(STAGES, span) for span in spans]
        failed = watched(instance, stages)
        if failed:
            return False, [*stages, failed[0]]
        allowed = {ALLOW_EMPTY: "true"} if allow_empty else {}
        marts = submit(MARTS, {**days_of_run(str(first), str(last)), **allowed})
        return not watched(instance, [marts]), [*stages, marts]


@contextmanager
def queue(instance: dg.DagsterInstance, settings: Settings) -> Iterator[Submit]:
    """What puts a run of a job with these tags into Dagster's queue and gives its id; the code is loaded once."""
    places = WorkspaceOpts(workspace=(str(workspace_file(settings)),))
    with get_workspace_from_cli_opts(instance, version=__version__, workspace_opts=places) as workspace:
        location = get_code_location_from_workspace(workspace, None)
        repository = get_remote_repository_from_code_location(location, None)

        def submit(job: str, tags: Mapping[str, str]) -> str:
            found = get_remote_job_from_remote_repo(repository, job)
            run = _create_run(instance, location, repository, found, {}, dict(tags), None, None)
            return instance.submit_run(run.run_id, workspace).run_id

        yield submit


def workspace_file(settings: Settings) -> Path:
    """Where the code is loaded from: what the daemon loads it from too, so that both mean the same."""
    return settings.workspace or PROJECT / "workspace.yaml"


def watched(instance: dg.DagsterInstance, run_ids: Sequence[str]) -> list[str]:
    """Wait until these runs have ended and say of each when it has; the ids of those that did not succeed."""
    left, failed, began = list(run_ids), [], time.monotonic()
    while left:
        for run_id in list(left):
            run = instance.get_run_by_id(run_id)
            if run is not None and not run.is_finished:
                continue
            left.remove(run_id)
            done = run is not None and run.is_success
            failed += [] if done else [run_id]
            _say(run_id, run, len(run_ids) - len(left), len(run_ids), time.monotonic() - began)
        time.sleep(LOOK_EVERY_SECONDS if left else 0)
    return failed


def _say(run_id: str, run: dg.DagsterRun | None, number: int, of: int, seconds: float) -> None:
    if run is None:
        sys.stderr.write(f"  [{number}/{of}] run {run_id} was deleted\n")
        return
    word = _WORDS.get(run.status, run.status.value.lower())
    days = f"{run.tags.get(RANGE_START)} to {run.tags.get(RANGE_END)}"
    sys.stderr.write(f"  [{number}/{of}] {word:<7}{run.job_name:<8}{days}{seconds:8.0f} s\n")
