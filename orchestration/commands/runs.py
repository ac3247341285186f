"""Running the whole graph over a range of days in this process, as one Dagster run that the UI shows like any other."""

import contextlib
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import date

import dagster as dg
from sqlalchemy.exc import OperationalError

from assets.marts.empty_guard import ALLOW_EMPTY
from orchestration.alerts.failures import failures_of
from orchestration.commands.spent import told_if_it_ends_early
from orchestration.installation.instance import full_disk_as_os_error, open_instance
from orchestration.installation.settings import Settings
from orchestration.processes import stopping
from orchestration.processes.run_claims import claimed, end_dead_runs, shared_claims
from orchestration.recording.installation_lineage import Lineage
from orchestration.recording.sending_process import start_sending

RANGE_START, RANGE_END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
SHOWN = {
    dg.DagsterEventType.STEP_START: "started",
    dg.DagsterEventType.STEP_SUCCESS: "done",
    dg.DagsterEventType.STEP_FAILURE: "FAILED",
}
POLL_SECONDS = 0.5


def materialize_range(settings: Settings, first: date, last: date, *, allow_empty: bool = False) -> tuple[bool, str]:
    """Materialize every asset of the lake for the days from `first` to `last`, both included, in one run.

    Args:
        settings: Where the state lies.
        first: The first day.
        last: The last day.
        allow_empty: Whether marts without a job may be published over some that have jobs.

    Returns:
        Whether it succeeded, and the run's id.
    """
    tags = {
        RANGE_START: first.isoformat(),
        RANGE_END: last.isoformat(),
        **({ALLOW_EMPTY: "true"} if allow_empty else {}),
    }
    return run_job(settings, "daily_lake", tags)


def run_job(settings: Settings, name: str, tags: dict[str, str]) -> tuple[bool, str]:
    """Run a job of the installation in this process."""
    # Imports dbt, and all that tells: who executes a job of its own waits for none of it.
    from orchestration.alerts.alerts import alert_quietly
    from orchestration.definitions import build_defs

    done = execute(settings, lambda: build_defs(settings).resolve_job_def(name), tags, Lineage(settings).record)
    start_sending(settings)
    alert_quietly(settings, open_instance(settings))
    return done


def execute(
    settings: Settings,
    resolve: Callable[[], dg.JobDefinition],
    tags: dict[str, str],
    then: Callable[[dg.DagsterInstance], object] = bool,
) -> tuple[bool, str]:
    """Run a job in this process, its progress on stderr and its output in a log file.

    Args:
        settings: Where the state lies.
        resolve: Makes the job, after the runs of processes that are gone have been ended.
        tags: The run's tags, such as its range of days.
        then: Called when the run has ended by itself, while the process still holds its claim.

    Returns:
        Whether it succeeded, and the run's id.

    Raises:
        OSError: The disk of the home is full.
        KeyboardInterrupt: A signal ended the run; Dagster has it as failed.
    """
    with full_disk_as_os_error(settings):
        return _execute(settings, resolve, tags, then)


def _execute(
    settings: Settings,
    resolve: Callable[[], dg.JobDefinition],
    tags: dict[str, str],
    then: Callable[[dg.DagsterInstance], object],
) -> tuple[bool, str]:
    run_id = str(uuid.uuid4())
    log = settings.home_folder / "logs" / f"{run_id}.log"
    instance = open_instance(settings)
    end_dead_runs(instance, settings.home_folder, shared_claims(settings))
    log.parent.mkdir(parents=True, exist_ok=True)
    job = resolve()
    with (
        claimed(settings, run_id),
        told_if_it_ends_early(settings.open_lake(), run_id) as tell_calls,
        log.open("w", encoding="utf-8") as output,
        contextlib.redirect_stdout(output),
        _progress(instance, run_id),
    ):
        done = job.execute_in_process(
            instance=instance,
            run_id=run_id,
            run_config=QUIET,
            tags=tags,
            raise_on_error=False,
        )
        # A step may have ended by a signal before the thread that listens has heard of it.
        if stopping.received(within=0.0 if done.success else 0.5):
            raise KeyboardInterrupt
        if not done.success:
            tell_calls()
        then(instance)
    return done.success, run_id


def failures(settings: Settings, run_id: str) -> list[str]:
    """What went wrong in a run, one sentence a step, in the words of the step's own error."""
    return failures_of(open_instance(settings), run_id)


@contextlib.contextmanager
def _progress(instance: dg.DagsterInstance, run_id: str) -> Iterator[None]:
    finished = threading.Event()
    watcher = threading.Thread(target=_watch, args=(instance, run_id, finished), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        finished.set()
        watcher.join()


def _watch(instance: dg.DagsterInstance, run_id: str, finished: threading.Event) -> None:
    import sys

    shown = 0
    started: dict[str | None, float] = {}
    last_look = False
    while not last_look:
        last_look = finished.wait(POLL_SECONDS)
        try:
            entries = instance.all_logs(run_id, of_type=set(SHOWN))
        except OperationalError:
            return  # the history cannot be read: the run itself meets that, and says so
        for entry in entries[shown:]:
            word = SHOWN[dg.DagsterEventType(entry.dagster_event_type)]
            if word == "started":
                started[entry.step_key] = entry.timestamp
                continue
            seconds = entry.timestamp - started.get(entry.step_key, entry.timestamp)
            with contextlib.suppress(OSError):  # the terminal may be gone; the run need not be
                sys.stderr.write(f"  {word:<7}{entry.step_key:<24}{seconds:6.1f} s\n")
        shown = len(entries)
