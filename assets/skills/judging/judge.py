"""Decides which candidates become rows, and how sure each is.

Says what `Scorer.confidence` and `Scorer.keeps` say of a `Situation`, in a tenth of the time: the weights are added up
beforehand by what they depend on, so that a candidate costs a few look-ups and a sentence a few more.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias, get_args

from assets.skills.finding.by_sentence import MOST_HITS, Sentence
from assets.skills.finding.candidates import Draft
from assets.skills.finding.mention_kinds import Mention
from assets.skills.judging.features import (
    CUE_BITS,
    MEASURES,
    WORDS,
    cue_features,
    first_word,
    place_features,
    read_setting,
    whose_feature,
    words_beside,
)
from assets.skills.judging.scoring import KINDS, TIE, Scorer, ceiling_of
from assets.skills.sentences.sentence_reader import Line
from assets.skills.taxonomy.vocabulary import Kind, Support
from assets.text.sections import SectionLabel

_SCORES_KEPT = 100_000  # what a hostile stream of texts may make the memory grow to: some 20 MB
_SUPPORTS = len(Support)


# What depends on a mention alone: its score, its highest confidence, whether it is a clear name, and the number of its
# kind and support, soft skills after hard ones. Plain tuples, here and below: taken apart in a third of the time.
_Own: TypeAlias = tuple[float, float, bool, int]
_Both: TypeAlias = tuple[float, float]  # what something adds to the score of a hard skill, and of a soft one
_Words: TypeAlias = dict[bytes, float]
# How evidence of a kind and support is judged in texts of a length: the staircase of scores without its lowest, lowered
# by `TIE`; the frequency below the first of these steps, then of each; the lowest confidence that becomes a row; the
# score below which no words around help; the weights of the word before, of the one before that, of the word behind.
_Way: TypeAlias = tuple[tuple[float, ...], tuple[float, ...], float, float, _Words, _Words, _Words]


# A candidate that is not kept: itself, its sentence, its score without the words beside it.
Weak: TypeAlias = tuple[Draft, Line, float]


class Judge:
    """A scorer, taken apart by what its weights depend on."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        words = {kind: tuple(_words(scorer.weights, f"{where} {kind} ") for where in WORDS) for kind in KINDS}
        self._firsts = [words[kind][-1] for kind in KINDS]
        self._ways = [
            [_way(scorer, kind, support, words[kind], is_note=is_note) for kind in KINDS for support in Support]
            for is_note in (False, True)
        ]
        self._places = {
            (section, hits): [
                _sum(scorer, place_features(kind, support, section, hits)) for kind in KINDS for support in Support
            ]
            for section in get_args(SectionLabel)
            for hits in range(1, MOST_HITS + 1)
        }
        self._own: dict[Mention, _Own] = {}
        self._spoken, self._standing = _setting_weights(scorer)

    def keep(
        self, sentence: Sentence, sentences: bytes, size: int, step: int, weak: list[Weak]
    ) -> list[tuple[Draft, float]]:
        """The candidates of a sentence that become rows, with their confidence.

        Args:
            sentence: The sentence with its candidates.
            sentences: The normal form of its text.
            size: Of the text, in code points.
            step: `size_step(size)`.
            weak: Gets the others, as `confidence_of` needs them.
        """
        line, hits, around, drafts = sentence
        cues, length, tenth, _, near = read_setting(line, size, step, around)
        hard, soft = self._spoken[line.section][cues][length]
        more_hard, more_soft = self._standing[step][tenth][near]
        first = first_word(sentences, line.begin, line.end)
        hard += more_hard + self._firsts[0].get(first, 0.0)
        soft += more_soft + self._firsts[1].get(first, 0.0)
        placed, ways, own_of = self._places[line.section, hits], self._ways[step == 0], self._own.get
        kept = []
        for draft in drafts:
            start, minus_end, _, mention = draft
            score, ceiling, is_clear, group = own_of(mention) or self._learn(mention)
            steps, values, lowest, hopeless, befores, seconds, afters = ways[group]
            score += placed[group] + (hard if group < _SUPPORTS else soft)
            if is_clear or score >= hopeless:
                before, second, after = words_beside(sentences, line, start + 1, 1 - minus_end)
                found = score + befores.get(before, 0.0) + seconds.get(second, 0.0) + afters.get(after, 0.0)
                confidence = values[bisect_right(steps, found)]
                if confidence > ceiling:
                    confidence = ceiling
                if is_clear or confidence >= lowest:
                    kept.append((draft, confidence))
                    continue
            weak.append((draft, line, score))
        return kept

    def confidence_of(self, evidence: Weak, sentences: bytes, step: int) -> float:
        """How sure a candidate is that was not kept."""
        (start, minus_end, _, mention), line, score = evidence
        _, ceiling, _, group = self._own[mention]
        steps, values, _, _, befores, seconds, afters = self._ways[step == 0][group]
        before, second, after = words_beside(sentences, line, start + 1, 1 - minus_end)
        score += befores.get(before, 0.0) + seconds.get(second, 0.0) + afters.get(after, 0.0)
        return min(values[bisect_right(steps, score)], ceiling)

    def _learn(self, mention: Mention) -> _Own:
        if len(self._own) >= _SCORES_KEPT:
            self._own.clear()
        score, group = _sum(self._scorer, mention.features()), KINDS.index(mention.skill.kind) * _SUPPORTS
        own = self._own[mention] = (score, ceiling_of(mention), mention.is_clear_name, int(group + mention.support))
        return own


