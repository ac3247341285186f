"""Finds the taxonomy's patterns in a text. Each distinct token is compared with the vocabulary once, ever."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeAlias, TypeVar

from assets.skills.phrase_patterns import NO_NEED, Step, Vocabulary

_TOKENS_KEPT = 100_000  # distinct tokens remembered; a corpus of postings has fewer, a hostile text may not
_TOKEN = re.compile(rb"[^ ]+")

T = TypeVar("T")
_Path: TypeAlias = tuple[tuple[int, int], ...]
_Walk: TypeAlias = tuple[int, _Path, _Path, T]  # bit of the needed element, before, after, payload
# What is known of a token: the elements it satisfies, the patterns it anchors, the bits of what it satisfies.
_Token: TypeAlias = tuple[frozenset[int], tuple[_Walk[T], ...], int]
_NOTHING: frozenset[int] = frozenset()
# Whether a sentence holds an element is asked of one number, not of a set: a third of the time. Elements that share a
# bit cost a walk that finds nothing.
_BITS = 239
_ALWAYS = 1 << _BITS


class PatternIndex(Generic[T]):
    """All patterns by the tokens that anchor them."""

    def __init__(self, vocabulary: Vocabulary, steps: Iterable[Step[T]]) -> None:
        self._words: defaultdict[bytes, list[int]] = defaultdict(list)
        self._stems: defaultdict[bytes, list[int]] = defaultdict(list)
        for number, (words, stems) in enumerate(vocabulary):
            for word in words:
                self._words[word].append(number)
            for stem in stems:
                self._stems[stem].append(number)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._anchored: defaultdict[int, list[_Walk[T]]] = defaultdict(list)
        self._needed: set[int] = set()
        for step in steps:
            bit = _ALWAYS if step.needs == NO_NEED else 1 << step.needs % _BITS
            self._anchored[step.anchor].append((bit, step.before, step.after, step.payload))
            self._needed.add(step.needs)
        self._sets: dict[frozenset[int], frozenset[int]] = {_NOTHING: _NOTHING}  # equal ones once: half the memory
        self._known: dict[bytes, _Token[T]] = {}

    def _learn(self, token: bytes) -> "_Token[T]":
        numbers = set(self._words.get(token, ()))
        for length in self._lengths:
            if length > len(token):
                break
            numbers.update(self._stems.get(token[:length], ()))
        steps = tuple(step for number in sorted(numbers) for step in self._anchored.get(number, ()))
        bits = 0
        for number in numbers & self._needed:
            bits |= 1 << number % _BITS
        satisfied = frozenset(numbers)
        learnt = (self._sets.setdefault(satisfied, satisfied), steps, bits)
        if len(self._known) < _TOKENS_KEPT:
            self._known[token] = learnt
        return learnt

    def search(self, sentences: bytes, start: int, end: int) -> list[tuple[int, int, T]]:
        """All matches in the normal form between two padded positions: `(start, end, payload)`, padded."""
        found: list[tuple[int, int, T]] = []
        known = self._known.get
        for sentence in sentences[start:end].split(b"\n"):
            words = sentence.split()
            if words:
                tokens = [*map(known, words)]
                if None in tokens:
                    tokens = [token or self._learn(word) for token, word in zip(tokens, words, strict=True)]
                matches = _matches(tokens)  # type: ignore[arg-type]  # none is None now
                if matches:
                    spans = [token.span() for token in _TOKEN.finditer(sentence)]
                    found += [(start + spans[a][0], start + spans[b][1], payload) for a, b, payload in matches]
            start += len(sentence) + 1
        return found


def _matches(tokens: list[_Token[T]]) -> list[tuple[int, int, T]]:
    """The patterns of one sentence: `(index of the first token, of the last, payload)`."""
    found = []
    present = 0
    for index, (_, steps, _) in enumerate(tokens):
        if steps:
            if not present:
                present = _ALWAYS
                for token in tokens:
                    present |= token[2]
            for step in steps:
                if step[0] & present:
                    _, before, after, payload = step
                    last = _walk(after, tokens, index, 1) if after else index
                    if last >= 0:
                        first = _walk(before, tokens, index, -1) if before else index
                        if first >= 0:
                            found.append((first, last, payload))
    return found


def _walk(path: _Path, tokens: list[_Token[T]], index: int, direction: int) -> int:
    """Index of the token on which the last step lands, each step on the nearest that leads on; -1 if there is none."""
    gap, number = path[0]
    rest = path[1:]
    if direction > 0:
        places = range(index + 1, min(index + gap + 2, len(tokens)))
    else:
        places = range(index - 1, max(index - gap - 2, -1), -1)
    for place in places:
        if number in tokens[place][0]:
            end = _walk(rest, tokens, place, direction) if rest else place
            if end >= 0:
                return end
    return -1
