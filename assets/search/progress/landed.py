"""What has landed for a day: the chains of pages, where each would go on, and the day's summary rows.

Read from raw alone, so that a killed run, a second run and a replay all see the same thing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from assets.lake.calls.ledger import Call, Ledger
from assets.lake.raw import raw_answers
from assets.lake.raw.envelope import Envelope
from assets.lake.raw.raw_answers import RawRequest
from assets.lake.storage.storage import Lake
from assets.search.progress.onward import SeenPage, dead_end, next_cursor, seen_page
from assets.search.saved.saved_searches import SavedSearch
from assets.sources.answers import read_answer
from assets.sources.registry import source_of

SHOWN_PROBLEMS = 3
Version = tuple[str, str]  # a search's name and version
Landed = tuple[str, RawRequest]  # an answer's lake key and its request
UNAVAILABLE = "no answer of {day} was kept, and the source cannot be asked about it any more"


class Scope(Protocol):
    """What a saved search, a request and a call all say of what was searched for."""

    @property
    def panel(self) -> str | None:
        """The panel it stands in."""

    @property
    def query(self) -> str | None:
        """The text that was searched for."""

    @property
    def country(self) -> str | None:
        """Country asked for."""


@dataclass(frozen=True)
class Chain:
    """The pages of one search that have landed, from the first on without a gap: their keys and requests."""

    pages: tuple[Landed, ...] = ()

    @property
    def requests(self) -> tuple[RawRequest, ...]:
        """What was asked, by page; empty where nothing has landed."""
        return tuple(request for _, request in self.pages)

    def next_cursor(self, lake: Lake) -> str | None:
        """Where the next page begins; None where the answers so far say that there is none, or lead nowhere."""
        answers = (raw_answers.read(lake, key) for key, _ in self.pages)
        return next_cursor([seen_page(answer.request, read_answer(answer)) for answer in answers])


@dataclass
class SearchDay:
    """One search and version on one day, as its landed answers tell it.

    Attributes:
        row: Its row of SEARCH_DAYS.
        unread: What could not be read as an answer, in a sentence for each page.
        noted: What else is odd: results are there, but not all of them or not for certain.
        pages: Of an API's answer, what is needed to say whether the search went on.
    """

    row: dict[str, Any]
    unread: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    pages: list[SeenPage] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Answers that could be read, empty ones included."""
        return int(self.row["pages"]) - len(self.unread)

    def add(self, key: str, request: RawRequest, envelope: Envelope) -> None:
        """Count one landed answer."""
        self.row["pages"] += 1
        self.row["empty_pages"] += not envelope.results
        self.row["results"] += len(envelope.results)
        self.row["is_whole_board"] = envelope.is_whole
        if request.outcome == "fetched":
            self.pages.append(seen_page(request, envelope))
        if envelope.problem:
            said = f"page {request.page} (raw file {raw_answers.key_name(key)}): {envelope.problem}"
            (self.unread if envelope.unread else self.noted).append(f"{request.search_name}, {said}")

    def finish(self) -> None:
        """Write into the row what its answers came to."""
        stopped = dead_end(sorted(self.pages, key=lambda page: page.number))
        if stopped:
            self.noted.append(f"{self.row['search_name']}: {stopped}")
        said = [
            f"not read as results: {_first(self.unread)}" if self.unread else None,
            f"to note: {_first(self.noted)}" if self.noted else None,
        ]
        self.row["outcome"] = "failed" if self.unread else self.row["outcome"]
        self.row["reason"] = joined(self.row["reason"], *said)


def landed_requests(lake: Lake, day: date) -> Mapping[Version, Sequence[Landed]]:
    """Keys and requests of a day's answers, by search and version."""
    found: dict[Version, list[Landed]] = defaultdict(list)
    for key in raw_answers.day_keys(lake, day):
        request = raw_answers.read_request(lake, key)
        found[request.search_name, request.search_version].append((key, request))
    return found


def chain_of(landed: Mapping[Version, Sequence[Landed]], search: SavedSearch) -> Chain:
    """The landed pages of a search in its present version."""
    mine = {request.page: (key, request) for key, request in landed.get((search.name, search.version), ())}
    pages: list[Landed] = []
    while len(pages) + 1 in mine:
        pages.append(mine[len(pages) + 1])
    return Chain(tuple(pages))


def search_days(lake: Lake, day: date) -> dict[Version, SearchDay]:
    """What has landed for a day, for each search and version, in their order."""
    found: dict[Version, SearchDay] = {}
    for answer in raw_answers.answers(lake, day):
        request = answer.request
        version = (request.search_name, request.search_version)
        found.setdefault(version, SearchDay(_row(day, request))).add(answer.key, request, read_answer(answer))
    for one in found.values():
        one.finish()
    return {version: found[version] for version in sorted(found)}


def joined(*said: str | None) -> str | None:
    """Reasons as one; None where there is none."""
    return "; ".join(filter(None, said)) or None


def noted_rows(lake: Lake, day: date) -> list[dict[str, Any]]:
    """The rows of SEARCH_DAYS for a day from raw and the ledger alone, where no run asks again what is missing."""
    found = search_days(lake, day)
    noted: dict[Version, Call] = {}
    for call in Ledger(lake, "reader").rows(day, "search"):
        version = (str(call.search_name), str(call.search_version))
        if version not in found:  # of a search that was asked in vain the last attempt counts
            noted[version] = call
    return [*(one.row for one in found.values()), *(_unanswered(day, noted[version]) for version in sorted(noted))]


def _unanswered(day: date, call: Call) -> dict[str, Any]:
    """The row of a search of which nothing has landed, as the ledger tells it."""
    source = source_of(call.provider)
    is_unavailable = call.status == "unavailable"
    said = (call.error or call.status).partition(": ")[2] or call.error or call.status
    looked_back = bool(call.date_posted) or (is_unavailable and bool(source.windows))
    return empty_row(
        day,
        (str(call.search_name), str(call.search_version)),
        call,
        outcome="unavailable" if is_unavailable else "failed",
        keeps="dated_that_day" if looked_back else "all",
        reason=UNAVAILABLE.format(day=day) if is_unavailable else said,
        source=source.name,
    )


def _first(sentences: Sequence[str]) -> str:
    more = len(sentences) - SHOWN_PROBLEMS
    return "; ".join([*sentences[:SHOWN_PROBLEMS], *([f"and {more} more"] if more > 0 else [])])


def _row(day: date, request: RawRequest) -> dict[str, Any]:
    reason = None
    if request.keeps == "dated_that_day":
        reason = f"asked later with date_posted={request.date_posted}; only postings dated {day} are kept"
    version = (request.search_name, request.search_version)
    row = empty_row(
        day,
        version,
        request,
        outcome=request.outcome,
        keeps=request.keeps,
        reason=reason,
        source=source_of(request.provider).name,
    )
    return {**row, "date_posted": request.date_posted}


def empty_row(
    day: date, version: Version, about: Scope, *, outcome: str, keeps: str, reason: str | None, source: str
) -> dict[str, Any]:
    """The row of SEARCH_DAYS for a search and version of which no answer has been counted."""
    return {
        "search_date": day,
        "search_name": version[0],
        "search_version": version[1],
        "panel": about.panel,
        "query": about.query,
        "country": about.country,
        "outcome": outcome,
        "date_posted": None,
        "keeps": keeps,
        "pages": 0,
        "empty_pages": 0,
        "results": 0,
        "reason": reason,
        "source": source,
        "is_whole_board": False,
    }
