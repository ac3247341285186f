"""The nightly run closes the day that has just ended; the hourly one tells what had to wait, and nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from assets.lake.readers.watch_status import ChannelStatus, write_status
from assets.lake.storage.storage import Lake
from assets.search.raw_search_results import CLOSES_DAY as READ_BY_THE_ASSET
from orchestration.jobs.schedules import CLOSES_DAY, close_the_day, tell_what_waited


@pytest.mark.parametrize(
    ("fires", "day"),
    [
        (datetime(2026, 11, 23, 0, 20, tzinfo=UTC), "2026-11-22"),
        (datetime(2026, 3, 1, 0, 20, tzinfo=UTC), "2026-02-28"),
        (datetime(2027, 1, 1, 0, 20, tzinfo=UTC), "2026-12-31"),
    ],
)
def test_the_tick_after_midnight_asks_for_the_day_that_ended(fires: datetime, day: str) -> None:
    tick = close_the_day(dg.build_schedule_context(scheduled_execution_time=fires))
    assert isinstance(tick, dg.RunRequest)
    assert tick.partition_key == day
    assert tick.run_key == day


def test_the_nightly_run_says_that_it_closes_the_day() -> None:
    tick = close_the_day(dg.build_schedule_context(scheduled_execution_time=datetime(2026, 11, 23, 0, 20, tzinfo=UTC)))
    assert isinstance(tick, dg.RunRequest)
    assert tick.tags[CLOSES_DAY] == "true"
    assert CLOSES_DAY == READ_BY_THE_ASSET


FIVE_PAST = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "runs"),
    [
        (None, False),
        ({}, False),
        ({"due": FIVE_PAST - timedelta(minutes=5)}, True),
        ({"due": FIVE_PAST + timedelta(minutes=5)}, False),
        ({"due": FIVE_PAST - timedelta(hours=9), "failing_since": FIVE_PAST - timedelta(hours=9)}, True),
        ({"due": FIVE_PAST - timedelta(days=2), "failing_since": FIVE_PAST - timedelta(days=2)}, False),
    ],
)
def test_each_hour_there_is_a_run_where_something_waits_and_is_due(
    tmp_path: Path, status: dict[str, datetime] | None, runs: bool
) -> None:
    lake = Lake(tmp_path / "lake")
    if status is not None:
        write_status(lake, [ChannelStatus(watch="yards", channel="email", **status)])
    context = dg.build_schedule_context(scheduled_execution_time=FIVE_PAST, resources={"lake": lake})
    assert isinstance(tell_what_waited(context), dg.RunRequest if runs else dg.SkipReason)
