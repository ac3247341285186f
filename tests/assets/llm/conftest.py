"""A local model for each test; it answers red unless a test says otherwise."""

from collections.abc import Iterator

import pytest

from tests.assets.llm.stub_model import StubModel, serving


@pytest.fixture
def model() -> Iterator[StubModel]:
    with serving(StubModel(lambda _: {"colour": "red"})) as running:
        yield running
