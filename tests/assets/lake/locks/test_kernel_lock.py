"""A lock goes with its process, however that ends, and whoever waits for one says for what and for whom."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assets.lake.locks import kernel_lock as module
from assets.lake.locks.kernel_lock import is_held, kernel_lock
from tests.assets.lake.locks.lock_holder import holding

HOLDS = """
import pathlib, sys, time
from assets.lake.locks.kernel_lock import kernel_lock
with kernel_lock(pathlib.Path(sys.argv[1]), "the warehouse", "run 1f0c"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_process_leaves_no_claim(tmp_path: Path) -> None:
    path = tmp_path / "locks" / "warehouse.lock"
    assert not is_held(path)
    with holding(HOLDS, str(path)) as process:
        assert is_held(path)
        process.kill()
        process.wait()
        assert not is_held(path)
    with kernel_lock(path, "the warehouse", "run 2"):
        assert is_held(path)
    assert not is_held(path)


def test_a_waiter_says_who_holds_the_lock_and_goes_on_when_it_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SAY_AFTER_SECONDS", 0.0)
    path, said = tmp_path / "warehouse.lock", []
    with holding(HOLDS, str(path)) as process:

        def end_it(sentence: str) -> None:
            said.append(sentence)
            process.kill()

        with kernel_lock(path, "the warehouse", "run 2", end_it):
            assert path.read_text().startswith("run 2 since ")
    assert len(said) == 1
    assert said[0].startswith("waiting for the warehouse, held by run 1f0c since 20")


def test_the_lock_of_a_removed_file_is_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "claim.lock"
    with kernel_lock(path, "a claim", "one"):
        path.unlink()
        began = time.monotonic()
        with kernel_lock(path, "a claim", "two"):
            assert time.monotonic() - began < 1
            assert path.read_text().startswith("two")


def test_a_child_does_not_inherit_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "claim.lock"
    sleeping = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
    with kernel_lock(path, "a claim", f"process {os.getpid()}"):
        child = subprocess.Popen(sleeping, close_fds=False, stdout=subprocess.PIPE)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == b"up\n"  # from fork to exec a child shares every descriptor
        assert not is_held(path)
    finally:
        child.kill()
        child.communicate()
