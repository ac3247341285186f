"""Looks after the runs of all workers beside Dagster's daemon, whoever starts that. Without a broker nothing."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dagster as dg

from assets.lake.locks.kernel_lock import say_on_stderr
from orchestration.installation.settings import Settings
from orchestration.processes.run_claims import shared_claims

LOOK_EVERY_SECONDS = 3.0


@contextmanager
def watched_for_loss(settings: Settings, instance: dg.DagsterInstance) -> Iterator[None]:
    """End the runs of workers that are gone for as long as the block lasts, in a thread beside it."""
    claims = shared_claims(settings)
    if settings.broker_url is None or claims is None:
        yield
        return
    from orchestration.fleet.lost_runs import LostRuns
    from orchestration.fleet.queue import open_queue

    over, lost = threading.Event(), LostRuns(instance, open_queue(settings), claims)
    thread = threading.Thread(target=_look_until, args=(over, lost.look), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _look_until(over: threading.Event, look: Callable[[], object]) -> None:
    said = ""
    while not over.wait(LOOK_EVERY_SECONDS):
        try:
            look()
            said = ""
        except Exception as error:  # noqa: BLE001 - queue or Postgres may be away; the next look may find them
            if str(error) != said:
                say_on_stderr(f"whether workers live cannot be seen: {error}")
            said = str(error)
