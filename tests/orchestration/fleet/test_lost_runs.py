"""A run whose worker is gone is ended in whatever state it was; one that waits, starts or works is left alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("dagster_celery", reason="`make fleet` installs what workers need")

import dagster as dg
from dagster_celery.tags import DAGSTER_CELERY_TASK_ID_TAG
from redis import Redis

from assets.lake.locks.locks import KernelLocks
from orchestration.fleet.lost_runs import LOOKS, LostRuns
from orchestration.fleet.queue import open_queue
from orchestration.installation.settings import PROJECT, Settings
from tests.orchestration.fleet.redis_server import redis_server

STARTING, STARTED, CANCELING = dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING
FAILED, CANCELED = dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED
WORKER_SECONDS = 60
QUEUE = "stages"


@dg.job
def empty() -> None:
    """A run of it is only looked at."""


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    with redis_server() as address:
        yield address


@pytest.fixture
def queue(broker: str) -> Iterator[Any]:
    """Celery's application over an empty queue."""
    Redis.from_url(broker).flushall()
    with open_queue(Settings(postgres_url="postgresql+psycopg2://x", broker_url=broker, _env_file=None)) as app:
        yield app


@pytest.fixture(autouse=True)
def _asked_briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.fleet.lost_runs.ANSWER_SECONDS", 0.7)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as one:
        yield one


def launched(instance: dg.DagsterInstance, queue: Any, status: dg.DagsterRunStatus) -> str:
    """A run that was handed to the queue and has come to this state."""
    task = queue.send_task("last", queue=QUEUE)
    tags = {DAGSTER_CELERY_TASK_ID_TAG: task.id, "dagster-celery/queue": QUEUE}
    return instance.create_run_for_job(empty, status=status, tags=tags).run_id


def looks(lost: LostRuns, times: int = LOOKS) -> list[str]:
    return [run_id for _ in range(times) for run_id in lost.look()]


def status_of(instance: dg.DagsterInstance, run_id: str) -> dg.DagsterRunStatus:
    found = instance.get_run_by_id(run_id)
    assert found
    return found.status


@contextmanager
def worker(broker: str, queue: Any) -> Iterator[int]:
    """A worker that is at the queue's task; the group of its processes."""
    command = [sys.executable, "-m", "celery", "-A", "tests.orchestration.fleet.small_app", "worker"]
    given = {"JOBLAKE_BROKER_URL": broker, "JOBLAKE_POSTGRES_URL": "postgresql+psycopg2://x"}
    process = subprocess.Popen(
        [*command, "-Q", QUEUE, "-c", "1", "-P", "prefork", "--loglevel", "ERROR"],
        cwd=PROJECT, env={**os.environ, **given}, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + WORKER_SECONDS
    try:
        while not any((queue.control.inspect(timeout=0.5).active() or {}).values()):
            assert time.monotonic() < deadline, "no worker took the task"
        yield process.pid
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_run_that_no_worker_has_taken_waits_as_long_as_it_must(
    instance: dg.DagsterInstance, queue: Any, tmp_path: Path
) -> None:
    run = launched(instance, queue, STARTING)
    assert looks(LostRuns(instance, queue, KernelLocks(tmp_path)), LOOKS + 2) == []
    assert status_of(instance, run) is STARTING


@pytest.mark.parametrize(("status", "end"), [(STARTING, FAILED), (STARTED, FAILED), (CANCELING, CANCELED)])
def test_a_run_that_was_taken_from_the_queue_by_a_worker_that_is_gone_is_ended(
    instance: dg.DagsterInstance,
    queue: Any,
    broker: str,
    tmp_path: Path,
    status: dg.DagsterRunStatus,
    end: dg.DagsterRunStatus,
) -> None:
    run = launched(instance, queue, status)
    assert Redis.from_url(broker).lpop(QUEUE)
    assert looks(LostRuns(instance, queue, KernelLocks(tmp_path))) == [run]
    assert status_of(instance, run) is end


def test_a_run_of_a_killed_worker_is_failed_while_it_starts_and_not_before(
    instance: dg.DagsterInstance, queue: Any, broker: str, tmp_path: Path
) -> None:
    run = launched(instance, queue, STARTING)
    lost = LostRuns(instance, queue, KernelLocks(tmp_path))
    with worker(broker, queue) as group:
        assert looks(lost, LOOKS + 1) == []
        os.killpg(group, signal.SIGKILL)
        assert looks(lost) == [run]
    assert status_of(instance, run) is FAILED
    said = [entry.message for entry in instance.all_logs(run, of_type=dg.DagsterEventType.RUN_FAILURE)]
    assert "nothing that was paid for is asked again" in said[0]


def test_a_run_that_holds_its_claim_lives_though_no_worker_answers(
    instance: dg.DagsterInstance, queue: Any, broker: str, tmp_path: Path
) -> None:
    run, claims = launched(instance, queue, STARTED), KernelLocks(tmp_path)
    Redis.from_url(broker).flushall()
    lost = LostRuns(instance, queue, claims)
    with claims.hold(run, "the claim", "a worker"):
        assert looks(lost, LOOKS + 1) == []
    assert looks(lost) == [run]


def test_a_worker_that_misses_a_question_is_not_taken_for_gone(
    instance: dg.DagsterInstance, queue: Any, broker: str, tmp_path: Path
) -> None:
    run = launched(instance, queue, STARTING)
    lost, redis = LostRuns(instance, queue, KernelLocks(tmp_path)), Redis.from_url(broker)
    message = redis.lpop(QUEUE)
    assert isinstance(message, bytes)
    assert looks(lost, LOOKS - 1) == []
    redis.lpush(QUEUE, message)
    assert looks(lost, 1) == []
    redis.lpop(QUEUE)
    assert looks(lost, LOOKS - 1) == []
    assert status_of(instance, run) is STARTING


def test_nobody_is_judged_while_the_queue_cannot_be_asked(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    with redis_server() as address:
        settings = Settings(postgres_url="postgresql+psycopg2://x", broker_url=address, _env_file=None)
        queue: Any = open_queue(settings)
        run = launched(instance, queue, STARTED)
    lost = LostRuns(instance, queue, KernelLocks(tmp_path))
    with pytest.raises(OSError, match="queue"):
        looks(lost)
    assert status_of(instance, run) is STARTED
