"""How sure a piece of evidence is: a linear weight table over cheap features, mapped to held-out frequencies.

The numbers are made by `train` from labelled postings and lie in `weights/`; this module only applies them.
"""

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias, get_args

from assets.skills.matching import Draft, candidate_of
from assets.skills.normal_form import NormalForm
from assets.skills.placing import Sentence
from assets.skills.situation import (
    CUE_BITS,
    MEASURES,
    MOST_HITS,
    WORDS,
    Situation,
    cue_features,
    place_features,
    read_alone,
    words_beside,
)
from assets.skills.vocabulary import Entry, Kind, Support
from assets.text.sections import SectionLabel

WEIGHTS_FILE = Path(__file__).parent / "weights" / "evidence_weights.json"
CEILING = 0.95  # no evidence is certain
INFERRED_CEILING = 0.79
IMPORTED_CEILING = 0.45  # names nobody vetted: one in four to one in two is right (32k off-the-shelf names: 0.21-0.31)
_SCORES_KEPT = 100_000  # what a hostile stream of texts may make the memory grow to: some 40 MB
_KINDS: tuple[Kind, ...] = ("hard", "soft")
# Weights and steps are thousandths: half of one lets no rounding of a sum decide on which side of a step it falls.
_TIE = 0.0005
NOTE = " note"  # after the kind, in the file: the staircase for short texts
Group: TypeAlias = tuple[Kind, bool]  # whose frequencies are counted together: kind, whether the text is a note
_Words: TypeAlias = tuple[dict[bytes, float], ...]  # the weights of the words of `WORDS`


@dataclass(frozen=True)
class Calibration:
    """Score -> held-out frequency, a rising staircase: `values[i]` holds from `scores[i]` on."""

    scores: tuple[float, ...]
    values: tuple[float, ...]

    def frequency(self, score: float) -> float:
        """The frequency of the step on which a score stands."""
        return self.values[max(bisect_right(self.scores, score + _TIE) - 1, 0)]


@dataclass(frozen=True)
class _Tables:
    """The weights of one kind by what they weigh.

    Attributes:
        places: What support, section and number of hits add to the score, in sum.
        cues: What the cues of a sentence add, by their bits.
        measures: What each of `MEASURES` adds, by its value.
        hopeless: Whether a note, whether inferred -> score below which no words around help.
    """

    places: dict[tuple[Support, SectionLabel, int], float]
    cues: tuple[float, ...]
    measures: tuple[tuple[float, ...], ...]
    words: _Words
    hopeless: dict[tuple[bool, bool], float]


@dataclass(frozen=True)
class Scorer:
    """The fitted numbers.

    Attributes:
        weights: Feature -> weight; features that training never saw count nothing.
        calibrations: Kind and length of text -> staircase.
        keep_from: Kind -> lowest confidence that becomes a row.
        keep_inferred_from: The same for inferred evidence.
        version: Changes with the numbers.
    """

    weights: dict[str, float]
    calibrations: dict[Group, Calibration]
    keep_from: dict[Kind, float]
    keep_inferred_from: dict[Kind, float]
    version: str
    tables: dict[Kind, "_Tables"] = field(repr=False, compare=False)
    own: dict[tuple[object, ...], "_Own"] = field(default_factory=dict, repr=False, compare=False)

    def score(self, situation: Situation) -> float:
        """The log-odds of the linear model."""
        return sum([self.weights.get(feature, 0.0) for feature in situation.features()])

    def confidence(self, situation: Situation) -> float:
        """The share of such evidence that annotators marked in postings the model had not seen."""
        steps = self.calibrations[situation.kind, situation.setting.is_note]
        return min(steps.frequency(self.score(situation)), _ceiling(situation))

    def keeps(self, situation: Situation, confidence: float) -> bool:
        """Whether the evidence becomes a row; clear names always do."""
        return confidence >= self._lowest(situation)

    def _lowest(self, situation: Situation) -> float:
        if situation.is_clear_name:
            return 0.0
        is_inferred = situation.place.support == Support.INFERRED
        return (self.keep_inferred_from if is_inferred else self.keep_from)[situation.kind]

    def judge(
        self, skills: Sequence[Entry], sentence: Sentence, form: NormalForm, text: str
    ) -> list[tuple[Draft, float]]:
        """The candidates of a sentence that become rows, with their confidence.

        Says what `read_situation`, `confidence` and `keeps` say together, in a quarter of the time: what depends on
        the writing alone is looked up once per writing, what depends on the sentence once per sentence.
        """
        line, drafts = sentence.line, sentence.drafts
        around: dict[tuple[Kind, Support], _Around] = {}
        kept = []
        for draft in drafts:
            start, minus_end, support, number, case = draft
            skill, end = skills[number], -minus_end
            key = (skill, support, case, text[start:end])
            own, ceiling, is_clear = self.own.get(key) or self._learn(skill, key, draft, sentence, form, text)
            group = (skill.kind, support)
            told, (befores, seconds, afters, _), steps, lowest, hopeless = around.get(group) or around.setdefault(
                group, self._read_around(*group, sentence)
            )
            score = own + told
            if is_clear or score >= hopeless:
                before, second, after = words_beside(form.sentences, line, start + 1, end + 1)
                score += befores.get(before, 0.0) + seconds.get(second, 0.0) + afters.get(after, 0.0)
                confidence = min(ceiling, steps.frequency(score))
                if is_clear or confidence >= lowest:
                    kept.append((draft, confidence))
        return kept

    def _learn(
        self, skill: Entry, key: tuple[object, ...], draft: Draft, sentence: Sentence, form: NormalForm, text: str
    ) -> "_Own":
        if len(self.own) >= _SCORES_KEPT:
            self.own.clear()
        line, hits, setting, *_ = sentence
        situation = read_alone(skill, candidate_of(draft), form, text, line, hits, setting)
        score = _sum(self.weights, situation.own_features())
        own = self.own[key] = (score, _ceiling(situation), situation.is_clear_name)
        return own

    def _read_around(self, kind: Kind, support: Support, sentence: Sentence) -> "_Around":
        tables, (line, hits, setting, first, _) = self.tables[kind], sentence
        cues, length, tenth, size, near = setting
        lengths, tenths, sizes, nears = tables.measures
        told = tables.places[support, line.section, hits] + tables.cues[cues] + tables.words[-1].get(first, 0.0)
        told += lengths[length] + tenths[tenth] + sizes[size] + nears[near]
        is_inferred = support == Support.INFERRED
        lowest = (self.keep_inferred_from if is_inferred else self.keep_from)[kind]
        steps = self.calibrations[kind, setting.is_note]
        return told, tables.words, steps, lowest, tables.hopeless[setting.is_note, is_inferred]


