"""Links between postings put together into openings: a forest that explains every membership.

Says nothing about when two postings are alike; it is given links and keeps them consistent.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

LinkReason = Literal["same_link", "same_text", "near_text", "summary_of"]
_STRONGEST: dict[LinkReason, int] = {"same_link": 0, "same_text": 1, "near_text": 2, "summary_of": 3}


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two postings that are the same opening, by their keys (the smaller first), and why."""

    first: int
    second: int
    reason: LinkReason
    score: float


class _Groups:
    """Union-find over job keys that joins two different towns only where both lead to one posting of a board."""

    def __init__(self, towns: Mapping[int, str | None]) -> None:
        self._parent: dict[int, int] = {}
        self._towns = {key: frozenset([town]) if town else frozenset[str]() for key, town in towns.items()}

    def find(self, key: int) -> int:
        root = key
        while (above := self._parent.get(root, root)) != root:
            root = above
        while key != root:
            self._parent[key], key = root, self._parent.get(key, key)
        return root

    def join(self, one: int, other: int, *, wherever: bool) -> bool:
        """Join two groups; False where they are one already, or belong to two towns and that matters."""
        left, right = sorted((self.find(one), self.find(other)))
        if left == right:
            return False
        towns = self._towns[left] | self._towns[right]
        if len(towns) > 1 and not wherever:
            return False
        self._parent[right] = left
        self._towns[left] = towns
        return True


def span(links: Iterable[Link], towns: Mapping[int, str | None]) -> dict[int, list[Link]]:
    """The links that hold the openings together: the best ones first, no circle, no two towns in one by their texts.

    Args:
        links: Candidates, in any order.
        towns: For every posting its town, None where unknown.

    Returns:
        For every posting its kept links.
    """
    groups = _Groups(towns)
    kept: dict[int, list[Link]] = defaultdict(list)
    for link in sorted(set(links), key=lambda link: (_STRONGEST[link.reason], -link.score, link.first, link.second)):
        if groups.join(link.first, link.second, wherever=link.reason == "same_link"):
            kept[link.first].append(link)
            kept[link.second].append(link)
    return kept


def walk(
    start: int, kept: Mapping[int, list[Link]], rank: Callable[[int], tuple[int, int]]
) -> tuple[int, dict[int, tuple[int, Link]]]:
    """The opening that `start` belongs to.

    Returns:
        Its canonical posting (the smallest rank), and for every other one the posting nearer to the canonical one that
        it was linked through, with the link.
    """
    members = _reach(start, kept)
    root = min(members, key=rank)
    return root, {key: step for key, step in _reach(root, kept).items() if step is not None}


def _reach(start: int, kept: Mapping[int, list[Link]]) -> dict[int, tuple[int, Link] | None]:
    seen: dict[int, tuple[int, Link] | None] = {start: None}
    queue = deque([start])
    while queue:
        key = queue.popleft()
        for link in sorted(kept.get(key, [])):
            other = link.second if link.first == key else link.first
            if other not in seen:
                seen[other] = (key, link)
                queue.append(other)
    return seen
