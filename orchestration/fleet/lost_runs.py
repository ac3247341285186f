"""Runs whose worker is gone, whatever they were at: taken from the queue, starting, running or stopping.

Neither Celery nor Dagster notices. A task that a killed worker had taken lies in Redis until its `visibility_timeout`,
Celery's result says STARTED for ever, and Dagster asks for the health of runs only once they have started. So all runs
that are under way are looked at together, every few seconds: one lives while its task waits in the queue, a worker says
that it has it, or its process holds its claim. One that nobody has seen for some looks in a row is ended.
"""

import json
from collections.abc import Sequence
from typing import Any

import dagster as dg
from dagster_celery.tags import DAGSTER_CELERY_TASK_ID_TAG
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from assets.lake.locks.kernel_lock import say_on_stderr
from assets.lake.locks.locks import Locks
from orchestration.jobs.halves import MARTS, QUEUE, STAGES
from orchestration.processes.run_claims import end_run

# With a look every three seconds a run is ended at the latest 3 + 2 * (3 + 3) + 3 = 18 s after its worker was killed.
# With one every five, where 24 s are computed, 21 and 28 s were seen on a machine with four times the work it can do.
ANSWER_SECONDS, LOOKS = 3.0, 3
UNDER_WAY = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
GONE = (
    "No worker is at this run: its process was killed, or its machine is gone. What landed is kept; run it again, "
    "nothing that was paid for is asked again."
)


class LostRuns:
    """The runs that nobody has been seen at lately.

    Args:
        instance: Whose runs.
        queue: Celery's application: the queue and the workers.
        claims: The claims of the runs of all machines.
    """

    def __init__(self, instance: dg.DagsterInstance, queue: Any, claims: Locks) -> None:
        self._instance, self._queue, self._claims = instance, queue, claims
        self._missed: dict[str, int] = {}

    def look(self) -> list[str]:
        """Look once, and end the runs that were missed too often; their ids.

        Raises:
            OSError: The queue cannot be asked; nothing is concluded from that.
        """
        runs = self._instance.get_runs(filters=dg.RunsFilter(statuses=UNDER_WAY))
        if not runs:
            self._missed = {}
            return []
        seen = self._seen(runs)
        missed = [run for run in runs if _task_of(run) not in seen and not self._claims.is_held(run.run_id)]
        self._missed = {run.run_id: self._missed.get(run.run_id, 0) + 1 for run in missed}
        return [run.run_id for run in missed if self._missed[run.run_id] >= LOOKS and self._end(run)]

    def _seen(self, runs: Sequence[dg.DagsterRun]) -> set[str]:
        """The tasks of these runs that wait or that a worker has. The queue first: from there they go to workers."""
        try:
            waiting = self._waiting({STAGES, MARTS, *(run.tags.get(QUEUE, STAGES) for run in runs)})
            asked = sorted({_task_of(run) for run in runs} - waiting - {""})
            answers = self._queue.control.inspect(timeout=ANSWER_SECONDS).query_task(*asked) if asked else None
        except (RedisError, OperationalError) as error:
            raise OSError(f"the queue cannot be asked: {' '.join(str(error).split())}") from None
        return waiting.union(*(answers or {}).values())

    def _waiting(self, queues: set[str]) -> set[str]:
        """The tasks in these queues that no worker has taken; a queue of Redis is a list for each priority."""
        with self._queue.connection_for_read() as connection:
            channel = connection.default_channel
            by_priority = channel._q_for_pri  # noqa: SLF001 - nothing else of kombu says what such a list is called
            lists = [by_priority(name, step) for name in queues for step in channel.priority_steps]
            messages = [message for name in lists for message in channel.client.lrange(name, 0, -1)]
        return {str(json.loads(message)["headers"]["id"]) for message in messages}

    def _end(self, run: dg.DagsterRun) -> bool:
        """End one run; whether it had not ended by itself."""
        ended = end_run(self._instance, run.run_id, GONE)
        if ended:
            say_on_stderr(f"run {run.run_id} was left by a worker that is gone; it is ended, what landed is kept")
        return ended


def _task_of(run: dg.DagsterRun) -> str:
    """Celery's name of a run; empty until it was handed over."""
    return run.tags.get(DAGSTER_CELERY_TASK_ID_TAG, "")
