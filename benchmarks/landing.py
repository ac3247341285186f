"""Landing and reading: how many answers a second are kept, and how many jobs a second are read from them, on one core.

One day of answers of ten jobs each, in the shape of search-v2, from the sample's own postings. Landing includes the
syncs that make an answer safe, so its wall time is the disk's; the processor's own share stands beside it.
"""

import asyncio
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx

from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawRequest, request_key
from assets.lake.storage.storage import Lake
from assets.postings.posting import Posting, Sighting, read_posting
from assets.search.progress.landed import search_days
from assets.search.sample.api import create_app
from assets.sources.answers import results_of

DAY = date(2026, 3, 28)
NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
PAGE = 10
SIZES = (20_000, 100_000)


@dataclass(frozen=True)
class Took:
    """Seconds by the wall and of this process's processor."""

    wall: float
    cpu: float


def main() -> None:
    seeds = sample_jobs()
    first: tuple[Took, Took] | None = None
    for jobs in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            lake = Lake(Path(folder))
            landing, count = timed(lambda: land(lake, seeds, jobs // PAGE))  # noqa: B023 - called at once
            summary, _ = timed(lambda: len(search_days(lake, DAY)))  # noqa: B023
            reading, read = timed(lambda: read_all(lake))  # noqa: B023
        print(f"{jobs:>7,} jobs in {count:,} answers, {read:,} of them read as postings")
        print(f"  landing    {line(landing, count, jobs)}")
        print(f"  summing    {line(summary, count, jobs)}")
        print(f"  reading    {line(reading, count, jobs)}")
        print(f"  peak memory so far {peak_mib():,.0f} MiB; reading costs {reading.cpu / landing.cpu:.1f} x landing")
        if first:
            print(
                f"  a day {SIZES[1] // SIZES[0]} times as large: landing {landing.cpu / first[0].cpu:.1f} x, reading "
                f"{reading.cpu / first[1].cpu:.1f} x the processor time"
            )
        first = landing, reading


def sample_jobs() -> list[dict[str, Any]]:
    """Job objects of the sample, the pool from which answers are put together."""
    transport = httpx.ASGITransport(app=create_app(DAY))

    async def ask() -> list[dict[str, Any]]:
        async with httpx.AsyncClient(transport=transport, base_url="http://sample") as http:
            params = [
                {"query": f"{what} jobs", "country": "us", "num_pages": "10"} for what in ("nurse", "engineer", "sales")
            ]
            answers = [(await http.get("/search-v2", params=sent)).json() for sent in params]
        return [job for answer in answers for job in answer["data"]["jobs"] if "job_title" in job]

    return asyncio.run(ask())


def bodies(seeds: list[dict[str, Any]], answers: int) -> Iterator[bytes]:
    """Answers of distinct jobs: an id and a first sentence of their own each, so that no cache helps."""
    for number in range(answers):
        jobs = []
        for place in range(PAGE):
            count = number * PAGE + place
            seed = seeds[count % len(seeds)]
            text = f"Opening {count}. {seed['job_description']}"
            jobs.append({**seed, "job_uid": f"{count:016x}AAAAAA==", "job_description": text})
        yield json.dumps({"status": "OK", "data": {"jobs": jobs, "cursor": None}}).encode()


def land(lake: Lake, seeds: list[dict[str, Any]], answers: int) -> int:
    """Land answers; the time of making them is in the figure, about an eighth of it."""
    for number, body in enumerate(bodies(seeds, answers)):
        params = {"query": f"search {number}"}
        request = RawRequest(
            endpoint="search-v2", params=params, provider="sample", search_name=f"s{number % 100}", search_version="1",
            panel="bench", called_at=NOON,
        )  # fmt: skip
        raw_answers.land(lake, DAY, request_key(f"s{number:06d}", 1, "search-v2", params), request, body)
    return answers


def read_all(lake: Lake) -> int:
    """Read every result as a posting, one answer in memory at a time; how many became one."""
    found = 0
    for answer in raw_answers.answers(lake, DAY):
        for position, job in enumerate(results_of(answer)):
            sighting = Sighting(DAY, answer.key, position, observed_at=answer.request.called_at)
            found += isinstance(read_posting(job, sighting), Posting)
    return found


def timed(work: Callable[[], int]) -> tuple[Took, int]:
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    return Took(time.perf_counter() - wall, time.process_time() - cpu), done


def line(took: Took, answers: int, jobs: int) -> str:
    return (
        f"{answers / took.cpu:>9,.0f} answers/s {jobs / took.cpu:>9,.0f} jobs/s per core "
        f"({took.cpu:.1f} s of processor, {took.wall:.1f} s by the wall)"
    )


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
