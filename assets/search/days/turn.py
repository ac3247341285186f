"""The turn to search: one at a time among all who share a lake, so that nobody pays for what another is asking.

Two that check the budget at once would both find it unspent, and two that look for what is missing would both ask it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from assets.lake.storage.storage import Lake

LOCK = "search"


@contextmanager
def search_turn(lake: Lake, who: str) -> Iterator[None]:
    """Search alone, waiting until whoever searches is done; `who` is what others read meanwhile. Not re-entrant."""
    with lake.hold(LOCK, "the searches", who):
        yield
