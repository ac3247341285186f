"""The nightly run closes the day that has just ended, whatever the clock of the machine says."""

from datetime import UTC, datetime

import dagster as dg
import pytest

from assets.search.raw_search_results import CLOSES_DAY as READ_BY_THE_ASSET
from orchestration.schedules import CLOSES_DAY, close_the_day


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