# Of a writing: its score, its highest confidence, whether it is a clear name.
_Own: TypeAlias = tuple[float, float, bool]
# Of a sentence, for evidence of a kind and support: what it adds to the score, the weights of words, the staircase, the
# lowest confidence, the score below which no words around help.
_Around: TypeAlias = tuple[float, _Words, Calibration, float, float]


def _ceiling(situation: Situation) -> float:
    if situation.skill.imported:
        return IMPORTED_CEILING
    return INFERRED_CEILING if situation.place.support == Support.INFERRED else CEILING


def read_scorer(content: bytes) -> Scorer:
    """A scorer from the JSON that `train` writes."""
    document = json.loads(content)
    calibrations = {
        (kind, is_note): Calibration(tuple(step[0] for step in steps), tuple(step[1] for step in steps))
        for kind in _KINDS
        for is_note, steps in ((note, document["calibration"][kind + NOTE * note]) for note in (False, True))
    }
    version = sha256(content).hexdigest()[:12]
    kept = document["keep_from"], document["keep_inferred_from"]
    return make_scorer(document["weights"], calibrations, *kept, version)


def make_scorer(
    weights: dict[str, float],
    calibrations: dict[Group, Calibration],
    keep_from: dict[Kind, float],
    keep_inferred_from: dict[Kind, float],
    version: str,
) -> Scorer:
    """A scorer from fitted numbers."""
    tables = {kind: _tables(weights, kind) for kind in _KINDS}
    made = Scorer(weights, calibrations, keep_from, keep_inferred_from, version, tables)
    for kind, is_note in calibrations:
        for is_inferred, lowest in ((False, keep_from[kind]), (True, keep_inferred_from[kind])):
            least = _hopeless(calibrations[kind, is_note], tables[kind].words, lowest)
            tables[kind].hopeless[is_note, is_inferred] = least
    return made


def _hopeless(steps: Calibration, words: _Words, lowest: float) -> float:
    """The score below which no words around lift evidence to the lowest confidence."""
    if not lowest:
        return -math.inf
    least = next((s for s, value in zip(steps.scores, steps.values, strict=True) if value >= lowest), math.inf)
    return least - sum([max(weights.values(), default=0.0) for weights in words[:-1]]) - _TIE


def _tables(weights: dict[str, float], kind: Kind) -> _Tables:
    places = {
        (support, section, hits): _sum(weights, place_features(kind, support, section, hits))
        for support in Support
        for section in get_args(SectionLabel)
        for hits in range(1, MOST_HITS + 1)
    }
    cues = tuple(_sum(weights, cue_features(kind, bits)) for bits in range(CUE_BITS + 1))
    measures = tuple(
        tuple(weights.get(f"{name} {kind} {n}", 0.0) for n in range(count)) for name, count in MEASURES.items()
    )
    return _Tables(places, cues, measures, tuple(_words(weights, f"{where} {kind} ") for where in WORDS), {})


def _sum(weights: dict[str, float], features: Iterable[str]) -> float:
    return sum([weights.get(feature, 0.0) for feature in features])


def _words(weights: dict[str, float], prefix: str) -> dict[bytes, float]:
    found = ((key.removeprefix(prefix), weight) for key, weight in weights.items() if key.startswith(prefix))
    return {word.encode("latin-1"): weight for word, weight in found}


@cache
def scorer() -> Scorer:
    """The shipped numbers."""
    return read_scorer(WEIGHTS_FILE.read_bytes())
