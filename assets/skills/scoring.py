"""How sure a piece of evidence is: a linear weight table over cheap features, mapped to held-out frequencies.

The numbers are made by `train` from labelled postings and lie in `weights/`; this module only applies them.
"""

import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from assets.skills.lexicon import Case, Support
from assets.skills.matching import Candidate
from assets.skills.normal_form import NormalForm
from assets.skills.taxonomy import Kind, Skill
from assets.text.sections import SectionLabel

WEIGHTS_FILE = Path(__file__).parent / "weights" / "evidence_weights.json"
CEILING = 0.95  # no evidence is certain
INFERRED_CEILING = 0.79
IMPORTED_CEILING = 0.45  # names nobody vetted: one in four to one in two is right (32k off-the-shelf names: 0.21-0.31)
_CLEAR_TYPES = frozenset({"tool", "language", "certification", "licence"})
_NEIGHBOUR = 24  # characters in which the previous and the next word are looked for


@dataclass(frozen=True, slots=True)
class Situation:
    """What the score of one candidate depends on.

    Attributes:
        features: Keys of the weight table.
        is_clear_name: A named technology, certificate or licence that can't be read as anything else.
        ceiling: No confidence above it.
    """

    kind: Kind
    section: SectionLabel
    features: tuple[str, ...]
    is_clear_name: bool
    ceiling: float


def read_situation(
    skill: Skill, candidate: Candidate, form: NormalForm, text: str, section: SectionLabel, hits: int
) -> Situation:
    """Look at a candidate and its surroundings; `hits` counts the hard skills on its line."""
    start, end = candidate.start + 1, candidate.end + 1
    sentences = form.sentences
    before = sentences[max(start - _NEIGHBOUR, 0) : start].rpartition(b"\n")[2].rpartition(b" ")[0].split()
    after = sentences[end : end + _NEIGHBOUR].partition(b"\n")[0].split()
    surface = form.flat[start:end].decode("latin-1")
    crowd = "3" if hits > 2 else "2" if hits == 2 else "1"
    support, kind = candidate.support, skill.kind
    is_stated = support == Support.STATED
    return Situation(
        kind=kind,
        section=section,
        features=(
            f"{kind} {support}",
            f"{kind} {support} {section}",
            f"{kind} {section} {crowd}",
            f"{kind} {candidate.case} {_shape(text[candidate.start : candidate.end])}",
            f"{kind} {skill.type}",
            f"k {skill.skill_id}",
            f"f {skill.family}",
            f"s {surface}" if is_stated else f"p {skill.skill_id}",
            f"b {kind} {before[-1].decode('latin-1') if before else ''}",
            f"a {kind} {after[0].decode('latin-1') if after else ''}",
        ),
        is_clear_name=is_stated and candidate.case != Case.AMBIGUOUS and skill.type in _CLEAR_TYPES,
        ceiling=IMPORTED_CEILING if skill.imported else CEILING if support != Support.INFERRED else INFERRED_CEILING,
    )


def _shape(surface: str) -> str:
    if surface.islower():
        return "lower"
    if surface.isupper():
        return "upper"
    return "title" if surface[:1].isupper() else "mixed"


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
        calibrations: Kind -> staircase.
        keep_from: Kind -> lowest confidence that becomes a row.
        version: Changes with the numbers.
    """

    weights: dict[str, float]
    calibrations: dict[str, Calibration]
    keep_from: dict[str, float]
    version: str

    def score(self, situation: Situation) -> float:
        """The log-odds of the linear model."""
        weights = self.weights
        return sum([weights.get(feature, 0.0) for feature in situation.features])

    def confidence(self, situation: Situation) -> float:
        """The share of such evidence that annotators marked in postings the model had not seen."""
        return min(self.calibrations[situation.kind].frequency(self.score(situation)), situation.ceiling)

    def keeps(self, situation: Situation, confidence: float) -> bool:
        """Whether the evidence becomes a row; clear names always do."""
        return confidence >= self.keep_from[situation.kind] or situation.is_clear_name


def read_scorer(content: bytes) -> Scorer:
    """A scorer from the JSON that `train` writes."""
    document = json.loads(content)
    calibrations = {
        kind: Calibration(tuple(step[0] for step in steps), tuple(step[1] for step in steps))
        for kind, steps in document["calibration"].items()
    }
    return Scorer(document["weights"], calibrations, document["keep_from"], sha256(content).hexdigest()[:12])


@cache
def scorer() -> Scorer:
    """The shipped numbers."""
    return read_scorer(WEIGHTS_FILE.read_bytes())
