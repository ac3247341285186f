"""The pattern language of the taxonomy: tokens, stems (`deploy*`), alternatives (`(a|b)`), gaps (`~3`).

A pattern matches within one sentence of one line. It is found by its rarest element, the anchor; only there, and only
where the second rarest stands in the sentence, is the rest compared. No regular expressions: no nesting, no repetition.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from assets.skills.phrases.normal_form import normal_phrase

_PIECE = re.compile(r"\([^()]*\)\*?|~\d+|[^\s()]+")
_MAX_GAP = 8
PLURAL_FROM = 4  # an exact word of this length matches with a plural s, too


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
        """At how many places of the counted postings the element would make the matcher look around."""
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
        if len(raw) >= PLURAL_FROM and raw.isalpha() and not raw.endswith(b"s"):
            words.add(raw + b"s")
    return Element(gap, frozenset(words), tuple(sorted(stems)))


T = TypeVar("T")


class Step(NamedTuple, Generic[T]):
    """A pattern as the matcher walks it: numbers of elements instead of words.

    Attributes:
        anchor: Number of the element by which the pattern is found.
        needs: Number of the rarest other element, which the sentence must hold; `NO_NEED` if there is none.
        before: `(gap, number)` of the elements before the anchor, nearest first.
        after: The same after it.
        payload: What the pattern stands for.
    """

    anchor: int
    needs: int
    before: tuple[tuple[int, int], ...]
    after: tuple[tuple[int, int], ...]
    payload: T


NO_NEED = -1
Vocabulary: TypeAlias = list[tuple[frozenset[bytes], tuple[bytes, ...]]]  # element's number -> its words and stems


def number_patterns(patterns: Iterable[tuple[Pattern, T]], counts: WordCounts) -> tuple[Vocabulary, list[Step[T]]]:
    """Number the distinct elements of all patterns, in order of appearance, and write the patterns in numbers."""
    numbers: dict[tuple[frozenset[bytes], tuple[bytes, ...]], int] = {}
    steps = []
    for pattern, payload in patterns:
        elements, anchor = pattern.elements, pattern.anchor
        ids = [numbers.setdefault((element.words, element.stems), len(numbers)) for element in elements]
        others = sorted((counts.cost(e), n) for i, (e, n) in enumerate(zip(elements, ids, strict=True)) if i != anchor)
        before = tuple((elements[i + 1].gap, ids[i]) for i in range(anchor - 1, -1, -1))
        after = tuple((elements[i].gap, ids[i]) for i in range(anchor + 1, len(elements)))
        steps.append(Step(ids[anchor], others[0][1] if others else NO_NEED, before, after, payload))
    return list(numbers), steps
