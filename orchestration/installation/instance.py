"""Joblake's Dagster instance: where it lives and how this process finds it."""

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import yaml
from sqlalchemy.exc import OperationalError

from assets.lake.locks.postgres_locks import require_reachable
from orchestration.installation.history import EVENTS_AT_ONCE, HISTORY
from orchestration.installation.settings import Settings

CONFIG = Path(__file__).with_name("dagster.yaml")
POSTGRES, FLEET = CONFIG.with_name("dagster_postgres.yaml"), CONFIG.with_name("dagster_fleet.yaml")
LITTLE_ROOM = 1 << 18  # bytes; SQLite's journal may want as much
OUTPUT = Path("storage")  # where Dagster itself would keep it
# How a file begins that is ours to replace, whichever version wrote it; one that somebody wrote stays as it is.
OURS = b"# The Dagster instance of Joblake; copied into JOBLAKE_HOME"


def prepare_home(settings: Settings) -> Path:
    """Make JOBLAKE_HOME a Dagster instance folder and point this process and its children at it.

    Returns:
        The folder, absolute: Dagster accepts no other, and without one it would forget every run.
    """
    home = settings.home_folder
    home.mkdir(parents=True, exist_ok=True)
    wanted, target = instance_config(settings).encode(), home / "dagster.yaml"
    there = target.read_bytes() if target.is_file() else None
    if there is None or (there != wanted and there.startswith(OURS)):
        beside = target.with_suffix(f".{os.getpid()}.tmp")
        beside.write_bytes(wanted)
        beside.replace(target)
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["DAGSTER_EVENT_BATCH_SIZE"] = str(EVENTS_AT_ONCE)
    os.environ["DAGSTER_DBT_PARSE_PROJECT_ON_LOAD"] = ""
    return home


def config_of(home: Path) -> str:
    """What `dagster.yaml` says in a home of one machine."""
    text = CONFIG.read_text(encoding="utf-8")
    for name, folder in (("HISTORY", HISTORY), ("OUTPUT", OUTPUT)):
        text = text.replace(f"base_dir: {name}", f"base_dir: {json.dumps(str(home / folder))}")
    return text


def instance_config(settings: Settings) -> str:
    """What `dagster.yaml` says: history in SQLite below the home, or in Postgres; with a broker, runs on workers."""
    if settings.postgres_url is None:
        return config_of(settings.home_folder)
    config = yaml.safe_load(config_of(settings.home_folder))
    del config["event_log_storage"]
    for more in (POSTGRES, *([FLEET] if settings.broker_url else [])):
        config |= yaml.safe_load(more.read_text(encoding="utf-8"))
    return f"{OURS.decode()}\n{yaml.safe_dump(config, sort_keys=False)}"


def open_instance(settings: Settings) -> dg.DagsterInstance:
    """The instance of this installation.

    Raises:
        ValueError: Its history lies in Postgres, which cannot be reached.
    """
    prepare_home(settings)
    if settings.postgres_url:
        require_reachable(settings.postgres_url.get_secret_value())
    return dg.DagsterInstance.get()


@contextmanager
def full_disk_as_os_error(settings: Settings) -> Iterator[None]:
    """Raise what any other file would raise on a full disk: SQLite has words of its own for it."""
    try:
        yield
    except OperationalError as error:
        if not _says_full(str(error.orig), settings.home_folder):
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(settings.home_folder)) from None


def _says_full(words: str, home: Path) -> bool:
    """SQLite calls it an I/O error where not even its journal finds room."""
    return "disk is full" in words or ("disk I/O error" in words and shutil.disk_usage(home).free < LITTLE_ROOM)
