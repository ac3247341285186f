"""The processes that a run starts (dbt) carry its name, so that they end with it.

An orphaned dbt of a killed run would hold the warehouse and go on writing. Found by their environment
in /proc, where the system has one (Linux); elsewhere there is nothing to find.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

VARIABLE = "JOBLAKE_RUN_ID"
_PROCESSES = Path("/proc")


@contextmanager
def children_of(run_id: str) -> Iterator[None]:
    """Name every process started in the block after the run, and end at its end those that are still there."""
    os.environ[VARIABLE] = run_id
    try:
        yield
    finally:
        os.environ.pop(VARIABLE, None)
        end_children(run_id)


def end_children(run_id: str) -> list[int]:
    """Kill the processes that carry a run's name, this one excepted; their ids."""
    mark, ended = f"{VARIABLE}={run_id}".encode(), []
    for folder in _PROCESSES.glob("[0-9]*"):
        with suppress(OSError):  # gone meanwhile, or another user's
            pid = int(folder.name)
            if pid != os.getpid() and mark in (folder / "environ").read_bytes().split(b"\0"):
                os.kill(pid, signal.SIGKILL)
                ended.append(pid)
    return ended
