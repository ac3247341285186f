"""What every test shares: an environment without anybody's settings, so that a developer's `.env` changes no result."""

import os

import pytest

PREFIXES = ("JOBLAKE_", "JSEARCH_", "OPENLINEAGE_", "DAGSTER_")


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(PREFIXES):
            monkeypatch.delenv(name)
