"""The launcher of runs on Celery's workers; a worker that is gone fails its run within a few polls.

Celery keeps a task STARTED for ever when its worker's machine is gone, and Dagster's launcher believes it. This one
asks the workers themselves which tasks they are at.
"""

from typing import Any

from dagster import DagsterRun
from dagster._core.launcher import CheckRunHealthResult, WorkerStatus
from dagster_celery.launcher import CeleryRunLauncher
from dagster_celery.tags import DAGSTER_CELERY_TASK_ID_TAG

ANSWER_SECONDS = 3.0
LOOKS = 2  # a busy worker may miss one question
GONE = (
    "No worker is at this run: its process was killed, or its machine is gone. What landed is kept; run it again, "
    "nothing that was paid for is asked again."
)


class FleetLauncher(CeleryRunLauncher):  # type: ignore[misc] # optional, so without types here
    """Dagster's launcher for Celery, with a check that asks the workers."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._missed: dict[str, int] = {}

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """Whether a worker is at a run that has started."""
        found: CheckRunHealthResult = super().check_run_worker_health(run)
        if found.status is not WorkerStatus.RUNNING:
            self._missed.pop(run.run_id, None)
            return found
        if run.tags[DAGSTER_CELERY_TASK_ID_TAG] in self._tasks_at_work():
            self._missed.pop(run.run_id, None)
            return found
        self._missed[run.run_id] = self._missed.get(run.run_id, 0) + 1
        if self._missed[run.run_id] < LOOKS:
            return found
        return CheckRunHealthResult(WorkerStatus.FAILED, GONE)

    def _tasks_at_work(self) -> set[str]:
        """The ids of the tasks that the workers that answer are at."""
        answers = self.celery.control.inspect(timeout=ANSWER_SECONDS).active() or {}
        return {str(task["id"]) for tasks in answers.values() for task in tasks}
