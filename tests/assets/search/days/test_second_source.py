"""A search may name a second source, which is asked where the first has spent its month; nobody pays for it twice."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from assets.lake.calls.ledger import Ledger
from assets.lake.raw import raw_answers
from assets.lake.storage.storage import Lake
from assets.search.budget.budget import Budget
from assets.search.budget.limits import Limits
from assets.search.connections.source import ApiSource
from assets.search.days.day_report import DayReport
from assets.search.days.search_day import search_day
from assets.search.saved.saved_searches import SavedSearch
from assets.sources.registry import SOURCES
from tests.assets.search.jsearch_server import JSearchServer, Reply, job, serving
from tests.assets.search.scene import KEY, TODAY, FakeClock
from tests.assets.sources.fictional import Door, SourceServer, serpapi_job, serpapi_page

MONTHLY = b'{"message":"You have exceeded the MONTHLY quota for Requests on your current plan"}'
PAGES = {
    ("/search.json", ""): serpapi_page([serpapi_job(1)], "t"),
    ("/search.json", "t"): serpapi_page([serpapi_job(2)]),
}


class Two:
    """A lake, JSearch and SerpApi, each on a local server."""

    def __init__(self, root: Path, first: JSearchServer, second: SourceServer) -> None:
        self.lake, self.first, self.second = Lake(root), first, second
        self.runs = 0

    def run(
        self,
        *names: str,
        day: date = TODAY,
        cap: int | None = None,
        spent: frozenset[str] = frozenset(),
        second: str | None = "serpapi",
    ) -> DayReport:
        self.runs += 1
        jsearch = ApiSource("jsearch", "openwebninja", self.first.url, SecretStr(KEY), paid=True)
        serpapi = ApiSource("serpapi", "serpapi", self.second.url, SecretStr(KEY), paid=True, speaks=SOURCES["serpapi"])
        searches = [
            SavedSearch(name=name, panel="rail", query=f"{name} jobs", country="gb", pages=2, fallback=second)
            for name in names
        ]
        budgets = {"jsearch": Budget(cap, None, 0, TODAY), "serpapi": Budget(None, None, 0, TODAY)}
        return search_day(
            self.lake, Ledger(self.lake, f"run-{self.runs}"), jsearch, searches, day, day, named={"serpapi": serpapi},
            limits=Limits(3, 1000.0, budgets=budgets), clock=FakeClock(), spent=spent,
        )  # fmt: skip

    def providers(self, day: date = TODAY) -> set[str]:
        return {answer.request.provider for answer in raw_answers.answers(self.lake, day)}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    door = Door("serpapi", {}, PAGES, results=2, calls=2, page_parameter="next_page_token")
    with serving(JSearchServer()) as first, serving(SourceServer(door)) as second:
        assert isinstance(second, SourceServer)
        yield Two(tmp_path / "lake", first, second)


def test_the_second_is_asked_when_the_first_says_that_its_month_is_over(two: Two) -> None:
    two.first.always = Reply(429, MONTHLY)
    report = two.run("fitter")
    assert (report.failures, report.halted, report.results) == ((), False, 2)
    assert (len(two.first.received), len(two.second.received)) == (1, 2)
    assert report.spent == {"jsearch"}
    assert two.providers() == {"serpapi"}


def test_what_the_second_answered_is_asked_of_neither_again(two: Two) -> None:
    two.first.always = Reply(429, MONTHLY)
    rows = two.run("fitter").rows
    two.first.always = None
    again = two.run("fitter")
    assert (again.outcome, again.calls) == ("replayed", 0)
    assert again.rows == rows
    assert (len(two.first.received), len(two.second.received)) == (1, 2)


def test_a_search_that_names_no_second_any_more_does_not_go_on_elsewhere(two: Two) -> None:
    two.first.always = Reply(429, MONTHLY)
    two.second.script = [Reply(body=PAGES["/search.json", ""]), Reply(400, b"{}")]
    two.run("fitter")
    two.first.always = None
    alone = two.run("fitter", second=None)
    assert (alone.failures, alone.outcome, alone.results) == ((), "replayed", 1)
    assert len(two.first.received) == 1


def test_a_budget_that_holds_one_search_leaves_the_other_to_the_second(two: Two) -> None:
    two.first.pages = {"fitter jobs": [[job(1)], [job(2)]]}
    report = two.run("fitter", "guard", cap=2)
    assert report.failures == ()
    assert {got.params["query"] for got in two.first.received} == {"fitter jobs"}
    assert {got.params["q"] for got in two.second.received} == {"guard jobs"}


def test_a_later_day_of_the_run_goes_straight_to_the_second(two: Two) -> None:
    report = two.run("fitter", day=TODAY + timedelta(days=1), spent=frozenset({"jsearch"}))
    assert report.results == 2
    assert two.first.received == []


def test_a_search_that_the_first_began_goes_on_there_or_waits(two: Two) -> None:
    two.first.pages = {"fitter jobs": [[job(1)], [job(2)]]}
    two.first.script = []
    began = two.run("fitter", cap=None)
    assert began.results == 2
    two.first.always = Reply(429, MONTHLY)
    assert two.run("fitter").outcome == "replayed"
    assert two.second.received == []


def test_pages_that_the_second_began_go_on_at_the_second(two: Two) -> None:
    two.first.always = Reply(429, MONTHLY)
    two.second.script = [Reply(body=PAGES["/search.json", ""]), Reply(400, b"{}")]
    assert two.run("fitter").failures
    two.first.always = None
    done = two.run("fitter")
    assert (done.failures, done.results) == ((), 2)
    assert len(two.first.received) == 1
