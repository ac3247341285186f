"""What every test shares: an environment without anybody's settings, so that a developer's `.env` changes no result."""

import os
from pathlib import Path

import pytest

PREFIXES = ("JOBLAKE_", "JSEARCH_", "OPENLINEAGE_", "DAGSTER_")


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(PREFIXES):
            monkeypatch.delenv(name)


# Folders whose tests share one costly build; on two cores each must go to one worker, or it is built twice.
TOGETHER = ("tests/orchestration/lineage", "tests/dbt_project")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a module, or of a folder that shares a build, on one worker."""
    root = Path(__file__).resolve().parent.parent
    for item in items:
        module = item.path.relative_to(root).as_posix()
        group = next((folder for folder in TOGETHER if module.startswith(folder)), module)
        item.add_marker(pytest.mark.xdist_group(group))
