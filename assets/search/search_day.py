"""A day of searches: asks for what has not landed, and says what became of each search.

Raw alone decides what is missing, so a killed run, run again, asks for the rest and nothing else. With which window a
day is asked for is `look_back`'s, a single call `client`'s.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assets.lake.day_lock import day_lock
from assets.lake.ledger import Call, Ledger
from assets.lake.raw_answers import RawRequest, request_key
from assets.lake.storage import Lake
from assets.search import landed, recorded
from assets.search.budget import Budget, Cost, Purse
from assets.search.client import Page, SearchClient, still_cooling
from assets.search.clock import Clock, SystemClock
from assets.search.day_report import DayReport, SearchOutcome
from assets.search.errors import SearchError
from assets.search.landed import Chain
from assets.search.look_back import View, view_of
from assets.search.pace import Pace
from assets.search.saved_searches import ENDPOINT, SavedSearch
from assets.search.source import ApiSource, RecordedFolder, Source


@dataclass(frozen=True)
class Limits:
    """How fast a paid source is asked, and what may be spent."""

    max_concurrent: int = 3
    max_per_second: float = 5.0
    budget: Budget | None = None


@dataclass(frozen=True)
class Todo:
    """A search of a day: what has landed of it, and how the rest can be asked for."""

    search: SavedSearch
    chain: Chain
    view: View
    missing: int
    replaced_by: str | None = None


def search_day(
    lake: Lake,
    ledger: Ledger,
    source: Source,
    searches: Sequence[SavedSearch],
    day: date,
    today: date,
    *,
    closes_day: bool = False,
    last_day: date | None = None,
    limits: Limits | None = None,
    clock: Clock | None = None,
) -> DayReport:
    """Land the answers of a day.

    Args:
        lake: Where answers land.
        ledger: Where calls are written down; its day is compacted at the end.
        source: Who is asked.
        searches: What is asked; a recorded folder ignores them.
        day: The UTC day to land.
        today: The UTC day it is now.
        closes_day: The run is the nightly one that closes yesterday right after its end.
        last_day: The last day of the range asked for; undated recorded files belong to it.
        limits: Pace and budget.
        clock: For tests.

    Returns:
        What became of each search. Failures are in it, not raised: what landed must go on to the next stage.

    Raises:
        BudgetSpentError: The day would cost more than the budget has left; no call was made.
    """
    with day_lock(lake, "search", day):
        if isinstance(source, RecordedFolder):
            return _recorded(lake, source, day, last_day or day)
        return asyncio.run(
            _asked(
                lake,
                ledger,
                source,
                todos(lake, source, searches, day, today, closes_day=closes_day),
                day,
                limits or Limits(),
                clock or SystemClock(),
            )
        )


def todos(
    lake: Lake, source: ApiSource, searches: Iterable[SavedSearch], day: date, today: date, *, closes_day: bool = False
) -> list[Todo]:
    """What each search still lacks on a day. Nothing is asked."""
    requests = landed.landed_requests(lake, day)
    view = view_of(day, today, answers_as_of_any_day=source.answers_as_of_any_day, closes_day=closes_day)
    return [_todo(lake, requests, search, view) for search in searches]


def plan(todo_list: Iterable[Todo], day: date) -> list[Cost]:
    """What the rest of a day would cost at most, retries aside."""
    return [Cost(day, todo.search.name, todo.missing) for todo in todo_list if todo.missing]


def _todo(lake: Lake, requests: list[tuple[str, RawRequest]], search: SavedSearch, view: View) -> Todo:
    chain = landed.chain_of(requests, search)
    if chain.requests:
        ended = len(chain.requests) >= search.pages or chain.next_cursor(lake) is None
        return Todo(search, chain, view, 0 if ended else search.pages - len(chain.requests))
    others = {request.search_version for _, request in requests if request.search_name == search.name}
    if others and view.keeps != "all":
        # A past day that was asked for by an earlier version of the search has its answer; looking back would add
        # postings that the day's counts could not be compared with.
        return Todo(search, chain, view, 0, replaced_by=min(others))
    return Todo(search, chain, view, search.pages if view.possible else 0)


def _recorded(lake: Lake, source: RecordedFolder, day: date, last_day: date) -> DayReport:
    new = recorded.land_day(lake, source.folder, day, last_day)
    rows = landed.search_day_rows(lake, day)
    names = {key.rpartition("/")[2] for key in new}
    outcomes = []
    for row in rows:
        fresh = sum(name.startswith(f"{row['search_name']}-") for name in names)
        outcomes.append(
            SearchOutcome(row["search_name"], "recorded" if fresh else "replayed", fresh, row["pages"] - fresh)
        )
    return DayReport(day, tuple(outcomes), tuple(rows))


async def _asked(
    lake: Lake, ledger: Ledger, source: ApiSource, todo_list: list[Todo], day: date, limits: Limits, clock: Clock
) -> DayReport:
    costs = plan(todo_list, day)
    if source.paid and limits.budget:
        limits.budget.refuse_unless_affordable(costs)
    before = ledger.rows(day, "search")
    purse = Purse(limits.budget if source.paid else None)
    pace = Pace(limits.max_concurrent, limits.max_per_second if source.paid else None, clock)
    async with source.client(day) as http:
        client = SearchClient(lake, ledger, source, http, purse, pace, clock)
        paused = still_cooling(before, clock.now())
        outcomes = await asyncio.gather(*(_search(client, todo, day, before, paused) for todo in todo_list))
    _note_unavailable(ledger, todo_list, before, source, day, clock)
    ledger.compact(day, "search")
    unavailable = [_unavailable_row(todo, day) for todo in todo_list if _is_unavailable(todo)]
    return DayReport(
        day,
        tuple(outcomes),
        tuple(landed.search_day_rows(lake, day) + unavailable),
        calls=len(ledger.rows(day, "search")) - len(before),
        credits=purse.taken,
        quota_left=client.quota_left,
        stopped=str(client.stopped) if client.stopped else paused if costs else None,
    )


async def _search(client: SearchClient, todo: Todo, day: date, before: list[Call], paused: str | None) -> SearchOutcome:
    name, have = todo.search.name, len(todo.chain.requests)
    if _is_unavailable(todo):
        return SearchOutcome(name, "unavailable", reason=todo.view.reason)
    if not todo.missing:
        return SearchOutcome(name, "replayed", pages_replayed=have, reason=_earlier_version(todo))
    if paused:
        return SearchOutcome(name, "failed", pages_replayed=have, reason=paused)
    new, chain = 0, todo.chain
    try:
        while len(chain.requests) < todo.search.pages:
            cursor = chain.next_cursor(client.lake)
            if chain.requests and cursor is None:
                break
            page = _page(todo, chain, cursor, day, client.source.provider, before, client)
            key = await client.fetch(page)
            chain, new = Chain((*chain.requests, page.request), key), new + 1
    except SearchError as error:
        return SearchOutcome(name, "failed", new, have, str(error))
    return SearchOutcome(name, "fetched", new, have)


def _page(
    todo: Todo, chain: Chain, cursor: str | None, day: date, provider: str, before: list[Call], client: SearchClient
) -> Page:
    """The next page of a chain: like the one before it, with the cursor."""
    number = len(chain.requests) + 1
    if chain.requests:
        first = chain.requests[0]
        params = {**first.params, "cursor": cursor or ""}
        request = first.model_copy(update={"params": params, "page": number, "provider": provider})
    else:
        params = todo.search.params(todo.view.date_posted)
        request = RawRequest(
            endpoint=ENDPOINT,
            params=params,
            provider=provider,
            search_name=todo.search.name,
            search_version=todo.search.version,
            panel=todo.search.panel,
            query=todo.search.query,
            country=todo.search.country,
            pages_wanted=todo.search.pages,
            date_posted=params.get("date_posted"),
            keeps=todo.view.keeps,
            called_at=client.clock.now(),
        )
    name = request_key(todo.search.name, number, ENDPOINT, params)
    return Page(day, name, request, sum(call.request_key == name for call in before))


def _is_unavailable(todo: Todo) -> bool:
    return not todo.view.possible and not todo.chain.requests and not todo.replaced_by


def _earlier_version(todo: Todo) -> str | None:
    return todo.replaced_by and f"answered on that day by version {todo.replaced_by} of the search"


def _unavailable_row(todo: Todo, day: date) -> dict[str, object]:
    return {
        "search_date": day,
        "search_name": todo.search.name,
        "search_version": todo.search.version,
        "panel": todo.search.panel,
        "query": todo.search.query,
        "country": todo.search.country,
        "outcome": "unavailable",
        "date_posted": None,
        "keeps": todo.view.keeps,
        "pages": 0,
        "empty_pages": 0,
        "results": 0,
        "reason": f"no answer of {day} was kept, and the source cannot look back that far",
    }


def _note_unavailable(
    ledger: Ledger, todo_list: list[Todo], before: list[Call], source: ApiSource, day: date, clock: Clock
) -> None:
    """Write a day that could not be asked for into the ledger, once."""
    noted = {call.call_id for call in before}
    for todo in todo_list:
        call_id = f"{todo.search.name}-{todo.search.version}.unavailable"
        if _is_unavailable(todo) and call_id not in noted:
            ledger.record(
                Call(
                    search_date=day,
                    call_id=call_id,
                    called_at=clock.now(),
                    kind="search",
                    provider=source.provider,
                    endpoint=ENDPOINT,
                    status="unavailable",
                    search_name=todo.search.name,
                    search_version=todo.search.version,
                    panel=todo.search.panel,
                    query=todo.search.query,
                    country=todo.search.country,
                    error=todo.view.reason,
                )
            )
