"""Where the tables of a lineage graph stand when it is drawn: columns from left to right, each after what it reads."""

from collections.abc import Sequence
from dataclasses import dataclass

BOX_WIDTH, BOX_HEIGHT = 190, 24
GAP_ACROSS, GAP_DOWN = 60, 10


@dataclass(frozen=True)
class Box:
    """One table: its name, its upper left corner, and whether it is the one asked for, beside it, or neither."""

    name: str
    x: float
    y: float
    look: str


@dataclass(frozen=True)
class Drawing:
    """Boxes and the lines between them, in pixels."""

    boxes: list[Box]
    lines: list[tuple[str, str]]
    width: float
    height: float


def drawn_graph(edges: Sequence[tuple[str, str]], chosen: str | None) -> Drawing | None:
    """The graph, or only the part above and below one table; None where there is nothing to draw."""
    kept = _around(edges, chosen) if chosen else list(edges)
    if not kept:
        return None
    columns = _columns(kept)
    tallest = max(map(len, columns))
    boxes: dict[str, Box] = {}
    for place, names in enumerate(columns):
        for row, name in enumerate(names):
            x = place * (BOX_WIDTH + GAP_ACROSS)
            y = (row + (tallest - len(names)) / 2) * (BOX_HEIGHT + GAP_DOWN)
            boxes[name] = Box(name, x, y, "chosen" if name == chosen else "")
    lines = [(_curve(boxes[above], boxes[below]), "near" if chosen in (above, below) else "") for above, below in kept]
    width = len(columns) * (BOX_WIDTH + GAP_ACROSS) - GAP_ACROSS
    height = tallest * (BOX_HEIGHT + GAP_DOWN) - GAP_DOWN
    return Drawing(list(boxes.values()), lines, width, height)


def _around(edges: Sequence[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    above, below = {chosen}, {chosen}
    for _ in edges:
        grown = (above | {a for a, b in edges if b in above}, below | {b for a, b in edges if a in below})
        if grown == (above, below):
            break
        above, below = grown
    return [(a, b) for a, b in edges if (a in above and b in above) or (a in below and b in below)]


def _columns(edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The names by their longest way from a table that reads nothing; a circle ends where it was entered."""
    reads: dict[str, list[str]] = {}
    for above, below in edges:
        reads.setdefault(below, []).append(above)
        reads.setdefault(above, [])
    depth: dict[str, int] = {}

    def find(name: str, path: frozenset[str]) -> int:
        if name not in depth:
            inner = [find(above, path | {name}) + 1 for above in reads[name] if above not in path | {name}]
            depth[name] = max(inner, default=0)
        return depth[name]

    for name in sorted(reads):
        find(name, frozenset())
    columns: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for name in sorted(depth):
        columns[depth[name]].append(name)
    return columns


def _curve(above: Box, below: Box) -> str:
    x1, y1 = above.x + BOX_WIDTH, above.y + BOX_HEIGHT / 2
    x2, y2 = below.x, below.y + BOX_HEIGHT / 2
    middle = (x1 + x2) / 2
    return f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
