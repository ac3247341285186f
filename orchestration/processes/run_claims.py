"""Which runs live: the process of a run holds a kernel lock named after it, and a run without one is over.

Dagster's store keeps what a killed process wrote last: a run that goes on for ever, a slot of a pool that nobody frees.
Every command that starts runs first ends those, through Dagster's own interface, whatever store lies behind it. Where
Postgres holds the history of several machines it holds the claims too, and a run that has not begun is left to whoever
launched it.
"""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import dagster as dg

from assets.lake.locks.kernel_lock import is_held, kernel_lock, say_on_stderr
from assets.lake.locks.locks import Locks
from assets.lake.locks.postgres_locks import PostgresLocks
from assets.lake.storage.writers import writing
from orchestration.installation.settings import Settings
from orchestration.processes.children import children_of, end_children

FOLDER = "claims"
UI = "ui"
# Queued runs are left out: the daemon launches them when it is there again.
UNFINISHED = [
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
BEGUN = [dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
CLAIMS_WITHIN = 30.0  # seconds after its start a run holds its claim for sure
GONE = "The process of this run is gone: it was killed, or the machine went down. What landed is kept; run it again."


def claim_path(home: Path, name: str) -> Path:
    """The lock's file of a run, or of the UI."""
    return home / FOLDER / f"{name}.lock"


@contextmanager
def claimed(settings: Settings, run_id: str) -> Iterator[None]:
    """Hold the claim of a run in this process, as a writer of the lake; nothing it started outlives the block."""
    path, shared = claim_path(settings.home_folder, run_id), shared_claims(settings)
    with kernel_lock(path, f"the claim of run {run_id}", f"process {os.getpid()}"), ExitStack() as also:
        if shared:
            here = f"{socket.gethostname()} {os.getpid()}"
            also.enter_context(shared.hold(run_id, f"the claim of run {run_id}", here))
        try:
            with writing(settings.open_lake(), run_id), children_of(run_id):
                yield
        finally:
            path.unlink(missing_ok=True)


def shared_claims(settings: Settings) -> Locks | None:
    """The claims of the runs of all machines that share a history; None where there is one machine."""
    if settings.postgres_url is None:
        return None
    return PostgresLocks(settings.postgres_url.get_secret_value(), "runs")


@contextmanager
def ui_claimed(settings: Settings) -> Iterator[None]:
    """Hold the claim of the UI: a run that it has just launched has none of its own yet, and lives all the same."""
    with kernel_lock(claim_path(settings.home_folder, UI), "the UI of this home", f"process {os.getpid()}"):
        yield


def end_dead_runs(instance: dg.DagsterInstance, home: Path, shared: Locks | None = None) -> list[str]:
    """Mark the runs of processes that are gone as failed, end what they started, free their slots; their ids.

    Args:
        instance: Whose runs.
        home: Where this machine's claims lie.
        shared: The claims of all machines, where several share the instance.
    """
    if shared:
        begun = instance.get_run_records(filters=dg.RunsFilter(statuses=BEGUN))
        old = [run.dagster_run.run_id for run in begun if time.time() - (run.start_time or time.time()) > CLAIMS_WITHIN]
        dead = [run_id for run_id in old if not shared.is_held(run_id)]
    else:
        listed = [run.run_id for run in instance.get_runs(filters=dg.RunsFilter(statuses=UNFINISHED))]
        dead = [run_id for run_id in listed if not _lives(home, run_id)]
    for run_id in dead:
        end_children(run_id)
    ended = [run_id for run_id in dead if end_run(instance, run_id, GONE)]
    for run_id in ended:
        claim_path(home, run_id).unlink(missing_ok=True)
        say_on_stderr(f"run {run_id} was left by a process that is gone; marked as failed, what landed is kept")
    _sweep(instance, home)
    return ended


def _sweep(instance: dg.DagsterInstance, home: Path) -> None:
    """Remove the claims of runs that had written their end when they were killed. Of others a file may be new."""
    for path in (home / FOLDER).glob("*.lock"):
        if path.stem == UI or is_held(path):
            continue
        run = instance.get_run_by_id(path.stem)
        if run is not None and run.is_finished:
            path.unlink(missing_ok=True)


def _lives(home: Path, run_id: str) -> bool:
    path = claim_path(home, run_id)
    return is_held(path) or (not path.exists() and is_held(claim_path(home, UI)))


def end_run(instance: dg.DagsterInstance, run_id: str, why: str) -> bool:
    """Mark one run; False if it has ended since it was listed: its end is written before its claim is let go."""
    run = instance.get_run_by_id(run_id)
    if run is None or run.is_finished:
        return False
    if run.status is dg.DagsterRunStatus.CANCELING:
        instance.report_run_canceled(run, why)
    else:
        instance.report_run_failed(run, why)
    instance.event_log_storage.free_concurrency_slots_for_run(run_id)
    return True
