"""A local JSearch for each test, and a scene in which a paid run meets it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assets.search.jsearch_server import JSearchServer, serving
from tests.assets.search.scene import Scene


@pytest.fixture
def server() -> Iterator[JSearchServer]:
    with serving(JSearchServer()) as running:
        yield running


@pytest.fixture
def scene(tmp_path: Path, server: JSearchServer) -> Scene:
    return Scene(tmp_path / "lake", server)
