"""A posting's text as paragraphs, lists and headings, cut into pieces where evidence begins and ends.

Text stays text: nothing here makes markup. Offsets count the code points of the description as published.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"\s*(?:[•●▪◦‣⁃∙·■□➢➤✓✔*]|[-–—](?=\s)|\(?\d{1,2}[.)](?=\s))\s*")
BOLD = re.compile(r"\s*(\*\*|__)(?=\S)(.{1,70}?)(?<=\S)\1[:\s]*$")
NUMBER = re.compile(r"\s*\(?\d")
HEADING_LENGTH = 70
Kind = Literal["heading", "paragraph", "bullets", "numbers"]


@dataclass(frozen=True)
class Span:
    """A stretch of the description that proves something.

    Attributes:
        start: First code point.
        end: Code point after the last.
        anchor: The id of the row it proves.
        label: What it proves, for a reader.
        look: stated, paraphrased, inferred, or fact for what is no skill.
    """

    start: int
    end: int
    anchor: str
    label: str
    look: str


@dataclass(frozen=True)
class Piece:
    """A run of text with the spans that cover all of it; `begins` names the spans whose first piece this is."""

    text: str
    spans: tuple[Span, ...] = ()
    begins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One block of the text: a heading, a paragraph of lines, or a list of items; each line is its pieces."""

    kind: Kind
    lines: tuple[tuple[Piece, ...], ...]


def blocks(description: str, spans: Sequence[Span], headings: Iterable[int] = ()) -> list[Block]:
    """The blocks of a description, with its evidence marked.

    Args:
        description: The text as published.
        spans: What is to be marked; spans outside the text are left out.
        headings: Offsets at which labelled sections begin: a short line there is a heading.
    """
    marked = _Marks(description, spans)
    starts = frozenset(headings)
    found: list[Block] = []
    gap = True
    last = 0
    for line in LINE.finditer(description):
        gap = gap or "\n\n" in description[last : line.start()]
        last = line.end()
        if not line[0].strip():
            gap = True
            continue
        kind, start, end = _kind(line, starts)
        pieces = tuple(marked.pieces(start, end))
        same = bool(found) and found[-1].kind == kind and kind != "heading"
        if same and (kind != "paragraph" or not gap):
            found[-1] = Block(kind, (*found[-1].lines, pieces))
        else:
            found.append(Block(kind, (pieces,)))
        gap = False
    return found


def _kind(line: "re.Match[str]", headings: frozenset[int]) -> tuple[Kind, int, int]:
    """What a line is, and which stretch of the text it shows: without bullet, and without the stars of a bold line."""
    bold = BOLD.match(line[0])
    if bold:
        return "heading", line.start() + bold.start(2), line.start() + bold.end(2)
    bullet = BULLET.match(line[0])
    if bullet and bullet.end() < len(line[0]):
        return ("numbers" if NUMBER.match(line[0]) else "bullets"), line.start() + bullet.end(), line.end()
    text = line[0].strip()
    if len(text) <= HEADING_LENGTH and ((line.start() in headings and text[-1] not in ".;,") or text.endswith(":")):
        return "heading", line.start(), line.end()
    return "paragraph", line.start(), line.end()


class _Marks:
    """The spans of one text, cut where any of them begins or ends."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self.spans = sorted((s for s in spans if 0 <= s.start < s.end <= len(text)), key=lambda s: (s.start, -s.end))
        self.begun: set[str] = set()

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        here = [span for span in self.spans if span.start < end and span.end > start]
        cuts = {start, end} | {cut for span in here for cut in (span.start, span.end) if start < cut < end}
        for left, right in pairwise(sorted(cuts)):
            over = tuple(span for span in here if span.start <= left and span.end >= right)
            fresh = tuple(span.anchor for span in over if span.anchor not in self.begun)
            self.begun.update(fresh)
            yield Piece(self.text[left:right], over, fresh)
