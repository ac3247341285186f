"""The pattern language of the taxonomy: tokens, stems (`deploy*`), alternatives (`(a|b)`), gaps (`~3`).

A pattern matches within one sentence of one line. It is found by its rarest element, the anchor, which the automaton
searches; only there the rest is compared. Not regular expressions: no nesting, no repetition.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, product

from assets.skills.normal_form import NormalForm, normal_phrase

_PIECE = re.compile(r"\([^()]*\)\*?|~\d+|[^\s()]+")
_REACH = 240  # characters looked at on each side of an anchor; the longest pattern of the taxonomy spans fewer
_MAX_GAP = 8
_PLURAL_FROM = 4  # an exact word of this length matches with a plural s, too
_TOKEN = re.compile(rb"[^ ]+")


class PatternError(ValueError):
    """A pattern that is not in the language."""


@dataclass(frozen=True, slots=True)
class Element:
    """One token position: up to `gap` tokens may stand before it."""

    gap: int
    words: frozenset[bytes]
    stems: tuple[bytes, ...]

    def accepts(self, token: bytes) -> bool:
        """Whether the token is one of the words or begins with one of the stems."""
        return token in self.words or token.startswith(self.stems)

    def anchors(self) -> list[bytes]:
        """What the automaton looks for: whole words between spaces, stems after one."""
        return sorted({b" %b " % word for word in self.words} | {b" " + stem for stem in self.stems})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern.

    Attributes:
        elements: At least one.
        anchor: Index of the element by which it is found.
    """

    elements: tuple[Element, ...]
    anchor: int


class WordCounts:
    """How often words, and words with a common stem, occur in postings."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = {word.encode("latin-1"): count for word, count in counts.items()}
        self._words = sorted(self._counts)
        self._sums = [0, *accumulate(self._counts[word] for word in self._words)]

    def cost(self, element: Element) -> int:
        """At how many places of the counted postings the element would stop the automaton."""
        cost = sum(self._counts.get(word, 0) for word in element.words)
        for stem in element.stems:
            cost += self._sums[bisect_left(self._words, stem + b"\xff")] - self._sums[bisect_left(self._words, stem)]
        return cost


def parse_pattern(source: str, counts: WordCounts) -> list[Pattern]:
    """Read one pattern; alternatives of several words give several patterns.

    Args:
        source: The pattern as written in the taxonomy.
        counts: How often words occur in postings; picks the anchor.

    Raises:
        PatternError: The pattern is empty, unbalanced, opens with a gap or its gap is too wide.
    """
    pieces = _PIECE.findall(source)
    if "".join(pieces).replace(" ", "") != re.sub(r"\s+", "", source):
        raise PatternError(f"unbalanced brackets in {source!r}")
    slots: list[list[tuple[int, tuple[str, ...]]]] = []
    gap = 0
    for piece in pieces:
        if piece.startswith("~") and piece[1:].isdigit():
            gap += int(piece[1:])
            continue
        slots.append(_alternatives(piece, gap, source))
        gap = 0
    if not slots or gap or slots[0][0][0]:
        raise PatternError(f"{source!r} must begin and end with a word, not with a gap")
    if any(choice[0] > _MAX_GAP for slot in slots for choice in slot):
        raise PatternError(f"{source!r} has a gap wider than {_MAX_GAP}")
    return [_assemble(choice, counts) for choice in product(*slots)]


def _alternatives(piece: str, gap: int, source: str) -> list[tuple[int, tuple[str, ...]]]:
    """The choices for one slot: all one-word alternatives together, each longer one on its own."""
    star = piece.endswith(")*")
    bodies = piece.rstrip("*").strip("()").split("|") if piece.startswith("(") else [piece]
    single: list[str] = []
    choices: list[tuple[int, tuple[str, ...]]] = []
    for body in bodies:
        stemmed = star or body.rstrip().endswith("*")
        tokens = normal_phrase(body.replace("*", " ")).decode("latin-1").split()
        if not tokens:
            raise PatternError(f"an empty alternative in {source!r}")
        tokens[-1] += "*" if stemmed else ""
        if len(tokens) == 1:
            single.append(tokens[0])
        else:
            choices.append((gap, tuple(tokens)))
    if single:
        choices.insert(0, (gap, ("|".join(single),)))
    return choices


def _assemble(choice: Sequence[tuple[int, tuple[str, ...]]], counts: WordCounts) -> Pattern:
    elements = []
    for gap, tokens in choice:
        for position, token in enumerate(tokens):
            elements.append(_element(0 if position else gap, token.split("|")))
    costs = [counts.cost(element) for element in elements]
    return Pattern(tuple(elements), costs.index(min(costs)))


def _element(gap: int, tokens: list[str]) -> Element:
    words: set[bytes] = set()
    stems: set[bytes] = set()
    for token in tokens:
        raw = token.rstrip("*").encode("latin-1")
        if token.endswith("*"):
            stems.add(raw)
            continue
        words.add(raw)
        if len(raw) >= _PLURAL_FROM and raw.isalpha() and not raw.endswith(b"s"):
            words.add(raw + b"s")
    return Element(gap, frozenset(words), tuple(sorted(stems)))


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The tokens of one sentence around an anchor, which starts at the padded position `start`."""

    form: NormalForm
    start: int
    before: list[bytes]
    after: list[bytes]


def neighbourhood(form: NormalForm, start: int) -> Neighbourhood:
    """Cut out what a pattern anchored at `start` may see; `before` runs backwards, `after` begins with the anchor."""
    low, high = form.bounds(start)
    before = form.sentences[max(low, start - _REACH) : start].split()
    before.reverse()
    return Neighbourhood(form, start, before, form.sentences[start : min(high, start + _REACH)].split())


def match_at(pattern: Pattern, place: Neighbourhood) -> tuple[int, int] | None:
    """Compare a pattern around its anchor: `(start, end)` of the match in code points of the text, or None."""
    elements, anchor = pattern.elements, pattern.anchor
    if not place.after or not elements[anchor].accepts(place.after[0]):
        return None
    forward = _walk(elements[anchor + 1 :], [e.gap for e in elements[anchor + 1 :]], place.after, 1)
    if forward is None:
        return None
    gaps = [elements[i + 1].gap for i in range(anchor - 1, -1, -1)]
    backward = _walk(elements[:anchor][::-1], gaps, place.before, 0)
    if backward is None:
        return None
    return _start_of(place.form, place.start, backward) - 1, _end_of(place.form, place.start, forward) - 1


def _walk(elements: tuple[Element, ...], gaps: list[int], tokens: list[bytes], position: int) -> int | None:
    """The number of tokens used once every element has found its token, shortest gaps first; None if one has none."""
    if not elements:
        return position
    element = elements[0]
    for index in range(position, min(position + gaps[0] + 1, len(tokens))):
        if element.accepts(tokens[index]):
            end = _walk(elements[1:], gaps[1:], tokens, index + 1)
            if end is not None:
                return end
    return None


def _end_of(form: NormalForm, start: int, tokens: int) -> int:
    end = start
    for _, token in zip(range(tokens), _TOKEN.finditer(form.flat, start), strict=False):
        end = token.end()
    return end


def _start_of(form: NormalForm, start: int, tokens: int) -> int:
    if not tokens:
        return start
    low = max(start - _REACH, 0)
    found = list(_TOKEN.finditer(form.flat, low, start))
    return found[-tokens].start()
