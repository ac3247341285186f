"""Whose turn it is at the warehouse: DuckDB lets one process in, and the second run would fail instead of waiting.

A kernel lock and no pool of Dagster's: a pool's slot is a row in its store, and that row outlives a killed process.
Other programs that have the file open are `holder`'s.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assets.lake.locks.kernel_lock import kernel_lock


@contextmanager
def warehouse_turn(warehouse: Path, run_id: str) -> Iterator[None]:
    """Have the warehouse to oneself among runs; waits for the run that has it, and says so."""
    with kernel_lock(warehouse.with_suffix(".lock"), "the warehouse", f"run {run_id}"):
        yield
