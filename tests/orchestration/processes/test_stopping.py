"""HUP, TERM and INT end a run within ten seconds, with its children, also where a step will not be interrupted."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest

from orchestration.processes.run_claims import end_dead_runs

ROOT = Path(__file__).resolve().parents[3]
RUN = """
import multiprocessing, signal, subprocess, sys, time
import dagster as dg
from orchestration.processes import stopping
from orchestration.commands.runs import execute
from orchestration.installation.settings import Settings

class Dying:
    def __del__(self):
        time.sleep(120)

@dg.op
def lasting():
    child = subprocess.Popen(["sleep", "120"], start_new_session=True)
    print("child", child.pid, file=sys.stderr, flush=True)
    if sys.argv[1] == "lost":
        Dying()
    while True:
        try:
            time.sleep(120)
        except BaseException:
            if sys.argv[1] != "stubborn":
                raise

@dg.job
def whole():
    lasting()

# Where the tests themselves run under nohup or in the background they are ignored.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.SIG_IGN if sys.argv[1] == "ignored" else signal.default_int_handler)
stopping.listen()
multiprocessing.get_context("spawn").RLock()  # as dbt does
try:
    execute(Settings(_env_file=None), lambda: whole, {})
except KeyboardInterrupt:
    print("stopped by", stopping.words(), file=sys.stderr)
    stopping.leave(stopping.exit_code())
"""


@pytest.mark.parametrize(
    ("number", "step"),
    [
        (signal.SIGHUP, "willing"),
        (signal.SIGTERM, "stubborn"),
        (signal.SIGINT, "willing"),
        (signal.SIGTERM, "lost"),  # in a callback of the garbage collector, where an exception is printed and forgotten
        (signal.SIGINT, "ignored"),  # as in what a shell does not wait for; Dagster's handlers hear it all the same
    ],
)
def test_a_signal_ends_a_run_with_its_children(tmp_path: Path, number: signal.Signals, step: str) -> None:
    home = tmp_path / "home"
    places = {"JOBLAKE_HOME": str(home), "JOBLAKE_LAKE": str(tmp_path / "lake"), "DAGSTER_HOME": ""}
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, step],
        cwd=ROOT, env={**os.environ, **places}, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stderr is not None
    while not (line := process.stderr.readline()).startswith("child"):
        assert line, "the run has ended"
    child = int(line.split()[1])
    began = time.monotonic()
    os.killpg(process.pid, number)  # as a terminal does
    said = process.communicate(timeout=30)[1]
    assert time.monotonic() - began < (10 if step == "stubborn" else 4)
    assert process.returncode == 128 + number
    ends = time.monotonic() + 2
    while Path(f"/proc/{child}").exists() and "\nState:\tZ" not in Path(f"/proc/{child}/status").read_text():
        assert time.monotonic() < ends, "its child goes on"
    with dg.DagsterInstance.from_config(str(home)) as instance:
        assert "Traceback" not in said
        assert "resource_tracker" not in said
        assert "Exception ignored" not in said
        if step != "stubborn":
            assert f"stopped by {number.name}" in said
        else:
            assert len(end_dead_runs(instance, home)) == 1, "the next command says so"
        assert [run.status for run in instance.get_runs()] == [dg.DagsterRunStatus.FAILURE]
