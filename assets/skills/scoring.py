"""How sure a piece of evidence is: a linear weight table over cheap features, mapped to held-out frequencies.

The numbers are made by `train` from labelled postings and lie in `weights/`; this module only applies them.
"""

import json
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from assets.skills.matching import Draft, candidate_of
from assets.skills.normal_form import NormalForm
from assets.skills.placing import Sentence
from assets.skills.situation import WORDS, Setting, Situation, read_situation, words_beside
from assets.skills.vocabulary import Entry, Kind, Support

WEIGHTS_FILE = Path(__file__).parent / "weights" / "evidence_weights.json"
CEILING = 0.95  # no evidence is certain
INFERRED_CEILING = 0.79
IMPORTED_CEILING = 0.45  # names nobody vetted: one in four to one in two is right (32k off-the-shelf names: 0.21-0.31)
_SCORES_KEPT = 100_000  # what a hostile stream of texts may make the memory grow to: some 40 MB
_KINDS: tuple[Kind, ...] = ("hard", "soft")
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
        return self.values[max(bisect_right(self.scores, score) - 1, 0)]


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
    words: dict[Kind, _Words] = field(repr=False, compare=False)
    own: dict[tuple[object, ...], "_Own"] = field(default_factory=dict, repr=False, compare=False)
    settings: dict[tuple[Kind, Setting], float] = field(default_factory=dict, repr=False, compare=False)

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

        Says what `read_situation`, `confidence` and `keeps` say together, in a quarter of the time: all that does not
        depend on the words around is looked up once per writing and place, once per setting.
        """
        line, hits, setting, _, drafts = sentence
        told = {kind: self._told(kind, sentence) for kind in _KINDS}
        kept = []
        for draft in drafts:
            start, minus_end, support, number, case = draft
            skill, end = skills[number], -minus_end
            key = (skill, support, line.section, hits, case, text[start:end], setting.is_note)
            own = self.own.get(key)
            if own is None:
                own = self._remember(key, read_situation(skill, candidate_of(draft), form, text, line, hits, setting))
            score, (befores, seconds, afters, _), calibration, ceiling, lowest, hopeless = own
            score += told[skill.kind]
            if score >= hopeless:
                before, second, after = words_beside(form.sentences, line, start + 1, end + 1)
                score += befores.get(before, 0.0) + seconds.get(second, 0.0) + afters.get(after, 0.0)
                confidence = min(ceiling, calibration.frequency(score))
                if confidence >= lowest:
                    kept.append((draft, confidence))
        return kept

    def _told(self, kind: Kind, sentence: Sentence) -> float:
        """What the sentence adds to the score of each evidence of a kind."""
        told = self.settings.get((kind, sentence.setting))
        if told is None:
            told = self._remember_setting(kind, sentence.setting)
        return told + self.words[kind][-1].get(sentence.first, 0.0)

    def _remember_setting(self, kind: Kind, setting: Setting) -> float:
        if len(self.settings) >= _SCORES_KEPT:
            self.settings.clear()
        told = sum([self.weights.get(feature, 0.0) for feature in setting.features(kind)])
        self.settings[kind, setting] = told
        return told

    def _remember(self, key: tuple[object, ...], situation: Situation) -> "_Own":
        if len(self.own) >= _SCORES_KEPT:
            self.own.clear()
        kind = situation.kind
        score = sum([self.weights.get(feature, 0.0) for feature in situation.own_features()])
        lowest = self._lowest(situation)
        words = self.words[kind]
        steps = self.calibrations[kind, situation.setting.is_note]
        least = next((s for s, value in zip(steps.scores, steps.values, strict=True) if value >= lowest), math.inf)
        hopeless = least - sum([max(weights.values(), default=0.0) for weights in words[:-1]]) if lowest else -math.inf
        own = self.own[key] = (score, words, steps, _ceiling(situation), lowest, hopeless)
        return own


# The score of the evidence itself, the weights of words around, staircase, highest and lowest confidence, the score
# below which no words around help.
_Own: TypeAlias = tuple[float, _Words, Calibration, float, float, float]


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
    words = {kind: tuple(_words(weights, f"{where} {kind} ") for where in WORDS) for kind in _KINDS}
    return Scorer(weights, calibrations, keep_from, keep_inferred_from, version, words)


def _words(weights: dict[str, float], prefix: str) -> dict[bytes, float]:
    found = ((key.removeprefix(prefix), weight) for key, weight in weights.items() if key.startswith(prefix))
    return {word.encode("latin-1"): weight for word, weight in found}


@cache
def scorer() -> Scorer:
    """The shipped numbers."""
    return read_scorer(WEIGHTS_FILE.read_bytes())