def _way(scorer: Scorer, kind: Kind, support: Support, words: Sequence[_Words], *, is_note: bool) -> _Way:
    staircase, lowest = scorer.calibrations[kind, is_note], scorer.lowest(kind, support, is_note=is_note)
    steps, (befores, seconds, afters, _) = staircase.scores, words
    least = next((s for s, value in zip(steps, staircase.values, strict=True) if value >= lowest), math.inf)
    most = sum([max(weights.values(), default=0.0) for weights in (befores, seconds, afters)])
    hopeless = least - most - TIE if lowest else -math.inf
    return tuple(s - TIE for s in steps[1:]), staircase.values, lowest, hopeless, befores, seconds, afters


def _sum(scorer: Scorer, features: Iterable[str]) -> float:
    return sum([scorer.weights.get(feature, 0.0) for feature in features])


def _setting_weights(scorer: Scorer) -> tuple[dict[SectionLabel, list[list[_Both]]], list[list[list[_Both]]]]:
    """The weights of a setting in two look-ups: by section, cues and length; by size, tenth and candidates around."""
    lengths, tenths, sizes, nears = (
        [_both(scorer, [[f"{name} {kind} {n}"] for kind in KINDS]) for n in range(count)]
        for name, count in MEASURES.items()
    )
    spoken = {}
    for section in get_args(SectionLabel):
        cues = [
            _both(scorer, [(*cue_features(kind, bits), whose_feature(kind, section, bits)) for kind in KINDS])
            for bits in range(CUE_BITS + 1)
        ]
        spoken[section] = [[_added(cue, length) for length in lengths] for cue in cues]
    return spoken, [[[_added(size, tenth, near) for near in nears] for tenth in tenths] for size in sizes]


def _both(scorer: Scorer, features: Sequence[Iterable[str]]) -> _Both:
    of_hard, of_soft = features
    return _sum(scorer, of_hard), _sum(scorer, of_soft)


def _added(*weights: _Both) -> _Both:
    return sum([hard for hard, _ in weights]), sum([soft for _, soft in weights])


def _words(weights: dict[str, float], prefix: str) -> dict[bytes, float]:
    found = ((key.removeprefix(prefix), weight) for key, weight in weights.items() if key.startswith(prefix))
    return {word.encode("latin-1"): weight for word, weight in found}


@lru_cache(maxsize=2)
def judge_of(scorer: Scorer) -> Judge:
    """The judge that says what a scorer does."""
    return Judge(scorer)
