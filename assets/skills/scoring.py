"""How sure a piece of evidence is: a linear weight table over cheap features, mapped to held-out frequencies.

The numbers are made by `train` from labelled postings and lie in `weights/`; this module only applies them.
"""

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

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


class Situation(NamedTuple):
    """What the score of one candidate depends on. A tuple: some fifty are made per posting.

    Attributes:
        place: Support, section, how many hard skills the line names, case rule, shape of the writing.
        surface: The evidence in normal form.
        before: The word before it in its sentence, or none.
        after: The word after it.
    """

    skill: Skill
    place: "Place"
    surface: bytes
    before: bytes
    after: bytes

    @property
    def kind(self) -> Kind:
        """Hard or soft."""
        return self.skill.kind

    @property
    def section(self) -> SectionLabel:
        """The section the evidence stands in."""
        return self.place.section

    @property
    def is_clear_name(self) -> bool:
        """A named technology, certificate or licence that can't be read as a plain word."""
        return (
            self.place.support == Support.STATED
            and self.place.case != Case.AMBIGUOUS
            and self.skill.type in _CLEAR_TYPES
            and not self.skill.imported
            and self.place.shape != "lower"
        )

    def features(self) -> tuple[str, ...]:
        """Keys of the weight table."""
        return (*_place_features(self.skill.kind, self.place), *_skill_features(self), *_word_features(self))


class Place(NamedTuple):
    """The part of a situation that takes few values."""

    support: Support
    section: SectionLabel
    crowd: int
    case: Case
    shape: str


def read_situation(
    skill: Skill, candidate: Candidate, form: NormalForm, text: str, section: SectionLabel, hits: int
) -> Situation:
    """Look at a candidate and its surroundings; `hits` counts the hard skills on its line."""
    start, end = candidate.start + 1, candidate.end + 1
    sentences = form.sentences
    before = sentences[max(start - _NEIGHBOUR, 0) : start].rpartition(b"\n")[2].split()
    after = sentences[end : end + _NEIGHBOUR].partition(b"\n")[0].split()
    shape = _shape(text[candidate.start : candidate.end])
    return Situation(
        skill,
        Place(candidate.support, section, min(max(hits, 1), 3), candidate.case, shape),
        form.flat[start:end],
        before[-1] if before else b"",
        after[0] if after else b"",
    )


def _place_features(kind: Kind, place: Place) -> tuple[str, ...]:
    return (
        f"{kind} {place.support}",
        f"{kind} {place.support} {place.section}",
        f"{kind} {place.section} {place.crowd}",
        f"{kind} {place.case} {place.shape}",
    )


def _skill_features(situation: Situation) -> tuple[str, ...]:
    skill = situation.skill
    common = (f"{skill.kind} {skill.type}", f"k {skill.skill_id}", f"f {skill.family}")
    return common if situation.place.support == Support.STATED else (*common, f"p {skill.skill_id}")


def _word_features(situation: Situation) -> tuple[str, ...]:
    kind = situation.skill.kind
    around = (f"b {kind} {situation.before.decode('latin-1')}", f"a {kind} {situation.after.decode('latin-1')}")
    if situation.place.support != Support.STATED:
        return around
    return (f"s {situation.surface.decode('latin-1')}", *around)


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
    sums: dict[tuple[object, ...], float] = field(default_factory=dict, repr=False, compare=False)

    def score(self, situation: Situation) -> float:
        """The log-odds of the linear model; sums over parts that recur are remembered."""
        skill, place = situation.skill, situation.place
        stated = place.support == Support.STATED
        place_key = (skill.kind, place)
        total = self.sums.get(place_key)
        if total is None:
            total = self.sums[place_key] = self._sum(_place_features(skill.kind, place))
        skill_key = (skill.skill_id, stated)
        of_skill = self.sums.get(skill_key)
        if of_skill is None:
            of_skill = self.sums[skill_key] = self._sum(_skill_features(situation))
        return total + of_skill + self._sum(_word_features(situation))

    def _sum(self, features: tuple[str, ...]) -> float:
        return sum([self.weights.get(feature, 0.0) for feature in features])

    def confidence(self, situation: Situation) -> float:
        """The share of such evidence that annotators marked in postings the model had not seen."""
        frequency = self.calibrations[situation.skill.kind].frequency(self.score(situation))
        if situation.skill.imported:
            return min(frequency, IMPORTED_CEILING)
        return min(frequency, INFERRED_CEILING if situation.place.support == Support.INFERRED else CEILING)

    def keeps(self, situation: Situation, confidence: float) -> bool:
        """Whether the evidence becomes a row; clear names always do."""
        return confidence >= self.keep_from[situation.skill.kind] or situation.is_clear_name


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
