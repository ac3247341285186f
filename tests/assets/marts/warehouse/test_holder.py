"""A warehouse that another program holds is named, with the program."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from assets.marts.warehouse.holder import WarehouseHeldError, refuse_if_held

HOLDING = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_held_warehouse_is_said_with_its_file_its_holder_and_what_to_do(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    duckdb.connect(str(warehouse)).close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(WarehouseHeldError) as refused:
            refuse_if_held(warehouse)
        other.communicate(timeout=30)
    assert str(warehouse) in str(refused.value)
    assert f"process {other.pid}. Next: close that program" in str(refused.value)
    refuse_if_held(warehouse)


def test_a_warehouse_that_is_not_there_yet_is_held_by_nobody(tmp_path: Path) -> None:
    refuse_if_held(tmp_path / "warehouse.duckdb")
    assert list(tmp_path.iterdir()) == []
