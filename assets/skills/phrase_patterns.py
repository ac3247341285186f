"""The pattern language of the taxonomy: tokens, stems (`deploy*`), alternatives (`(a|b)`), gaps (`~3`).

A pattern matches within one sentence of one line. It is found by its rarest element, the anchor; only there, and only
where the second rarest stands in the sentence, is the rest compared. No regular expressions: no nesting, no repetition.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from typing import Generic, TypeAlias, TypeVar

from assets.skills.normal_form import normal_phrase

_PIECE = re.compile(r"\([^()]*\)\*?|~\d+|[^\s()]+")
_TOKENS_KEPT = 100_000  # distinct tokens remembered; a corpus of postings has fewer, a hostile text may not
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
        if len(raw) >= _PLURAL_FROM and raw.isalpha() and not raw.endswith(b"s"):
            words.add(raw + b"s")
    return Element(gap, frozenset(words), tuple(sorted(stems)))


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """A pattern as the matcher walks it: numbers of elements instead of words.

    Attributes:
        needs: Number of the rarest other element, which the sentence must hold; -1 if there is none.
        before: `(gap, number)` of the elements before the anchor, nearest first.
        after: The same after it.
        payload: What the pattern stands for.
    """

    needs: int
    before: tuple[tuple[int, int], ...]
    after: tuple[tuple[int, int], ...]
    payload: T


# What is known of a token: the elements it satisfies, the patterns it anchors, those elements that some pattern needs.
_Token: TypeAlias = tuple[frozenset[int], tuple[Step[T], ...], frozenset[int]]
_NONE: frozenset[int] = frozenset()


class PatternIndex(Generic[T]):
    """All patterns by the tokens that anchor them. Each distinct token is compared with the vocabulary once, ever."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[frozenset[bytes], tuple[bytes, ...]], int] = {}
        self._words: defaultdict[bytes, set[int]] = defaultdict(set)
        self._stems: defaultdict[bytes, set[int]] = defaultdict(set)
        self._lengths: set[int] = set()
        self._anchored: defaultdict[int, list[Step[T]]] = defaultdict(list)
        self._needed: set[int] = set()
        self._known: dict[bytes, _Token[T]] = {}

    def add(self, pattern: Pattern, payload: T, counts: WordCounts) -> None:
        """Take in a pattern; do so before the first search."""
        elements, anchor = pattern.elements, pattern.anchor
        numbers = [self._number(element) for element in elements]
        others = sorted(
            (counts.cost(e), n) for i, (e, n) in enumerate(zip(elements, numbers, strict=True)) if i != anchor
        )
        step = Step(
            needs=others[0][1] if others else -1,
            before=tuple((elements[i + 1].gap, numbers[i]) for i in range(anchor - 1, -1, -1)),
            after=tuple((elements[i].gap, numbers[i]) for i in range(anchor + 1, len(elements))),
            payload=payload,
        )
        self._anchored[numbers[anchor]].append(step)
        self._needed.add(step.needs)

    def _number(self, element: Element) -> int:
        key = (element.words, element.stems)
        if key not in self._numbers:
            number = self._numbers[key] = len(self._numbers)
            for word in element.words:
                self._words[word].add(number)
            for stem in element.stems:
                self._stems[stem].add(number)
                self._lengths.add(len(stem))
        return self._numbers[key]

    def _learn(self, token: bytes) -> "_Token[T]":
        numbers = set(self._words.get(token, ()))
        for length in self._lengths:
            if length <= len(token):
                numbers |= self._stems.get(token[:length], set())
        steps = tuple(step for number in sorted(numbers) for step in self._anchored.get(number, ()))
        learnt = (frozenset(numbers), steps, frozenset(numbers & self._needed))
        if len(self._known) < _TOKENS_KEPT:
            self._known[token] = learnt
        return learnt

    def search(self, sentences: bytes, start: int, end: int) -> list[tuple[int, int, T]]:
        """All matches in the normal form between two padded positions: `(start, end, payload)`, padded."""
        found: list[tuple[int, int, T]] = []
        known, learn = self._known, self._learn
        for sentence in sentences[start:end].split(b"\n"):
            tokens = [known.get(token) or learn(token) for token in sentence.split()]
            active = [(index, token[1]) for index, token in enumerate(tokens) if token[1]]
            if active:
                present = _NONE.union(*[token[2] for token in tokens])
                matches = _matches([token[0] for token in tokens], active, present)
                if matches:
                    spans = [token.span() for token in _TOKEN.finditer(sentence)]
                    found += [(start + spans[a][0], start + spans[b][1], payload) for a, b, payload in matches]
            start += len(sentence) + 1
        return found


def _matches(
    numbers: list[frozenset[int]], active: list[tuple[int, tuple[Step[T], ...]]], present: frozenset[int]
) -> list[tuple[int, int, T]]:
    """The patterns of one sentence: `(index of the first token, of the last, payload)`."""
    found = []
    for index, steps in active:
        for step in steps:
            if step.needs in present or step.needs < 0:
                last = _walk(step.after, numbers, index, 1)
                if last >= 0:
                    first = _walk(step.before, numbers, index, -1)
                    if first >= 0:
                        found.append((first, last, step.payload))
    return found


def _walk(steps: tuple[tuple[int, int], ...], numbers: list[frozenset[int]], index: int, direction: int) -> int:
    """Index of the token on which the last step lands, each step on the nearest that leads on; -1 if there is none."""
    if not steps:
        return index
    gap, number = steps[0]
    place = index + direction
    for _ in range(gap + 1):
        if not 0 <= place < len(numbers):
            return -1
        if number in numbers[place]:
            end = _walk(steps[1:], numbers, place, direction)
            if end >= 0:
                return end
        place += direction
    return -1
