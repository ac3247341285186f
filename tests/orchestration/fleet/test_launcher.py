"""A run whose worker is gone is failed at the second look; one that waits or works is left alone."""

from types import SimpleNamespace

import pytest

pytest.importorskip("dagster_celery", reason="`make fleet` installs what workers need")

from dagster import DagsterRun
from dagster._core.launcher import WorkerStatus
from dagster_celery.tags import DAGSTER_CELERY_TASK_ID_TAG

from orchestration.fleet.launcher import GONE, FleetLauncher

RUN = DagsterRun(job_name="stages", run_id="1f0c", tags={DAGSTER_CELERY_TASK_ID_TAG: "task"})


class Queue:
    """What Celery says of the task, and what the workers say themselves."""

    def __init__(self, state: str, at_work: dict[str, list[dict[str, str]]] | None) -> None:
        self.state, self.at_work = state, at_work
        self.control = SimpleNamespace(inspect=lambda **_: SimpleNamespace(active=lambda: self.at_work))

    def AsyncResult(self, _task_id: str) -> SimpleNamespace:  # noqa: N802 - Celery's name
        return SimpleNamespace(state=self.state)


def looks(queue: Queue, times: int = 3) -> list[WorkerStatus]:
    launcher = FleetLauncher("stages", broker="memory://", backend="cache+memory://")
    launcher.celery = queue
    return [launcher.check_run_worker_health(RUN).status for _ in range(times)]


def test_a_run_that_a_worker_is_at_runs() -> None:
    assert looks(Queue("STARTED", {"w1": [], "w2": [{"id": "task"}]})) == [WorkerStatus.RUNNING] * 3


@pytest.mark.parametrize("at_work", [None, {}, {"w1": [{"id": "another"}]}])
def test_a_run_that_no_worker_is_at_is_failed_at_the_second_look(at_work: dict[str, list[dict[str, str]]]) -> None:
    assert looks(Queue("STARTED", at_work)) == [WorkerStatus.RUNNING, WorkerStatus.FAILED, WorkerStatus.FAILED]
    assert "nothing that was paid for is asked again" in GONE


def test_a_run_in_the_queue_is_not_judged() -> None:
    assert looks(Queue("PENDING", {})) == [WorkerStatus.UNKNOWN] * 3
