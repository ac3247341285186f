"""Three years of lineage: what a run pays to know what was recorded before it, with a file a run and a file a month.

1,095 days of one run each that makes 28 daily partitions and 24 whole tables, as the graph does.
"""

import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assets.lake.storage.storage import Lake
from lineage.journal.journal import FACET, Journal
from lineage.journal.journal_months import EVENTS, RUNS
from lineage.journal.record import Input, Materialization

DAYS, DAILY, WHOLE = 1_095, 28, 24
FIRST = datetime(2024, 1, 1, 3, tzinfo=UTC)


def main() -> None:
    """Print files, bytes and seconds of CPU before and after the months that are over are put together."""
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder))
        for number in range(DAYS):
            lay_day(lake, number)
        print(f"{DAYS:,} days of {DAILY + WHOLE} materializations")
        _say(lake, "a file a run")
        print(f"  putting months together {_cpu(Journal(lake).compact):6.2f} s, once")
        _say(lake, "a file a month")


def lay_day(lake: Lake, number: int) -> None:
    """One run's batch, its events without what no reader of rows looks at and without the syncs of recording."""
    at = FIRST + timedelta(days=number)
    records = [_record(at, number, place) for place in range(DAILY + WHOLE)]
    lines = [json.dumps({"run": {"facets": {FACET: {"record": one.model_dump(mode="json")}}}}) for one in records]
    name = f"0a1b2c3d-{number * 100:09d}-{number * 100 + 99:09d}"
    path = lake.path(f"{EVENTS}/date={at:%Y-%m-%d}/{name}.ndjson")
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(lines) + "\n")


def _record(at: datetime, number: int, place: int) -> Materialization:
    day = f"{at:%Y-%m-%d}" if place < DAILY else None
    inputs = tuple(
        Input(
            asset=f"asset_{above}", partition=day, version=f"{number:032x}{above:032x}", event_id=f"0a1b2c3d-{number}"
        )
        for above in range(max(0, place - 2), place)
    )
    return Materialization(
        event_id=f"0a1b2c3d-{number * 100 + place}", outcome="complete", asset=f"asset_{place}", partition=day,
        version=f"{number:032x}{place:032x}", changed=True, code_version="0123456789ab", run_id=f"run-{number:032x}",
        job="daily_lake", step=f"asset_{place}", launched_by="schedule daily", started_at=at, rows_out=10_000,
        finished_at=at + timedelta(seconds=place), seconds=1.5, bytes=6_500_000, inputs=inputs,
    )  # fmt: skip


def _say(lake: Lake, form: str) -> None:
    Journal(lake).records()  # rows that are not there are made from the events, and that once
    keys = lake.keys(RUNS)
    size = sum(lake.path(key).stat().st_size for key in keys)
    recorder, all_records = _cpu(Journal(lake).versions), _cpu(Journal(lake).records)
    print(
        f"  {form:<15} {len(keys):>5,} files, {size / 1e6:5.1f} MB of rows; what a recorder reads {recorder:5.2f} s of "
        f"CPU, every record whole {all_records:5.2f} s"
    )


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
