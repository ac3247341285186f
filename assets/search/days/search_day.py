"""A day of searches: asks each source for what has not landed, and says what became of each search.

What is still to do is `todo`'s, with which window a day is asked for `look_back`'s, the asking `asking`'s.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assets.lake.calls.clock import Clock, SystemClock
from assets.lake.calls.ledger import Ledger
from assets.lake.storage.storage import Lake
from assets.search.budget.limits import Limits
from assets.search.connections.source import ApiSource, RecordedFolder, Source
from assets.search.days.asking import Asked, Group, ask_all, stop_of
from assets.search.days.day_report import DayReport, SearchOutcome
from assets.search.days.second_source import SecondSources
from assets.search.progress import landed
from assets.search.progress.landed import SearchDay, Version, joined
from assets.search.progress.todo import note_unavailable, plan, todos, unasked_row, unavailable_row
from assets.search.recorded import recorded
from assets.search.saved.saved_searches import SavedSearch


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
    spent: frozenset[str] = frozenset(),
) -> DayReport:
    """Land the answers of a day, for who has the turn to search (`turn`).

    Args:
        lake: Where answers land.
        ledger: Where calls are written down.
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
        spent: Which of them have nothing left to spend: searches with a second source go there.

    Returns:
        What became of each search. Failures are in it, not raised: what landed must go on to the next stage.

    Raises:
        BudgetSpentError: The day would cost more than the budget has left; no call was made.
    """
    limits, clock, named = limits or Limits(), clock or SystemClock(), named or {}
    if isinstance(source, RecordedFolder):
        return _recorded(lake, source, day, last_day or day)

    def look(one: ApiSource, mine: Sequence[SavedSearch]) -> Group:
        return Group(one, todos(lake, one, mine, day, today, closes_day=closes_day))

    seconds = SecondSources({**named, **({source.name: source} if source else {})}, look)
    groups = [look(one, mine) for one, mine in grouped(source, named, searches)]
    groups = seconds.before(groups, limits, spent)
    return asyncio.run(_all_asked(lake, ledger, groups, seconds, day, limits, clock, stops or {}))


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


def _recorded(lake: Lake, source: RecordedFolder, day: date, last_day: date) -> DayReport:
    files = recorded.land_day(lake, source.folder, day, last_day)
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
    seconds: SecondSources,
    day: date,
    limits: Limits,
    clock: Clock,
    stops: Mapping[str, str],
) -> DayReport:
    """Ask the sources, then the second ones of searches whose first has nothing left."""
    for group in groups:
        budget = limits.budget_of(group.source)
        if budget and not stop_of(group.source, stops):
            budget.refuse_unless_affordable(plan(group.todos))
    before = ledger.rows(day, "search")
    asked = await ask_all(lake, ledger, groups, before, day, limits, clock, stops)
    again = seconds.after(asked)
    asked += await ask_all(lake, ledger, again, before, day, limits, clock, stops)
    for group in groups:
        note_unavailable(ledger, group.source, group.todos, before, day, clock)
    return _summed(lake, day, asked)


def _summed(lake: Lake, day: date, asked: Sequence[Asked]) -> DayReport:
    """The report of a day that was asked for: what landed, what could not be asked, and what failed on the way."""
    found, judged, more = landed.search_days(lake, day), [], []
    if not asked:  # nobody is asked, so what earlier runs found out of reach is told by the ledger
        return replace(_report(day, [], found, []), rows=tuple(landed.noted_rows(lake, day)))
    last = {  # of a search that was asked of two sources, what the second said
        todo.search.name: (todo, outcome)
        for one in asked
        for todo, outcome in zip(one.group.todos, one.outcomes, strict=True)
    }
    for todo, outcome in last.values():
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
        spent=frozenset(one.group.source.name for one in asked if one.is_spent),
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
