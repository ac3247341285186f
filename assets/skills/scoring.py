"""How sure a piece of evidence is: a linear weight table over cheap features, mapped to held-out frequencies.

The numbers are made by `train` from labelled postings and lie in `weights/`; this module only applies them.
"""

import json
import math
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeAlias

from assets.skills.matching import Candidate
from assets.skills.normal_form import NormalForm
from assets.skills.vocabulary import Case, Entry, Kind, Support
from assets.text.sections import SectionLabel

WEIGHTS_FILE = Path(__file__).parent / "weights" / "evidence_weights.json"
CEILING = 0.95  # no evidence is certain
INFERRED_CEILING = 0.79
IMPORTED_CEILING = 0.45  # names nobody vetted: one in four to one in two is right (32k off-the-shelf names: 0.21-0.31)
_CLEAR_TYPES = frozenset({"tool", "language", "certification", "licence"})
MOST_HITS = 3
_MOST_WORDS = 4
_SCORES_KEPT = 100_000  # what a hostile stream of texts may make the memory grow to: some 40 MB
_NEIGHBOUR = 24  # characters in which the previous and the next word are looked for


class Place(NamedTuple):
    """The part of a situation that takes few values.

    Attributes:
        crowd: How many hard skills the line names, at most 3.
        shape: How the evidence is written: lower, upper, title, mixed.
    """

    support: Support
    section: SectionLabel
    crowd: int
    case: Case
    shape: str


class Situation(NamedTuple):
    """What the score of one candidate depends on. A tuple: some seventy are made per posting.

    Attributes:
        surface: The evidence in normal form.
        before: The word before it in its sentence, or none.
        after: The word after it.
    """

    skill: Entry
    place: Place
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
        kind = self.kind
        around = (f"{_BEFORE[kind]}{self.before.decode('latin-1')}", f"{_AFTER[kind]}{self.after.decode('latin-1')}")
        return (*self.own_features(), *around)

    def own_features(self) -> tuple[str, ...]:
        """Those of them that do not depend on the words around."""
        skill, kind, (support, section, crowd, case, shape) = self.skill, self.skill.kind, self.place
        own = (
            f"{kind} {support}",
            f"{kind} {support} {section}",
            f"{kind} {section} {crowd}",
            f"{kind} {case} {shape}",
            f"{kind} {skill.type}",
            f"k {skill.skill_id}",
            f"f {skill.family}",
            f"w {kind} {support} {min(self.surface.count(b' ') + 1, _MOST_WORDS)}",
        )
        last = f"s {self.surface.decode('latin-1')}" if support == Support.STATED else f"p {skill.skill_id}"
        return (*own, last)


_BEFORE: dict[Kind, str] = {"hard": "b hard ", "soft": "b soft "}
_AFTER: dict[Kind, str] = {"hard": "a hard ", "soft": "a soft "}


