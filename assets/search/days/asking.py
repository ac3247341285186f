"""Asking: the searches of a day at their sources, all sources at once, each with its host, pace and budget.

What is still to do is `todo`'s, a single call `client`'s, who is asked in whose stead `second_source`'s.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from assets.lake.calls.clock import Clock
from assets.lake.calls.ledger import INTERRUPTED, Call, Ledger
from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawAnswer
from assets.lake.storage.damage import DamageError
from assets.lake.storage.storage import Lake
from assets.search.answers.errors import AccountError, BudgetSpentError, MonthSpentError, SearchError
from assets.search.budget.budget import Purse
from assets.search.budget.limits import Limits
from assets.search.client.attempt import cooling_down, last_throttled
from assets.search.client.client import SearchClient
from assets.search.connections.source import ApiSource
from assets.search.connections.usage import read_usage
from assets.search.days.day_report import EVERYBODY, SearchOutcome
from assets.search.progress.landed import Chain
from assets.search.progress.todo import Todo, next_page

# A pause imposed on a key can be announced for up to a day.
COOL_DOWN_MEMORY = timedelta(days=1)
KNOWN_DAYS = 7


@dataclass(frozen=True)
class Group:
    """The searches of a day that go to one source, and what they still lack."""

    source: ApiSource
    todos: list[Todo]


@dataclass(frozen=True)
class Asked:
    """What asking one source came to; `is_spent` where it was stopped because nothing is left to spend."""

    group: Group
    outcomes: Sequence[SearchOutcome]
    calls: int
    credits: int
    quota_left: int | None
    stopped: str | None
    is_spent: bool


async def ask_all(
    lake: Lake,
    ledger: Ledger,
    groups: Sequence[Group],
    before: Sequence[Call],
    day: date,
    limits: Limits,
    clock: Clock,
    stops: Mapping[str, str],
) -> list[Asked]:
    """Ask all sources at once."""
    return await asyncio.gather(
        *(_asked(lake, ledger, group, before, day, limits, clock, stop_of(group.source, stops)) for group in groups)
    )


def stop_of(source: ApiSource, stops: Mapping[str, str]) -> str | None:
    """Why a source may not be asked any more; None where it may."""
    return stops.get(EVERYBODY) or stops.get(source.name)


async def _asked(
    lake: Lake,
    ledger: Ledger,
    group: Group,
    before: Sequence[Call],
    day: date,
    limits: Limits,
    clock: Clock,
    stopped: str | None,
) -> Asked:
    source = group.source
    lately = _calls_lately(ledger, source, group.todos, clock.now())
    stopped = stopped or cooling_down(lately, clock.now())
    purse, pace = Purse(limits.budget_of(source), source.credits), limits.pace(source, clock)
    async with source.client(day) as http:
        client = SearchClient(lake, ledger, source, http, purse, pace, clock, throttled_at=last_throttled(lately))
        outcomes = await asyncio.gather(*(_search(client, todo, day, before, stopped) for todo in group.todos))
        if purse.made and client.quota_left is None:
            client.quota_left = await read_usage(http, source)
    said = str(client.stopped) if client.stopped else stopped
    is_spent = isinstance(client.stopped, MonthSpentError | BudgetSpentError)
    return Asked(group, outcomes, purse.made, purse.taken, client.quota_left, said, is_spent)


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
            known = known_answer(client.lake, day, page.name) if client.source.speaks.is_board else None
            key = await client.fetch(replace(page, attempts_before=len(earlier_calls), known=known))
            chain = Chain((*chain.pages, (key, page.request)))
    except SearchError as error:
        failure = error
    outcome = SearchOutcome(name, "fetched", len(chain.pages) - have, have, interrupted=interrupted)
    if failure is None:
        return outcome
    halts = isinstance(failure, AccountError)
    return replace(outcome, outcome="failed", reason=f"{_page(chain)}{failure}", halts=halts)


def known_answer(lake: Lake, day: date, name: str) -> RawAnswer | None:
    """The whole answer to the same request on the nearest day of the week before; None where there is none."""
    for back in range(1, KNOWN_DAYS + 1):
        key = raw_answers.raw_key(day - timedelta(days=back), name)
        try:
            found = raw_answers.read(lake, key)
        except (FileNotFoundError, DamageError):  # its own day reports the damage
            continue
        return None if found.request.flaw else found
    return None


def _page(chain: Chain) -> str:
    """Which page a failure was about, where pages before it are there."""
    return f"page {len(chain.pages) + 1}: " if chain.pages else ""
