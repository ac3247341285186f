"""A code location that loads in a moment: one job that greets, executed as Joblake's runs are."""

import time

import dagster as dg

from orchestration.installation.settings import Settings
from orchestration.processes.executor import claiming_executor


@dg.op
def greet() -> None:
    """Nothing to do."""


@dg.op
def linger() -> None:
    """Take longer than anybody waits."""
    time.sleep(300)


@dg.job
def small() -> None:
    """One step."""
    greet()


@dg.job
def endless() -> None:
    """One step that does not end."""
    linger()


defs = dg.Definitions(jobs=[small, endless], executor=claiming_executor(Settings(_env_file=None)))
