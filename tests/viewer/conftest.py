"""One published story for all tests of pages, and a client that asks the viewer as a browser on this machine would."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assets.lake.storage.storage import Lake
from tests.viewer.snapshot_maker import publish_story
from viewer.application import application

HOME = "http://127.0.0.1:8321"
# The one script that a page may load, as lists do.
OWN_SCRIPT = '<script src="/static/visits.js" defer></script>'


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A lake with the story published."""
    lake = Lake(tmp_path_factory.mktemp("viewer-lake"))
    publish_story(lake)
    return lake


@pytest.fixture(scope="session")
def client(lake: Lake) -> TestClient:
    """The viewer of that lake."""
    return client_of(lake.root)


def client_of(lake: Path) -> TestClient:
    """The viewer of a lake."""
    return TestClient(application(lake), base_url=HOME)
