"""A day of searches: asks for what has not landed, and says what became of each search.

What is still to do is `todo`'s, with which window a day is asked for `look_back`'s, a single call `client`'s.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from assets.search.day_report import DayReport, SearchOutcome
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
    """How fast a paid source is asked, and what may be spent."""

    max_concurrent: int = 3
    max_per_second: float = 5.0
    budget: Budget | None = None


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
    stopped: str | None = None,
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
        stopped: Why nothing may be asked any more: `DayReport.stopped` of an earlier day of the same run.

    Returns:
        What became of each search. Failures are in it, not raised: what landed must go on to the next stage.

    Raises:
        BudgetSpentError: The day would cost more than the budget has left; no call was made.
    """
    with day_lock(lake, "search", day):
        if isinstance(source, RecordedFolder):
            return _recorded(lake, source, day, last_day or day)
        todo_list = todos(lake, source, searches, day, today, closes_day=closes_day)
        asking = _asked(lake, ledger, source, todo_list, day, limits or Limits(), clock or SystemClock(), stopped)
        return asyncio.run(asking)


def _recorded(lake: Lake, source: RecordedFolder, day: date, last_day: date) -> DayReport:
    files = recorded.land_day(lake, source.folder, day, last_day)
    fresh, found = Counter(files.new), landed.search_days(lake, day)
    outcomes = [SearchOutcome(name, "failed", reason=reason) for name, reason in sorted(files.failed.items())]
    for (name, _), one in found.items():
        outcome = SearchOutcome(name, "recorded" if fresh[name] else "replayed", fresh[name])
        outcomes.append(_judged(replace(outcome, pages_replayed=one.row["pages"] - fresh[name]), one))
    return _report(day, outcomes, found, [])


async def _asked(
    lake: Lake,
    ledger: Ledger,
    source: ApiSource,
    todo_list: list[Todo],
    day: date,
    limits: Limits,
    clock: Clock,
    stopped: str | None,
) -> DayReport:
    if source.paid and limits.budget and not stopped:
        limits.budget.refuse_unless_affordable(plan(todo_list, day))
    before = ledger.rows(day, "search")
    lately = _calls_lately(ledger, source, todo_list, clock.now())
    stopped = stopped or cooling_down(lately, clock.now())
    purse = Purse(limits.budget if source.paid else None)
    pace = Pace(limits.max_concurrent, limits.max_per_second if source.paid else None, clock)
    async with source.client(day) as http:
        client = SearchClient(lake, ledger, source, http, purse, pace, clock, throttled_at=last_throttled(lately))
        outcomes = await asyncio.gather(*(_search(client, todo, day, before, stopped) for todo in todo_list))
        if purse.made and client.quota_left is None:
            client.quota_left = await read_usage(http, source)
    note_unavailable(ledger, source, todo_list, before, day, clock)
    ledger.compact(day, "search")
    report = _summed(lake, day, todo_list, outcomes)
    return replace(
        report,
        calls=purse.made,
        credits=purse.taken,
        quota_left=client.quota_left,
        stopped=str(client.stopped) if client.stopped else stopped,
    )


def _summed(lake: Lake, day: date, todo_list: Sequence[Todo], outcomes: Sequence[SearchOutcome]) -> DayReport:
    """The report of a day that was asked for: what landed, what could not be asked, and what failed on the way."""
    found, judged, more = landed.search_days(lake, day), [], []
    for todo, outcome in zip(todo_list, outcomes, strict=True):
        one = found.get((todo.search.name, todo.search.version))
        if todo.unavailable:
            more.append(unavailable_row(todo, day))
        elif outcome.outcome == "failed" and one is None:
            more.append(unasked_row(todo, day, "failed", str(outcome.reason)))
        elif outcome.outcome == "failed" and one is not None:
            one.row["outcome"] = "failed"
            one.row["reason"] = joined(outcome.reason, one.row["reason"])
        judged.append(_judged(outcome, one))
    return _report(day, judged, found, more)


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