def read_situation(
    skill: Entry, candidate: Candidate, form: NormalForm, text: str, section: SectionLabel, hits: int
) -> Situation:
    """Look at a candidate and its surroundings; `hits` counts the hard skills on its line, 1 to `MOST_HITS`."""
    start, end = candidate.start + 1, candidate.end + 1
    sentences = form.sentences
    before = sentences[max(start - _NEIGHBOUR, 0) : start].rpartition(b"\n")[2].split()
    after = sentences[end : end + _NEIGHBOUR].partition(b"\n")[0].split(None, 1)
    shape = _shape(text[candidate.start : candidate.end])
    return Situation(
        skill,
        Place(candidate.support, section, hits, candidate.case, shape),
        form.flat[start:end],
        before[-1] if before else b"",
        after[0] if after else b"",
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
        keep_inferred_from: The same for inferred evidence.
        version: Changes with the numbers.
    """

    weights: dict[str, float]
    calibrations: dict[Kind, Calibration]
    keep_from: dict[Kind, float]
    keep_inferred_from: dict[Kind, float]
    version: str
    around: dict[Kind, tuple[dict[bytes, float], dict[bytes, float]]] = field(repr=False, compare=False)
    own: dict[tuple[object, ...], "_Own"] = field(default_factory=dict, repr=False, compare=False)

    def score(self, situation: Situation) -> float:
        """The log-odds of the linear model."""
        return sum([self.weights.get(feature, 0.0) for feature in situation.features()])

    def confidence(self, situation: Situation) -> float:
        """The share of such evidence that annotators marked in postings the model had not seen."""
        frequency = self.calibrations[situation.skill.kind].frequency(self.score(situation))
        return min(frequency, _ceiling(situation))

    def keeps(self, situation: Situation, confidence: float) -> bool:
        """Whether the evidence becomes a row; clear names always do."""
        return confidence >= self._lowest(situation)

    def _lowest(self, situation: Situation) -> float:
        if situation.is_clear_name:
            return 0.0
        is_inferred = situation.place.support == Support.INFERRED
        return (self.keep_inferred_from if is_inferred else self.keep_from)[situation.kind]

    def judge(
        self, skill: Entry, candidate: Candidate, form: NormalForm, text: str, section: SectionLabel, hits: int
    ) -> float | None:
        """The confidence of a candidate that becomes a row, else None.

        Says what `read_situation`, `confidence` and `keeps` say together, in a quarter of the time: all that does not
        depend on the words around is looked up once per writing and place.
        """
        start, end, _, support, case, _ = candidate
        key = (skill, support, section, hits, case, text[start:end])
        own = self.own.get(key)
        if own is None:
            own = self._remember(key, read_situation(skill, candidate, form, text, section, hits))
        score, befores, afters, calibration, ceiling, lowest, hopeless = own
        if score < hopeless:
            return None
        sentences = form.sentences
        before = sentences[max(start + 1 - _NEIGHBOUR, 0) : start + 1].rpartition(b"\n")[2].split()
        after = sentences[end + 1 : end + 1 + _NEIGHBOUR].partition(b"\n")[0].split(None, 1)
        score += befores.get(before[-1] if before else b"", 0.0) + afters.get(after[0] if after else b"", 0.0)
        frequency = calibration.values[max(bisect_right(calibration.scores, score) - 1, 0)]
        confidence = min(ceiling, frequency)
        return confidence if confidence >= lowest else None

    def _remember(self, key: tuple[object, ...], situation: Situation) -> "_Own":
        if len(self.own) >= _SCORES_KEPT:
            self.own.clear()
        kind = situation.kind
        score = sum([self.weights.get(feature, 0.0) for feature in situation.own_features()])
        lowest = self._lowest(situation)
        befores, afters = self.around[kind]
        steps = self.calibrations[kind]
        least = next((s for s, value in zip(steps.scores, steps.values, strict=True) if value >= lowest), math.inf)
        hopeless = least - max(befores.values(), default=0.0) - max(afters.values(), default=0.0)
        ceiling = _ceiling(situation)
        own = self.own[key] = (score, befores, afters, steps, ceiling, lowest, -math.inf if not lowest else hopeless)
        return own


# The score without the words around, the weights of words before and after, staircase, highest and lowest confidence,
# the score below which no words around help.
_Own: TypeAlias = tuple[float, dict[bytes, float], dict[bytes, float], Calibration, float, float, float]


def _ceiling(situation: Situation) -> float:
    if situation.skill.imported:
        return IMPORTED_CEILING
    return INFERRED_CEILING if situation.place.support == Support.INFERRED else CEILING


def read_scorer(content: bytes) -> Scorer:
    """A scorer from the JSON that `train` writes."""
    document = json.loads(content)
    calibrations = {
        kind: Calibration(tuple(step[0] for step in steps), tuple(step[1] for step in steps))
        for kind, steps in document["calibration"].items()
    }
    version = sha256(content).hexdigest()[:12]
    kept = document["keep_from"], document["keep_inferred_from"]
    return make_scorer(document["weights"], calibrations, *kept, version)


def make_scorer(
    weights: dict[str, float],
    calibrations: dict[Kind, Calibration],
    keep_from: dict[Kind, float],
    keep_inferred_from: dict[Kind, float],
    version: str,
) -> Scorer:
    """A scorer from fitted numbers."""
    around = {kind: (_words(weights, _BEFORE[kind]), _words(weights, _AFTER[kind])) for kind in _BEFORE}
    return Scorer(weights, calibrations, keep_from, keep_inferred_from, version, around)


def _words(weights: dict[str, float], prefix: str) -> dict[bytes, float]:
    found = ((key.removeprefix(prefix), weight) for key, weight in weights.items() if key.startswith(prefix))
    return {word.encode("latin-1"): weight for word, weight in found}


@cache
def scorer() -> Scorer:
    """The shipped numbers."""
    return read_scorer(WEIGHTS_FILE.read_bytes())
