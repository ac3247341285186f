"""Finds the taxonomy's patterns in a text. Each distinct token is compared with the vocabulary once, ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import reduce
from itertools import accumulate, compress, count
from operator import add, itemgetter, or_
from typing import Generic, TypeAlias, TypeVar

from assets.skills.phrases.patterns import NO_NEED, Step, Vocabulary
from assets.skills.phrases.person_nouns import LENGTHS

_TOKENS_KEPT = 100_000  # distinct tokens remembered; a corpus of postings has fewer, a hostile text may not
# Sentences come again, most of all in copies of a posting and in what each posting of an employer says: in 298 real
# postings one of eight, in the sample's three of five. They take some 5 MB.
_SENTENCES_KEPT, _LONGEST_KEPT = 16_384, 400
# Whether a sentence holds an element is asked of one number, not of a set: a third of the time. Elements that share a
# bit cost a walk that finds nothing; twice the bits cost more than these walks.
_BITS = 719
_ALWAYS = 1 << _BITS

T = TypeVar("T")

# Plain tuples, no named ones: Python takes them apart, and reaches into them, in a third of the time.
# From a token of a pattern to its end: where the next element may stand, its number, the way from there.
_Path: TypeAlias = tuple[tuple[int, ...], int, "_Path | None"]
# A pattern as its anchor knows it: the bit of the rarest other element, the ways to both ends, the payload.
_Walk: TypeAlias = tuple[int, _Path | None, _Path | None, T]
# In which forms a token is looked up: as it is, or as a language writes it without endings.
_Forms: TypeAlias = Callable[[str], tuple[str, ...]]
# What is known of a token: the numbers of the elements that it satisfies; those that patterns need, as bits; the bits
# of which the sentence must hold one, else the token anchors nothing there; the patterns that it anchors.
_Token: TypeAlias = tuple[frozenset[int], int, int, tuple[_Walk[T], ...]]
_Match: TypeAlias = tuple[int, int, T]

_walks_of = itemgetter(3)


class PatternIndex(Generic[T]):
    """All patterns by the tokens that anchor them."""

    def __init__(
        self, vocabulary: Vocabulary, steps: Iterable[Step[T]], forms: _Forms = lambda token: (token,)
    ) -> None:
        known = [*steps]
        widest = max((gap for step in known for gap, _ in (*step.before, *step.after)), default=0)
        self._tokens = _Tokens(vocabulary, known, forms)
        nothing: _Token[T] = (frozenset(), 0, 0, ())
        # Stands behind the last token of a sentence and, by negative index, before the first: walks ask for no ends.
        self._margin = [nothing] * (widest + 1)
        self._sentences: dict[str, tuple[_Match[T], ...]] = {}

    def search(self, sentences: bytes, start: int, end: int) -> list[_Match[T]]:
        """All matches in the normal form between two padded positions: `(start, end, payload)`, padded."""
        found: list[_Match[T]] = []
        matches_of = self._sentences.get
        for sentence in sentences[start:end].decode("latin-1").split("\n"):
            matches = matches_of(sentence)
            if matches is None:
                matches = self._learn(sentence)
            for first, last, payload in matches:
                found.append((start + first, start + last, payload))  # mostly none
            start += len(sentence) + 1
        return found

    def _learn(self, sentence: str) -> tuple[_Match[T], ...]:
        """The matches of a sentence that has not been met before, counted from its start."""
        words = sentence.split()
        found = _matches([*map(self._tokens.__getitem__, words)], self._margin) if words else ()
        matches: tuple[_Match[T], ...] = ()
        if found:
            ends = _ends(sentence)
            matches = tuple([(ends[a] - len(words[a]), ends[b], payload) for a, b, payload in found])
        if len(self._sentences) >= _SENTENCES_KEPT:
            self._sentences.clear()
        if len(sentence) <= _LONGEST_KEPT:
            self._sentences[sentence] = matches
        return matches


class _Tokens(dict[str, _Token[T]]):
    """Token -> what is known of it, learnt when it is first asked for."""

    def __init__(self, vocabulary: Vocabulary, steps: Iterable[Step[T]], forms: _Forms) -> None:
        super().__init__()
        self._forms = forms
        self._words: defaultdict[str, list[int]] = defaultdict(list)
        self._stems: defaultdict[str, list[int]] = defaultdict(list)
        for number, (words, stems) in enumerate(vocabulary):
            for word in words:
                self._words[word.decode("latin-1")].append(number)
            for stem in stems:
                self._stems[stem.decode("latin-1")].append(number)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._anchored: defaultdict[int, list[_Walk[T]]] = defaultdict(list)
        self._needed: set[int] = set()
        for step in steps:
            before, after = _path(step.before, -1), _path(step.after, 1)
            self._anchored[step.anchor].append((_bit(step.needs), before, after, step.payload))
            self._needed.add(step.needs)
        self._alike: dict[frozenset[int], _Token[T]] = {}  # tokens that satisfy the same, once: a third of the memory

    def __missing__(self, token: str) -> _Token[T]:
        numbers: set[int] = set()
        shortest = LENGTHS.get(token, 0)
        for form in self._forms(token):
            numbers.update(self._words.get(form, ()))
            for length in self._lengths:
                if length > len(form):
                    break
                if length >= shortest and form[:length] in self._stems:
                    numbers.update(self._stems[form[:length]])
        satisfied = frozenset(numbers)
        learnt = self._alike.get(satisfied) or self._alike.setdefault(satisfied, self._token(satisfied))
        if len(self) < _TOKENS_KEPT:
            self[token] = learnt
        return learnt

    def _token(self, numbers: frozenset[int]) -> _Token[T]:
        walks = tuple(walk for number in sorted(numbers) for walk in self._anchored.get(number, ()))
        bits = reduce(or_, map(_bit, numbers & self._needed), 0)
        return numbers, bits, reduce(or_, (need for need, *_ in walks), 0), walks


def _bit(number: int) -> int:
    return _ALWAYS if number == NO_NEED else 1 << number % _BITS


def _path(steps: Iterable[tuple[int, int]], direction: int) -> _Path | None:
    path: _Path | None = None
    for gap, number in reversed([*steps]):
        path = (tuple(direction * distance for distance in range(1, gap + 2)), number, path)
    return path


def _matches(tokens: list[_Token[T]], margin: list[_Token[T]]) -> list[_Match[T]]:
    """The patterns of one sentence: `(index of the first token, of the last, payload)`."""
    found: list[_Match[T]] = []
    present = _ALWAYS
    for token in tokens:  # half the time of `reduce`
        present |= token[1]
    anchors = [*compress(count(), map(_walks_of, tokens))]
    tokens += margin
    for index in anchors:
        _, _, wanted, walks = tokens[index]
        if not wanted & present:
            continue
        for need, before, after, payload in walks:
            if need & present:
                last = _end(after, tokens, index) if after else index
                first = _end(before, tokens, index) if before and last is not None else index
                if last is not None and first is not None:
                    found.append((first, last, payload))
    return found


def _end(path: _Path, tokens: list[_Token[T]], index: int) -> int | None:
    """Index of the token on which the path ends, each step on the nearest that leads on; None if there is none."""
    offsets, number, rest = path
    for offset in offsets:
        at = index + offset
        if number in tokens[at][0]:
            end = _end(rest, tokens, at) if rest else at
            if end is not None:
                return end
    return None


def _ends(sentence: str) -> list[int]:
    """Where its tokens end; without a loop of Python, which takes three times as long."""
    pieces = sentence.split(" ")
    return [*compress(map(add, accumulate(map(len, pieces)), count()), pieces)]
