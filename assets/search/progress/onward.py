"""Onward: where a search goes on after the pages it has, and why not where the source names a way that leads nowhere.

A cursor that was followed before, or that brought a page already had, would be paid for again and again. Decided from
the landed pages alone, so that a run, the next one and a replay stop at the same page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assets.lake.raw.envelope import Envelope
from assets.lake.raw.raw_answers import RawRequest
from assets.sources.registry import source_of

# Addresses of more than 64 kB are refused by the HTTP library, and most servers take 8 to 16; real cursors have 400.
LONGEST_CURSOR = 8_192


@dataclass(frozen=True)
class SeenPage:
    """A landed page as far as it says where to go: the cursor it was asked with, the one it names, whose jobs it holds.

    Attributes:
        jobs: The identities of its results in order; empty where one has none, so that nothing can be said.
    """

    number: int
    asked_with: str
    names: str | None
    jobs: tuple[str, ...]


def seen_page(request: RawRequest, envelope: Envelope) -> SeenPage:
    """A landed page, from its request and what was found in its answer."""
    identity = source_of(request.provider).identity
    jobs = tuple(identity(result) for result in envelope.results)
    names = envelope.cursor if envelope.results and not envelope.unread else None
    return SeenPage(request.page, request.params.get("cursor", ""), names, jobs if all(jobs) else ())


def next_cursor(pages: Sequence[SeenPage]) -> str | None:
    """The cursor to ask with after these pages; None at the end, or where going on would lead nowhere."""
    return pages[-1].names if pages and not dead_end(pages) else None


def dead_end(pages: Sequence[SeenPage]) -> str | None:
    """Why the cursor that the last page names is not followed, in a sentence; None where it is followed, or missing."""
    if not pages or pages[-1].names is None:
        return None
    last, cursor = pages[-1], pages[-1].names
    if len(cursor) > LONGEST_CURSOR:
        size = f"{len(cursor):,} characters; {LONGEST_CURSOR:,} at most are followed"
        return f"page {last.number} names a cursor of {size}"
    if not cursor.isprintable():
        return f"page {last.number} names a cursor with characters that no address holds, not followed"
    followed = next((page for page in pages if page.asked_with == cursor), None)
    if followed:
        return (
            f"page {last.number} names the cursor that brought page {followed.number}; it is followed once, not again"
        )
    same = next((page for page in pages[:-1] if page.jobs and page.jobs == last.jobs), None)
    if same:
        return f"page {last.number} holds the jobs of page {same.number} again; its cursor is not followed"
    return None
