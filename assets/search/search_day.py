"""A day of searches: asks each source for what has not landed, and says what became of each search.

What is still to do is `todo`'s, with which window a day is asked for `look_back`'s, a single call `client`'s.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from assets.lake.clock import Clock, SystemClock
from assets.lake.day_lock import day_lock
from assets.lake.ledger import INTERRUPTED, Call, Ledger
from assets.lake.storage import Lake
from assets.search import landed, recorded
from assets.search.attempt import cooling_down, last_throttled
from assets.search.budget import Budget, Purse
from assets.search.client import SearchClient
from assets.search.day_report import EVERYBODY, DayReport, SearchOutcome
from assets.search.errors import AccountError, SearchError
from assets.search.landed import Chain, SearchDay, Version, joined
from assets.search.pace import Pace
from assets.search.saved_searches import SavedSearch
from assets.search.source import ApiSource, RecordedFolder, Source
from assets.search.todo import Todo, next_page, note_unavailable, plan, todos, unasked_row, unavailable_row
from assets.search.usage import read_usage

# A pause imposed on a key can be announced for up to a day.
COOL_DOWN_MEMORY = timedelta(days=1)


@dataclass(frozen=True)
class Limits:
    """How fast a source is asked, and what may be spent.

    Attributes:
        budget: Of the source of the settings.
        budgets: Of sources that searches name, by name.
    """

    max_concurrent: int = 3
    max_per_second: float = 5.0
    budget: Budget | None = None
    budgets: Mapping[str, Budget] = field(default_factory=dict)

    def budget_of(self, source: ApiSource) -> Budget | None:
        """What may be spent at a source; None where its credits are not counted, or nothing caps them."""
        return self.budgets.get(source.name, self.budget) if source.paid else None

    def pace(self, source: ApiSource, clock: Clock) -> Pace:
        """How fast it is asked: a board one request after the other."""
        slow = source.speaks.per_second
        if slow is not None:
            return Pace(1, slow, clock)
        return Pace(self.max_concurrent, self.max_per_second if source.paid else None, clock)


@dataclass(frozen=True)
class Group:
    """The searches of a day that go to one source, and what they still lack."""

    source: ApiSource
    todos: list[Todo]


@dataclass(frozen=True)
class Asked:
    """What asking one source came to."""

    group: Group
    outcomes: Sequence[SearchOutcome]
    calls: int
    credits: int
    quota_left: int | None
    stopped: str | None


def search_day(
    lake: Lake,
    ledger: Ledger,
    source: Source | None,
    searches: Sequence[SavedSearch],
    day: date,
    today: date,
    *,
    named: Mapping[str, ApiSource] | None = None,
    closes_day: bool = False,
    last_day: date | None = None,
    limits: Limits | None = None,
    clock: Clock | None = None,
    stops: Mapping[str, str] | None = None,
) -> DayReport:
    """Land the answers of a day.

    Args:
        lake: Where answers land.
        ledger: Where calls are written down; its day is compacted at the end.
        source: Who is asked by the searches that name nobody; None where each names a source.
        searches: What is asked; a recorded folder ignores those that name nobody.
        day: The UTC day to land.
        today: The UTC day it is now.
        named: The sources that searches name, by name.
        closes_day: The run is the nightly one that closes yesterday right after its end.
        last_day: The last day of the range asked for; undated recorded files belong to it.
        limits: Pace and budget.
        clock: For tests.
        stops: Why a source may not be asked any more: `DayReport.stops` of earlier days of the same run.

    Returns:
        What became of each search. Failures are in it, not raised: what landed must go on to the next stage.

    Raises:
        BudgetSpentError: The day would cost more than the budget has left; no call was made.
    """
    limits, clock = limits or Limits(), clock or SystemClock()
    with day_lock(lake, "search", day):
        if isinstance(source, RecordedFolder):
            files = recorded.land_day(lake, source.folder, day, last_day or day)
            searches, source = [search for search in searches if search.source], None
            if not searches:
                return _recorded(lake, files, day)
        groups = [
            Group(one, todos(lake, one, mine, day, today, closes_day=closes_day))
            for one, mine in grouped(source, named or {}, searches)
        ]
        return asyncio.run(_all_asked(lake, ledger, groups, day, limits, clock, stops or {}))


def grouped(
    source: Source | None, named: Mapping[str, ApiSource], searches: Sequence[SavedSearch]
) -> list[tuple[ApiSource, list[SavedSearch]]]:
    """The searches of each source, in the order in which the sources are met."""
    found: dict[str, tuple[ApiSource, list[SavedSearch]]] = {}
    for search in searches:
        one = named.get(search.source or "", source)
        if isinstance(one, ApiSource):
            found.setdefault(one.name, (one, []))[1].append(search)
    return list(found.values())


def _recorded(lake: Lake, files: recorded.LandedFiles, day: date) -> DayReport:
    fresh, found = Counter(files.new), landed.search_days(lake, day)
    outcomes = [SearchOutcome(name, "failed", reason=reason) for name, reason in sorted(files.failed.items())]
    for (name, _), one in found.items():
        outcome = SearchOutcome(name, "recorded" if fresh[name] else "replayed", fresh[name])
        outcomes.append(_judged(replace(outcome, pages_replayed=one.row["pages"] - fresh[name]), one))
    return _report(day, outcomes, found, [])


async def _all_asked(
    lake: Lake,
    ledger: Ledger,
    groups: Sequence[Group],
    day: date,
    limits: Limits,
    clock: Clock,
    stops: Mapping[str, str],
) -> DayReport:
    """Ask all sources at once: each has a host, a pace and a budget of its own."""
    for group in groups:
        budget = limits.budget_of(group.source)
        if budget and not _stop_of(group.source, stops):
            budget.refuse_unless_affordable(plan(group.todos, day))
    before = ledger.rows(day, "search")
    asking = (_asked(lake, ledger, group, before, day, limits, clock, stops) for group in groups)
    asked = await asyncio.gather(*asking)
    for group in groups:
        note_unavailable(ledger, group.source, group.todos, before, day, clock)
    ledger.compact(day, "search")
    return _summed(lake, day, asked)


def _stop_of(source: ApiSource, stops: Mapping[str, str]) -> str | None:
    return stops.get(EVERYBODY) or stops.get(source.name)


async def _asked(
    lake: Lake,
    ledger: Ledger,
    group: Group,
    before: Sequence[Call],
    day: date,
    limits: Limits,
    clock: Clock,
    stops: Mapping[str, str],
) -> Asked:
    source = group.source
    lately = _calls_lately(ledger, source, group.todos, clock.now())
    stopped = _stop_of(source, stops) or cooling_down(lately, clock.now())
    purse, pace = Purse(limits.budget_of(source), source.credits), limits.pace(source, clock)
    async with source.client(day) as http:
        client = SearchClient(lake, ledger, source, http, purse, pace, clock, throttled_at=last_throttled(lately))
        outcomes = await asyncio.gather(*(_search(client, todo, day, before, stopped) for todo in group.todos))
        if purse.made and client.quota_left is None:
            client.quota_left = await read_usage(http, source)
    stopped = str(client.stopped) if client.stopped else stopped
    return Asked(group, outcomes, purse.made, purse.taken, client.quota_left, stopped)


def _summed(lake: Lake, day: date, asked: Sequence[Asked]) -> DayReport:
    """The report of a day that was asked for: what landed, what could not be asked, and what failed on the way."""
    found, judged, more = landed.search_days(lake, day), [], []
    if not asked:  # nobody is asked, so what earlier runs found out of reach is told by the ledger
        return replace(_report(day, [], found, []), rows=tuple(landed.noted_rows(lake, day)))
    pairs = [(todo, outcome) for one in asked for todo, outcome in zip(one.group.todos, one.outcomes, strict=True)]
    for todo, outcome in pairs:
        one = found.get((todo.search.name, todo.search.version))
        if todo.unavailable:
            more.append(unavailable_row(todo, day))
        elif outcome.outcome == "failed" and one is None:
            more.append(unasked_row(todo, day, "failed", str(outcome.reason)))
        elif outcome.outcome == "failed" and one is not None:
            one.row["outcome"] = "failed"
            one.row["reason"] = joined(outcome.reason, one.row["reason"])
        judged.append(_judged(outcome, one))
    return replace(
        _report(day, _going_on(asked, judged), found, more),
        calls=sum(one.calls for one in asked),
        credits=sum(one.credits for one in asked),
        quota_left=next((one.quota_left for one in asked if one.quota_left is not None), None),
        stops={one.group.source.name: one.stopped for one in asked if one.stopped},
    )


def _going_on(asked: Sequence[Asked], outcomes: list[SearchOutcome]) -> list[SearchOutcome]:
    """The outcomes, of which none halts the day where another source than the stopped one answered."""
    answered = any(outcome.outcome == "fetched" for one in asked for outcome in one.outcomes if not one.stopped)
    return [replace(outcome, halts=False) for outcome in outcomes] if answered else outcomes


def _judged(outcome: SearchOutcome, one: SearchDay | None) -> SearchOutcome:
    """What became of a search, in view of what can be read of its answers: none of them is asked for again."""
    if one is None or not one.unread or outcome.outcome == "failed":
        return outcome
    return replace(outcome, outcome="failed", reason=one.row["reason"])


def _report(
    day: date,
    outcomes: Sequence[SearchOutcome],
    found: Mapping[Version, SearchDay],
    more: Sequence[dict[str, Any]],
) -> DayReport:
    days = found.values()
    return DayReport(
        day,
        tuple(outcomes),
        (*(one.row for one in days), *more),
        problems=tuple(said for one in days for said in (*one.unread, *one.noted)),
        read=sum(one.read for one in days),
    )


def _calls_lately(ledger: Ledger, source: ApiSource, todo_list: Sequence[Todo], now: datetime) -> list[Call]:
    """Calls of the last day at this provider, newest first; not read where nothing will be asked."""
    if not source.paid or not any(todo.missing for todo in todo_list):
        return []
    calls = ledger.since(now - COOL_DOWN_MEMORY, "search")
    return [call for call in reversed(calls) if call.provider == source.provider]


async def _search(
    client: SearchClient, todo: Todo, day: date, before: Sequence[Call], stopped: str | None
) -> SearchOutcome:
    name, have = todo.search.name, len(todo.chain.pages)
    if todo.unavailable:
        return SearchOutcome(name, "unavailable", reason=todo.view.reason)
    if not todo.missing:
        earlier = todo.replaced_by and f"answered on that day by version {todo.replaced_by} of the search"
        return SearchOutcome(name, "replayed", pages_replayed=have, reason=earlier)
    if stopped:
        return SearchOutcome(name, "failed", pages_replayed=have, reason=stopped, halts=True)
    chain, interrupted, failure = todo.chain, 0, None
    try:
        while len(chain.pages) < todo.search.pages:
            cursor = chain.next_cursor(client.lake)
            if chain.pages and cursor is None:
                break
            page = next_page(todo, chain, cursor, day, client.source, client.clock)
            earlier_calls = [call for call in before if call.request_key == page.name]
            interrupted += sum(call.status == INTERRUPTED for call in earlier_calls)
            key = await client.fetch(replace(page, attempts_before=len(earlier_calls)))
            chain = Chain((*chain.pages, (key, page.request)))
    except SearchError as error:
        failure = error
    outcome = SearchOutcome(name, "fetched", len(chain.pages) - have, have, interrupted=interrupted)
    if failure is None:
        return outcome
    halts = isinstance(failure, AccountError)
    return replace(outcome, outcome="failed", reason=f"{_page(chain)}{failure}", halts=halts)


def _page(chain: Chain) -> str:
    """Which page a failure was about, where pages before it are there."""
    return f"page {len(chain.pages) + 1}: " if chain.pages else ""
