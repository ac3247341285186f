"""Labelled postings of the six languages, read from their files: `# category | title`, then a text with marks in it.

`<...>` marks a hard skill, `{...}` a soft one. The rules of labelling stand beside the files.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assets.skills.quality.gold import LabelledPosting, Span

_MARK = re.compile(r"<([^<>]*)>|\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class TonguePosting:
    """A labelled posting with what its header line says."""

    language: str
    category: str
    title: str
    labelled: LabelledPosting


def read_gold(folder: Path) -> dict[str, list[TonguePosting]]:
    """Language -> its postings, in the order of the file."""
    return {path.stem: [*_postings(path)] for path in sorted(folder.glob("*.txt"))}


def _postings(path: Path) -> Iterator[TonguePosting]:
    for number, piece in enumerate(path.read_text(encoding="utf-8").split("# ")[1:], 1):
        header, _, marked = piece.partition("\n")
        category, _, title = header.partition(" | ")
        text, spans = unmarked(marked.strip())
        labelled = LabelledPosting(f"{path.stem} {number}", text, spans, category)
        yield TonguePosting(path.stem, category, title, labelled)


def unmarked(marked: str) -> tuple[str, tuple[Span, ...]]:
    """A text without its marks, and what they mark."""
    pieces: list[str] = []
    spans = []
    size = done = 0
    for mark in _MARK.finditer(marked):
        pieces.append(marked[done : mark.start()])
        size += mark.start() - done
        words = mark[1] or mark[2]
        spans.append(Span(size, size + len(words), "hard" if mark[1] else "soft"))
        pieces.append(words)
        size += len(words)
        done = mark.end()
    return "".join([*pieces, marked[done:]]), tuple(spans)
