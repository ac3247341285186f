"""Lakes in each of the places a lake can lie in: a folder, and the buckets of two servers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.lake.opening import open_lake
from assets.lake.storage.storage import Lake
from tests.assets.lake.objects.servers import environment, moto, new_place, seaweed, variables


@pytest.fixture(scope="session")
def moto_address() -> Iterator[str]:
    with moto() as address:
        yield address


@pytest.fixture(scope="session")
def seaweed_address() -> Iterator[str]:
    with seaweed() as address:
        yield address


@pytest.fixture(params=["folder", "moto", "seaweed"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a lake can be made, in each kind of place."""
    if request.param == "folder":
        yield str(tmp_path / "lake")
        return
    address = request.getfixturevalue(f"{request.param}_address")
    with variables(environment(address)):
        yield new_place(address)


@pytest.fixture
def bucket_place(moto_address: str) -> Iterator[str]:
    with variables(environment(moto_address)):
        yield new_place(moto_address)


@pytest.fixture
def lake(place: str, tmp_path: Path) -> Lake:
    return open_lake(place, tmp_path / "work")
