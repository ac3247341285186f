"""What tests of the search room set up again and again: a clock that is played, a lake, a day run against a server."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from assets.lake.calls.ledger import Call, Ledger
from assets.lake.storage.storage import Lake
from assets.search.budget.budget import Budget
from assets.search.budget.limits import Limits
from assets.search.connections.source import ApiSource
from assets.search.days.day_report import EVERYBODY, DayReport
from assets.search.days.search_day import search_day
from assets.search.saved.saved_searches import SavedSearch
from tests.assets.search.jsearch_server import JSearchServer, job

TODAY = date(2026, 3, 28)
KEY = "canary-Zq7+/x=Hopper-1906"


@dataclass
class FakeClock:
    """A clock that only moves when somebody sleeps on it; it remembers each wait."""

    moment: datetime = datetime(2026, 3, 28, 2, 30, tzinfo=UTC)
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.moment.timestamp()

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.moment += timedelta(seconds=seconds)


def search(name: str = "fitter-york", pages: int = 3, query: str = "") -> SavedSearch:
    return SavedSearch(name=name, panel="rail", query=query or f"{name} jobs", country="gb", pages=pages)


def pages_of(*searches: SavedSearch, pages: int = 3, size: int = 2) -> dict[str, list[list[dict[str, object]]]]:
    """Distinct jobs for each page of each search."""
    numbers = iter(range(10_000))
    return {str(one.query): [[job(next(numbers)) for _ in range(size)] for _ in range(pages)] for one in searches}


@dataclass
class Scene:
    """A lake and a paid source on the local server."""

    root: Path
    server: JSearchServer
    clock: FakeClock = field(default_factory=FakeClock)
    provider: str = "openwebninja"
    timeout: float = 5.0
    longest_body: int = 32 * 2**20
    budget: Budget | None = None
    runs: int = 0

    @property
    def lake(self) -> Lake:
        return Lake(self.root)

    @property
    def source(self) -> ApiSource:
        return ApiSource(
            "jsearch",
            self.provider,
            self.server.url,
            SecretStr(KEY),
            paid=True,
            timeout_seconds=self.timeout,
            longest_body=self.longest_body,
        )

    def run(
        self,
        *searches: SavedSearch,
        day: date = TODAY,
        today: date = TODAY,
        closes_day: bool = False,
        max_per_second: float = 1000.0,
        stopped: str | None = None,
    ) -> DayReport:
        """One run over a day, with a run id of its own."""
        self.runs += 1
        return search_day(
            self.lake,
            Ledger(self.lake, f"run-{self.runs}"),
            self.source,
            searches,
            day,
            today,
            closes_day=closes_day,
            limits=Limits(3, max_per_second, self.budget),
            clock=self.clock,
            stops={EVERYBODY: stopped} if stopped else {},
        )

    def calls(self, day: date = TODAY) -> list[Call]:
        return Ledger(self.lake, "reader").rows(day, "search")
