"""What has landed for a day: the chains of pages, where each would go on, and the day's summary rows.

Read from raw alone, so that a killed run, a second run and a replay all see the same thing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from assets.lake import raw_answers
from assets.lake.envelope import read_envelope
from assets.lake.raw_answers import RawAnswer, RawRequest
from assets.lake.storage import Lake
from assets.search.saved_searches import SavedSearch

SHOWN_PROBLEMS = 3


@dataclass(frozen=True)
class Chain:
    """The pages of one search that have landed, from the first on without a gap.

    Attributes:
        requests: By page; empty where nothing has landed.
        last_key: Lake key of the last page.
    """

    requests: tuple[RawRequest, ...] = ()
    last_key: str | None = None

    def next_cursor(self, lake: Lake) -> str | None:
        """Where the next page begins; None where the answer to the last one says there is none."""
        if self.last_key is None:
            return None
        envelope = read_envelope(raw_answers.read(lake, self.last_key).body)
        return envelope.cursor if envelope.results else None


def landed_requests(lake: Lake, day: date) -> list[tuple[str, RawRequest]]:
    """Keys and requests of a day's answers."""
    return [(key, raw_answers.read_request(lake, key)) for key in raw_answers.day_keys(lake, day)]


def chain_of(landed: Iterable[tuple[str, RawRequest]], search: SavedSearch) -> Chain:
    """The landed pages of a search in its present version."""
    mine = {
        request.page: (key, request)
        for key, request in landed
        if (request.search_name, request.search_version) == (search.name, search.version)
    }
    pages: list[RawRequest] = []
    last = None
    while len(pages) + 1 in mine:
        last, request = mine[len(pages) + 1]
        pages.append(request)
    return Chain(tuple(pages), last)


def search_day_rows(lake: Lake, day: date) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of SEARCH_DAYS for what has landed, one per search and version; and what is odd about the answers."""
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    problems: dict[tuple[str, str], list[str]] = {}
    for answer in raw_answers.answers(lake, day):
        request = answer.request
        group = groups.setdefault((request.search_name, request.search_version), _row(day, answer))
        envelope = read_envelope(answer.body)
        group["pages"] += 1
        group["empty_pages"] += not envelope.results
        group["results"] += len(envelope.results)
        if envelope.problem:
            said = f"{request.search_name}, page {request.page} (raw file {answer.request_key}): {envelope.problem}"
            problems.setdefault((request.search_name, request.search_version), []).append(said)
    for key, found in problems.items():
        groups[key]["reason"] = "; ".join(filter(None, (groups[key]["reason"], _unread(found))))
    return [groups[key] for key in sorted(groups)], [said for key in sorted(problems) for said in problems[key]]


def _unread(problems: list[str]) -> str:
    """Why results are missing, so that an answer nobody can read does not look like a search that found nothing."""
    more = len(problems) - SHOWN_PROBLEMS
    rest = [f"and {more} more"] if more > 0 else []
    return f"not read as results: {'; '.join([*problems[:SHOWN_PROBLEMS], *rest])}"


def _row(day: date, answer: RawAnswer) -> dict[str, Any]:
    request = answer.request
    reason = None
    if request.keeps == "dated_that_day":
        reason = f"asked later with date_posted={request.date_posted}; only postings dated {day} are kept"
    return {
        "search_date": day,
        "search_name": request.search_name,
        "search_version": request.search_version,
        "panel": request.panel,
        "query": request.query,
        "country": request.country,
        "outcome": request.outcome,
        "date_posted": request.date_posted,
        "keeps": request.keeps,
        "pages": 0,
        "empty_pages": 0,
        "results": 0,
        "reason": reason,
    }
