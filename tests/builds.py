"""Builds that a whole test run shares: made once, whichever of its workers asks first; the others wait and take it.

A build is only read, or copied and then changed. What is about the making itself makes its own.
"""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.installation.settings import Settings

MADE = "made"


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name`, which `make` has filled."""
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "builds" / name
    folder.parent.mkdir(exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / MADE).exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a making that failed
            folder.mkdir()
            make(folder)
            (folder / MADE).touch()
    return folder


def parsed_project(factory: pytest.TempPathFactory) -> Path:
    """A dbt target folder with the parsed project; parsing takes longer than most builds."""

    def parse(folder: Path) -> None:
        from orchestration.warehouse.dbt_manifest import ensure_manifest

        settings = Settings(home=folder / "home", lake=folder / "lake", _env_file=None)
        ensure_manifest(settings)

    return Settings(home=once(factory, "parsed", parse) / "home", _env_file=None).dbt_target


def know_project(factory: pytest.TempPathFactory, home: Path) -> None:
    """Give a new home the parsed project, as if a run had parsed it before."""
    shutil.copytree(parsed_project(factory), Settings(home=home, _env_file=None).dbt_target)
