"""A lock in Postgres ends with the process that held it, and whoever waits says for what and for whom."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.lake.locks import kernel_lock
from assets.lake.locks.postgres_locks import PostgresLocks, require_reachable
from assets.lake.opening import open_lake
from tests.assets.lake.locks.lock_holder import holding
from tests.assets.lake.locks.postgres_server import postgres

HOLDS = """
import sys, time
from assets.lake.locks.postgres_locks import PostgresLocks
with PostgresLocks(sys.argv[1], "a lake").hold("search", "the searches", "run 1f0c"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with postgres() as address:
        yield address


def test_a_killed_process_leaves_no_claim(url: str) -> None:
    locks = PostgresLocks(url, "a lake")
    assert not locks.is_held("search")
    with holding(HOLDS, url) as process:
        assert locks.is_held("search")
        with locks.hold_if_free("search", "a test") as held:
            assert not held
        process.kill()
        process.wait()
        killed = time.monotonic()
        with locks.hold("search", "the searches", "a test"):
            assert time.monotonic() - killed < 1
            assert locks.is_held("search")
    assert not locks.is_held("search")


def test_a_waiter_says_who_holds_the_lock(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kernel_lock, "SAY_AFTER_SECONDS", 0.0)
    with holding(HOLDS, url) as process:
        threading.Timer(0.4, process.kill).start()
        with PostgresLocks(url, "a lake").hold("search", "the searches", "a test"):
            assert "waiting for the searches, held by run 1f0c since 2" in capsys.readouterr().err


def test_other_locks_and_other_lakes_do_not_wait(url: str) -> None:
    with (
        PostgresLocks(url, "a lake").hold("search", "the searches", "a test"),
        PostgresLocks(url, "a lake").hold_if_free("lineage", "a test") as other_name,
        PostgresLocks(url, "another lake").hold_if_free("search", "a test") as other_lake,
    ):
        assert other_name
        assert other_lake


def test_a_lake_opened_with_postgres_has_its_locks_there(url: str, tmp_path: Path) -> None:
    lake = open_lake(tmp_path / "lake", tmp_path / "work", url)
    with lake.hold("search", "the searches", "a test"):
        assert open_lake(tmp_path / "lake", tmp_path / "elsewhere", url).locks.is_held("search")


def test_a_database_that_cannot_be_reached_is_said_without_its_password() -> None:
    pytest.importorskip("psycopg2", reason="what asks Postgres is not installed: make fleet")
    with pytest.raises(ValueError, match="JOBLAKE_POSTGRES_URL cannot be reached") as said:
        require_reachable("postgresql+psycopg2://joblake:canary-7c1@127.0.0.1:1/none")
    assert "canary-7c1" not in str(said.value)
    assert os.linesep not in str(said.value)
