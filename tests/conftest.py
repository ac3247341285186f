"""What every test shares: an environment without anybody's settings, so that a developer's `.env` changes no result."""

import os
from pathlib import Path

import pytest

from tests.nobody import OF_SOMEBODY


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(OF_SOMEBODY):
            monkeypatch.delenv(name)


# Folders whose tests share one costly build; on two cores each must go to one worker, or it is built twice.
TOGETHER = ("tests/lineage", "tests/dbt_project", "tests/assets/lake/objects")
# What builds with dbt, runs the whole graph, opens a browser or starts a server: `make check` leaves it to `make test`.
WHOLE = (
    "tests/pipeline",
    "tests/benchmarks",
    "tests/dbt_project",
    "tests/lineage",
    "tests/orchestration/recording",
    "tests/orchestration/ui/test_dev.py",
    "tests/orchestration/test_few_listings.py",
    "tests/orchestration/test_key_found_nowhere.py",
    "tests/orchestration/fleet",
    "tests/assets/lake/objects",
    "tests/assets/lake/locks/test_postgres_locks.py",
    "tests/assets/search/test_two_machines.py",
    "tests/viewer/test_browser.py",
)
# What takes minutes starts first, so that no worker is left alone with it at the end.
LONGEST = (*WHOLE, "tests/orchestration")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a module, or of a folder that shares a build, on one worker, the longest first.

    Before every other plugin: the runner writes the groups into the names of the tests, and later marks change nothing.
    """
    root = Path(__file__).resolve().parent.parent
    for item in items:
        module = item.path.relative_to(root).as_posix()
        group = next((folder for folder in TOGETHER if module.startswith(folder)), module)
        item.add_marker(pytest.mark.xdist_group(group))
        if module.startswith(WHOLE):
            item.add_marker(pytest.mark.whole)
    items.sort(key=lambda item: not item.path.relative_to(root).as_posix().startswith(LONGEST))
