"""What is still to do for a day: which pages of which searches have not landed, and what they would cost.

Nothing is asked here. Raw alone decides, so a killed run, a second run and a replay see the same thing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assets.lake.calls.clock import Clock
from assets.lake.calls.ledger import Call, Ledger
from assets.lake.raw.raw_answers import RawRequest, request_key
from assets.lake.storage.storage import Lake
from assets.search.budget.budget import Cost
from assets.search.client.attempt import Page
from assets.search.connections.source import ApiSource
from assets.search.progress import landed
from assets.search.progress.landed import Chain, Landed, Version
from assets.search.progress.look_back import View, view_of
from assets.search.saved.saved_searches import SavedSearch
from assets.sources.reading.source import Ask
from assets.sources.registry import source_of


@dataclass(frozen=True)
class Todo:
    """A search of a day.

    Attributes:
        chain: What of it has landed.
        view: How the rest can be asked for.
        missing: Pages that may still be asked for.
        replaced_by: The earlier version of the search that answered for that day, where it was one.
        day: The day.
    """

    search: SavedSearch
    chain: Chain
    view: View
    missing: int
    replaced_by: str | None = None
    day: date = date.min

    @property
    def unavailable(self) -> bool:
        """Nothing has landed and nothing can be asked for."""
        return not self.view.possible and not self.chain.pages and self.replaced_by is None


def todos(
    lake: Lake, source: ApiSource, searches: Iterable[SavedSearch], day: date, today: date, *, closes_day: bool = False
) -> list[Todo]:
    """What each search still lacks on a day."""
    answers = landed.landed_requests(lake, day)
    versions = dict(sorted(answers, reverse=True))  # by name; of several the first in order
    always, windows = source.answers_as_of_any_day, source.speaks.windows
    view = view_of(day, today, answers_as_of_any_day=always, closes_day=closes_day, windows=windows)
    found = (_todo(lake, answers, search, view, versions.get(search.name)) for search in searches)
    return [replace(todo, day=day, missing=0 if _began_elsewhere(todo, source) else todo.missing) for todo in found]


def _began_elsewhere(todo: Todo, source: ApiSource) -> bool:
    """Whether another source answered its first page: where that one's pages go on, this one cannot know."""
    first = todo.chain.requests[:1]
    return bool(first) and source_of(first[0].provider).name != source.speaks.name


def plan(todo_list: Iterable[Todo]) -> list[Cost]:
    """What the rest of a day would cost at most, retries aside."""
    return [Cost(todo.day, todo.search.name, todo.missing) for todo in todo_list if todo.missing]


def _todo(
    lake: Lake, answers: Mapping[Version, Sequence[Landed]], search: SavedSearch, view: View, other: str | None
) -> Todo:
    """What a search lacks; `other` is a version of it that has answered, where one has."""
    chain = landed.chain_of(answers, search)
    if chain.pages:
        ended = len(chain.pages) >= search.pages or chain.next_cursor(lake) is None
        return Todo(search, chain, view, 0 if ended else search.pages - len(chain.pages))
    if other and view.keeps != "all":
        # An earlier version of the search has answered for this past day. Looking back would add postings with which
        # the day's counts could not be compared, and would make every edit of the file cost a month of answers.
        return Todo(search, chain, view, 0, replaced_by=other)
    return Todo(search, chain, view, search.pages if view.possible else 0)


def next_page(todo: Todo, chain: Chain, cursor: str | None, day: date, source: ApiSource, clock: Clock) -> Page:
    """The next page of a chain: the first one as the search says, a later one like the first, with the cursor."""
    number = len(chain.pages) + 1
    if chain.pages:
        first = chain.requests[0]
        ask = source.speaks.page(Ask(first.endpoint, first.params), cursor or "")
        sent = {"endpoint": ask.endpoint, "params": ask.params, "page": number, "provider": source.provider}
        request = first.model_copy(update=sent)
    else:
        request = _first_request(todo, source, clock)
    name = request_key(todo.search.name, number, request.endpoint, request.params)
    return Page(day, name, request, base=source.base_of(todo.search))


def _first_request(todo: Todo, source: ApiSource, clock: Clock) -> RawRequest:
    search, ask = todo.search, source.speaks.plan(todo.search, todo.view.date_posted)
    return RawRequest(
        endpoint=ask.endpoint,
        params=ask.params,
        provider=source.provider,
        search_name=search.name,
        search_version=search.version,
        panel=search.panel,
        query=search.query,
        country=search.country,
        pages_wanted=search.pages,
        date_posted=ask.params.get("date_posted"),
        keeps=todo.view.keeps,
        called_at=clock.now(),
        about=source.speaks.about(search),
    )


def unasked_row(todo: Todo, day: date, outcome: str, reason: str) -> dict[str, Any]:
    """The row of SEARCH_DAYS for a search of which nothing has landed."""
    search, source = todo.search, todo.search.speaks.name
    version = (search.name, search.version)
    return landed.empty_row(day, version, search, outcome=outcome, keeps=todo.view.keeps, reason=reason, source=source)


def unavailable_row(todo: Todo, day: date) -> dict[str, Any]:
    """The row for a search that could not be asked about a day; the same whenever it is written."""
    return unasked_row(todo, day, "unavailable", landed.UNAVAILABLE.format(day=day))


def note_unavailable(
    ledger: Ledger, source: ApiSource, todo_list: Iterable[Todo], before: Iterable[Call], day: date, clock: Clock
) -> None:
    """Write a day that cannot be asked for into the ledger, once; it costs nothing."""
    noted = {call.call_id for call in before}
    for todo in todo_list:
        call_id = f"{todo.search.name}-{todo.search.version}.unavailable"
        if todo.unavailable and call_id not in noted:
            call = Call(
                search_date=day,
                call_id=call_id,
                called_at=clock.now(),
                kind="search",
                provider=source.provider,
                endpoint=source.speaks.plan(todo.search).endpoint,
                status="unavailable",
                search_name=todo.search.name,
                search_version=todo.search.version,
                panel=todo.search.panel,
                query=todo.search.query,
                country=todo.search.country,
                error=todo.view.reason,
            )
            ledger.record(call)
