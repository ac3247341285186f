"""Joblake's Dagster instance: where it lives and how this process finds it."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from orchestration.settings import Settings

CONFIG = Path(__file__).with_name("dagster.yaml")
_kept_open: dict[str, sqlite3.Connection] = {}


def prepare_home(settings: Settings) -> Path:
    """Make JOBLAKE_HOME a Dagster instance folder and point this process and its children at it.

    Returns:
        The folder, absolute: Dagster accepts no other, and without one it would forget every run.
    """
    home = settings.home_folder
    home.mkdir(parents=True, exist_ok=True)
    wanted, target = CONFIG.read_bytes(), home / "dagster.yaml"
    if not target.is_file() or target.read_bytes() != wanted:
        beside = target.with_suffix(f".{os.getpid()}.tmp")
        beside.write_bytes(wanted)
        beside.replace(target)
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["DAGSTER_DBT_PARSE_PROJECT_ON_LOAD"] = ""
    return home


def open_instance(settings: Settings) -> dg.DagsterInstance:
    """The instance of this installation."""
    prepare_home(settings)
    if not event.contains(Engine, "connect", _sync_less):
        event.listen(Engine, "connect", _sync_less)
    return dg.DagsterInstance.get()


@contextmanager
def full_disk_as_os_error(settings: Settings) -> Iterator[None]:
    """Raise what any other file would raise on a full disk: SQLite has words of its own for it."""
    try:
        yield
    except OperationalError as error:
        if "disk is full" not in str(error.orig):
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(settings.home_folder)) from None


def _sync_less(connection: sqlite3.Connection, _record: object) -> None:
    """Spare Dagster's event log the waits at each of some 2,400 commits a week of days.

    It syncs at checkpoints instead of at each commit (11 ms each), and makes no checkpoint at each of as many closings
    (1 ms each), because one connection stays open. Its files are in WAL mode, so a killed process still loses nothing;
    a power cut may lose the last events of the log, never of the lake.
    """
    connection.execute("pragma synchronous = normal")
    for _number, _name, file in connection.execute("pragma database_list").fetchall():
        if file and file not in _kept_open:
            kept = sqlite3.connect(file, check_same_thread=False)
            kept.execute("select count(*) from sqlite_master").fetchall()  # a connection counts from its first read
            _kept_open[file] = kept
