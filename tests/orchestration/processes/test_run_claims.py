"""A run whose process is gone blocks nothing: it is marked failed, its slots are free, what it started is ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration.installation.instance import open_instance
from orchestration.installation.settings import Settings
from orchestration.processes.children import VARIABLE, end_children
from orchestration.processes.run_claims import claim_path, end_dead_runs, ui_claimed

ROOT = Path(__file__).resolve().parents[3]
# A run of Dagster's in a process that claims it, with a pool's slot and a child, and does not end.
RUN = """
import subprocess, sys, time
import dagster as dg
from orchestration.installation.instance import open_instance
from orchestration.processes.run_claims import claimed
from orchestration.installation.settings import Settings

@dg.op(pool="warehouse")
def stuck():
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
    print("child", child.pid, flush=True)
    time.sleep(120)

@dg.job
def whole():
    stuck()

settings = Settings(_env_file=None)
open_instance(settings).event_log_storage.set_concurrency_slots("warehouse", 1)
with claimed(settings, sys.argv[1]):
    whole.execute_in_process(
        instance=open_instance(settings), run_id=sys.argv[1],
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
    )
"""
RUN_ID = "5d0c9a34-4c9f-4d8e-9a53-0c8d3b0e7a11"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("DAGSTER_HOME", "")
    monkeypatch.setenv("JOBLAKE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JOBLAKE_LAKE", str(tmp_path / "lake"))
    return Settings(_env_file=None)


@pytest.fixture
def running(settings: Settings) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A run in its own process, and the process it has started."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, RUN_ID], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    word, pid = process.stdout.readline().split()
    assert word == "child"
    yield process, int(pid)
    process.kill()
    process.communicate()
    end_children(RUN_ID)


def exists(pid: int) -> bool:
    """Whether a process is there and no mere entry that nobody has collected."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def slots(instance: dg.DagsterInstance) -> set[str]:
    info = instance.event_log_storage.get_concurrency_info("warehouse")
    return {slot.run_id for slot in info.claimed_slots} | {step.run_id for step in info.pending_steps}


def test_a_killed_run_leaves_no_claim_no_slot_and_no_child(
    settings: Settings, running: tuple[subprocess.Popen[str], int], capsys: pytest.CaptureFixture[str]
) -> None:
    process, child = running
    instance = open_instance(settings)
    assert end_dead_runs(instance, settings.home_folder) == [], "it lives"
    assert slots(instance) == {RUN_ID}
    process.kill()
    process.wait()
    assert exists(child), "an orphan goes on"
    assert end_dead_runs(instance, settings.home_folder) == [RUN_ID]
    run = instance.get_run_by_id(RUN_ID)
    assert run is not None
    assert run.status is dg.DagsterRunStatus.FAILURE
    assert slots(instance) == set()
    time.sleep(0.2)
    assert not exists(child)
    assert not claim_path(settings.home_folder, RUN_ID).exists()
    assert f"run {RUN_ID} was left by a process that is gone" in capsys.readouterr().err
    assert end_dead_runs(instance, settings.home_folder) == []


def test_a_run_that_the_ui_has_just_launched_lives_as_long_as_the_ui(settings: Settings) -> None:
    instance = open_instance(settings)

    @dg.job
    def launched() -> None:
        """A run that no process executes yet."""

    run = instance.create_run_for_job(launched, status=dg.DagsterRunStatus.STARTING)
    with ui_claimed(settings):
        assert end_dead_runs(instance, settings.home_folder) == []
    assert end_dead_runs(instance, settings.home_folder) == [run.run_id]


def test_only_processes_that_carry_the_name_of_the_run_are_ended() -> None:
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)"]
    mine = subprocess.Popen(sleeping, env={**os.environ, VARIABLE: "run-a"})
    another = subprocess.Popen(sleeping, env={**os.environ, VARIABLE: "run-b"})
    try:
        time.sleep(0.2)  # from fork to exec a child has this process's environment
        assert end_children("run-a") == [mine.pid]
        assert mine.wait() == -signal.SIGKILL
        assert another.poll() is None
    finally:
        for process in (mine, another):
            process.kill()
            process.wait()


def test_a_claim_that_outlived_its_finished_run_is_removed_and_a_new_one_is_left(settings: Settings) -> None:
    @dg.job
    def nothing() -> None:
        pass

    instance = open_instance(settings)
    ended = nothing.execute_in_process(instance=instance).run_id
    for run_id in (ended, RUN_ID):
        claim_path(settings.home_folder, run_id).parent.mkdir(parents=True, exist_ok=True)
        claim_path(settings.home_folder, run_id).touch()
    assert end_dead_runs(instance, settings.home_folder) == []
    assert not claim_path(settings.home_folder, ended).exists()
    assert claim_path(settings.home_folder, RUN_ID).exists()
