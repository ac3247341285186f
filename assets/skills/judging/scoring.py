"""How sure a piece of evidence is: a linear weight table over cheap features, mapped to held-out frequencies.

The numbers are made by `train` from labelled postings and lie in `evidence_weights.json`; this module only applies
them.
"""

import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from assets.skills.finding.mention_kinds import Mention
from assets.skills.judging.features import Situation
from assets.skills.taxonomy.vocabulary import Kind, Support

WEIGHTS_FILE = Path(__file__).with_name("evidence_weights.json")
CEILING = 0.95  # no evidence is certain
INFERRED_CEILING = 0.79
IMPORTED_CEILING = 0.45  # names nobody vetted: one in four to one in two is right (32k off-the-shelf names: 0.21-0.31)
KINDS: tuple[Kind, ...] = ("hard", "soft")
# Weights and steps are thousandths: half of one lets no rounding of a sum decide on which side of a step it falls.
TIE = 0.0005
Group: TypeAlias = tuple[Kind, bool]  # whose frequencies are counted together: kind, whether the text is a note


@dataclass(frozen=True)
class Calibration:
    """Score -> held-out frequency, a rising staircase: `values[i]` holds from `scores[i]` on."""

    scores: tuple[float, ...]
    values: tuple[float, ...]

    def frequency(self, score: float) -> float:
        """The frequency of the step on which a score stands."""
        return self.values[max(bisect_right(self.scores, score + TIE) - 1, 0)]


@dataclass(frozen=True, eq=False)
class Scorer:
    """The fitted numbers. Compared by identity.

    Attributes:
        weights: Feature -> weight; features that training never saw count nothing.
        calibrations: Kind and length of text -> staircase.
        keep_from: Kind and length of text -> lowest confidence that becomes a row.
        keep_inferred_from: The same for inferred evidence.
        version: Changes with the numbers.
    """

    weights: dict[str, float]
    calibrations: dict[Group, Calibration]
    keep_from: dict[Group, float]
    keep_inferred_from: dict[Kind, float]
    version: str

    def score(self, situation: Situation) -> float:
        """The log-odds of the linear model."""
        return sum([self.weights.get(feature, 0.0) for feature in situation.features()])

    def confidence(self, situation: Situation) -> float:
        """The share of such evidence that annotators marked in postings the model had not seen."""
        steps = self.calibrations[situation.kind, situation.setting.is_note]
        return min(steps.frequency(self.score(situation)), ceiling_of(situation.mention))

    def keeps(self, situation: Situation, confidence: float) -> bool:
        """Whether the evidence becomes a row; clear names always do."""
        mention = situation.mention
        lowest = self.lowest(situation.kind, mention.support, is_note=situation.setting.is_note)
        return mention.is_clear_name or confidence >= lowest

    def lowest(self, kind: Kind, support: Support, *, is_note: bool) -> float:
        """The lowest confidence at which evidence that is no clear name becomes a row."""
        return self.keep_inferred_from[kind] if support == Support.INFERRED else self.keep_from[kind, is_note]


def ceiling_of(mention: Mention) -> float:
    """The highest confidence that such evidence may get."""
    if mention.skill.imported:
        return IMPORTED_CEILING
    return INFERRED_CEILING if mention.support == Support.INFERRED else CEILING


def read_scorer(content: bytes) -> Scorer:
    """A scorer from the JSON that `train` writes."""
    document = json.loads(content)
    groups: list[Group] = [(kind, is_note) for kind in KINDS for is_note in (False, True)]
    calibrations, keep_from = {}, {}
    for group in groups:
        name = group_name(group)
        steps = document["calibration"][name]
        calibrations[group] = Calibration(tuple(step[0] for step in steps), tuple(step[1] for step in steps))
        keep_from[group] = document["keep_from"][name]
    version = sha256(content).hexdigest()[:12]
    return Scorer(document["weights"], calibrations, keep_from, document["keep_inferred_from"], version)


def group_name(group: Group) -> str:
    """What the file calls a group."""
    kind, is_note = group
    return f"{kind} note" if is_note else kind


@cache
def scorer() -> Scorer:
    """The shipped numbers."""
    return read_scorer(WEIGHTS_FILE.read_bytes())
