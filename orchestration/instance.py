"""Joblake's Dagster instance: where it lives and how this process finds it."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from sqlalchemy.exc import OperationalError

from orchestration.history import EVENTS_AT_ONCE, HISTORY
from orchestration.settings import Settings

CONFIG = Path(__file__).with_name("dagster.yaml")


def prepare_home(settings: Settings) -> Path:
    """Make JOBLAKE_HOME a Dagster instance folder and point this process and its children at it.

    Returns:
        The folder, absolute: Dagster accepts no other, and without one it would forget every run.
    """
    home = settings.home_folder
    home.mkdir(parents=True, exist_ok=True)
    wanted, target = config_of(home).encode(), home / "dagster.yaml"
    if not target.is_file() or target.read_bytes() != wanted:
        beside = target.with_suffix(f".{os.getpid()}.tmp")
        beside.write_bytes(wanted)
        beside.replace(target)
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["DAGSTER_EVENT_BATCH_SIZE"] = str(EVENTS_AT_ONCE)
    os.environ["DAGSTER_DBT_PARSE_PROJECT_ON_LOAD"] = ""
    return home


def config_of(home: Path) -> str:
    """What `dagster.yaml` says in a home."""
    return CONFIG.read_text(encoding="utf-8").replace("HISTORY", json.dumps(str(home / HISTORY)))


def open_instance(settings: Settings) -> dg.DagsterInstance:
    """The instance of this installation."""
    prepare_home(settings)
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
