"""Recorded answers for the hosts: what the sample says to some of the saved searches on each of some days, as files."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import httpx

from assets.search.sample.api import create_app
from assets.search.saved.search_file import load_searches

PROJECT = Path(__file__).resolve().parents[2]
# A week that began on a Sunday; any days give the same figures.
FIRST = date(2026, 9, 27)


def days_from_first(count: int) -> list[date]:
    """The days of the whole comparison."""
    return [FIRST + timedelta(days=number) for number in range(count)]


def record(folder: Path, days: Sequence[date], searches: int, pages: int) -> None:
    """Write the answers of each day below `folder/search_date=<day>/`."""
    asyncio.run(_record(folder, days, searches, pages))


async def _record(folder: Path, days: Sequence[date], searches: int, pages: int) -> None:
    wanted = load_searches(PROJECT / "searches.yaml")[:searches]
    for day in days:
        place = folder / f"search_date={day}"
        place.mkdir(parents=True)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(day)), base_url="http://sample") as api:
            for search in wanted:
                cursor: dict[str, str] = {}
                for page in range(1, pages + 1):
                    params = {"query": search.query or "", "country": search.country or "us", **cursor}
                    answer = (await api.get("/search-v2", params=params)).raise_for_status()
                    (place / f"{search.name}-{page}.json").write_bytes(answer.content)
                    following = answer.json()["data"]["cursor"]
                    if following is None:
                        break
                    cursor = {"cursor": following}
