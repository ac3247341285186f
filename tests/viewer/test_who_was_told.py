"""The pipeline page says how each channel stands, as the last run left it, and nothing where nobody is told."""

from datetime import UTC, datetime
from pathlib import Path

from assets.lake.readers.watch_status import OPERATOR, ChannelStatus, write_status
from assets.lake.storage.storage import Lake
from tests.viewer.conftest import client_of
from tests.viewer.snapshot_maker import publish_story

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_channel_that_fails_shows_since_when_and_why(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    publish_story(lake)
    client = client_of(lake.root)
    assert "Who was told" not in client.get("/pipeline").text
    failing = ChannelStatus(
        watch="leeds",
        channel="email",
        waiting=3,
        due=NOON,
        failing_since=NOON,
        error="<b>451</b> the greenhouse is closed",
    )
    write_status(lake, [failing])
    write_status(lake, [ChannelStatus(watch=OPERATOR, channel="outbox", last_sent=NOON)], OPERATOR)
    page = client.get("/pipeline").text
    assert "Who was told" in page
    assert "2026-11-20 12:00" in page
    assert "&lt;b&gt;451&lt;/b&gt; the greenhouse is closed" in page
    assert "operator" in page
