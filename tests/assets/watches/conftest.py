"""A lake and both real ends, for the tests of watches."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.lake.storage.storage import Lake
from tests.assets.watches.scene import MailServer, Webhook, mail_server, webhook


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    with webhook() as found:
        monkeypatch.setenv("JOBLAKE_CHANNEL_PHONE", found.address)
        yield found
