"""Looking over all of raw: what a run pays to know whose answers the lake holds, and that none has changed since.

100,000 tiny answers over 100 days, as a million postings have. `refusal` and `warnings` (`assets.search.fiction`) are
asked once each by every run, and `nothing_stale` asks each day of raw once.
"""

import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawRequest
from assets.lake.storage.storage import Lake
from assets.search import fiction
from lineage.current.staleness import RAW, digest_now
from lineage.journal.record import Materialization

FIRST, DAYS, ANSWERS = date(2026, 1, 1), 100, 1_000
NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
REQUEST = RawRequest(
    endpoint="search-v2", params={"query": "fitter jobs in york", "country": "gb"}, provider="sample",
    search_name="fitter-york", search_version="0123456789abcdef", panel="rail", called_at=NOON,
)  # fmt: skip


def main() -> None:
    """Print the seconds of CPU of each look, first as a lake without markers costs, then with them."""
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder))
        days = [FIRST + timedelta(days=number) for number in range(DAYS)]
        for day in days:
            land_day(lake, day)
        print(f"{DAYS * ANSWERS:,} answers over {DAYS} days")
        shutil.rmtree(lake.path("raw/providers"), ignore_errors=True)
        heads = _cpu(lambda: fiction.refusal("jsearch", lake))
        print(f"  a lake without markers  {heads:5.2f} s to read every head, once")
        print(f"  marking it              {_cpu(lambda: raw_answers.mark_older_days(lake)):5.2f} s, once")
        records = [recorded(lake, day) for day in days]
        looks: dict[str, Callable[[], object]] = {
            "refusal": lambda: fiction.refusal("jsearch", lake),
            "warnings": lambda: fiction.warnings(lake),
            "nothing_stale, of raw": lambda: [digest_now(lake, record) for record in records],
        }
        spent = {name: _cpu(look) for name, look in looks.items()}
        for name, seconds in spent.items():
            print(f"  {name:<23} {seconds:5.2f} s")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  in all, each run        {sum(spent.values()):5.2f} s of CPU; peak memory {peak:,.0f} MiB")


def land_day(lake: Lake, day: date) -> None:
    """Land one answer, and lay the others of the day beside it without the syncs that are landing's and not ours."""
    first = lake.path(raw_answers.land(lake, day, "a-0000", REQUEST, b"{}"))
    for number in range(1, ANSWERS):
        os.link(first, first.with_name(f"a-{number:04d}{raw_answers.SUFFIX}"))


def recorded(lake: Lake, day: date) -> Materialization:
    """The day of raw as a run would have recorded it."""
    written = raw_answers.day_version(lake, day)
    return Materialization(
        event_id=f"bench-{day:%Y%m%d}", outcome="complete", asset=RAW, partition=day.isoformat(),
        version=written.digest, run_id="bench", job="daily_lake", step="raw_search_results", launched_by="bench",
        started_at=datetime.now(UTC), finished_at=datetime.now(UTC) + timedelta(seconds=1), rows_out=written.rows,
        bytes=written.size,
    )  # fmt: skip


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
