"""Whose turn it is at the warehouse: DuckDB lets one process in, and the second would fail instead of waiting.

A kernel lock and no pool of Dagster's: a pool's slot is a row in its store, and that row outlives a killed process.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assets.lake.kernel_lock import Waiting, kernel_lock

WHAT = "the warehouse"


@contextmanager
def warehouse_turn(warehouse: Path, run_id: str) -> Iterator[None]:
    """Have the warehouse file to oneself; waits for the run that has it, and for anybody else who has it open."""
    with kernel_lock(warehouse.with_suffix(".lock"), WHAT, f"run {run_id}"):
        waiting = Waiting(WHAT)
        while _is_open_elsewhere(warehouse):
            waiting.wait(f"{warehouse} is open in another process; close it there")
        yield


def _is_open_elsewhere(warehouse: Path) -> bool:
    """Whether another process holds DuckDB's own lock on the file. DuckDB takes a POSIX record lock."""
    if not warehouse.exists():
        return False
    with warehouse.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return True
    return False
