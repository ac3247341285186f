"""How sure a piece of evidence is: a linear weight table over cheap features, mapped to held-out frequencies.

The numbers are made by `train` from labelled postings and lie in `weights/`; this module only applies them.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Self

from assets.skills.lexicon import Case, Support
from assets.skills.matching import Candidate
from assets.skills.normal_form import NormalForm
from assets.skills.taxonomy import Kind, Skill
from assets.text.sections import SectionLabel

WEIGHTS_DIR = Path(__file__).parent / "weights"
KEEP_FROM = 0.3  # maximises F1 on the labelled postings; see weights/DATA_CARD.md
CEILING = 0.95  # no evidence is certain
INFERRED_CEILING = 0.79
_CLEAR_TYPES = frozenset({"tool", "language", "certification", "licence"})


@dataclass(frozen=True, slots=True)
class Situation:
    """The features of one candidate."""

    kind: Kind
    support: Support
    case: Case
    type: str
    section: SectionLabel
    crowd: str  # hits on the line: 1, 2, 3+
    surface: str
    before: str
    after: str
    shape: str  # how the surface is written: upper, title, lower, mixed

    @classmethod
    def read(
        cls, skill: Skill, candidate: Candidate, form: NormalForm, text: str, section: SectionLabel, hits: int
    ) -> Self:
        """Look at a candidate's surroundings."""
        start, end = candidate.start + 1, candidate.end + 1
        before = form.sentences[max(start - 30, 0) : start].rsplit(b"\n", 1)[-1].split()
        after = form.sentences[end : end + 30].split(b"\n", 1)[0].split()
        return cls(
            kind=skill.kind,
            support=candidate.support,
            case=candidate.case,
            type=skill.type,
            section=section,
            crowd="3+" if hits > 2 else str(hits),
            surface=form.flat[start:end].decode("latin-1"),
            before=before[-1].decode("latin-1") if before else "",
            after=after[0].decode("latin-1") if after else "",
            shape=_shape(text[candidate.start : candidate.end]),
        )

    @property
    def is_clear_name(self) -> bool:
        """A named technology, certificate or licence that can't be read as anything else."""
        return self.support == Support.STATED and self.case != Case.AMBIGUOUS and self.type in _CLEAR_TYPES


def _shape(surface: str) -> str:
    if surface.islower():
        return "lower"
    if surface.isupper():
        return "upper"
    return "title" if surface[:1].isupper() else "mixed"


_SUPPORT_PRIOR = {Support.STATED: 0.6, Support.PARAPHRASED: 0.0, Support.INFERRED: -0.5}
_SECTION_PRIOR = {
    "requirements": 0.7,
    "nice_to_have": 0.7,
    "duties": 0.4,
    "other": 0.0,
    "about": -1.0,
    "benefits": -1.8,
    "boilerplate": -2.2,
}


@dataclass(frozen=True)
class Scorer:
    """The fitted numbers."""

    weights: dict[str, float]
    version: str

    def confidence(self, situation: Situation) -> float:
        """The estimated share of such evidence that a careful annotator would mark."""
        score = _SUPPORT_PRIOR[situation.support] + _SECTION_PRIOR[situation.section]
        if situation.case == Case.AMBIGUOUS:
            score -= 0.5
        ceiling = INFERRED_CEILING if situation.support == Support.INFERRED else CEILING
        return min(1 / (1 + math.exp(-score)), ceiling)

    def keeps(self, situation: Situation, confidence: float) -> bool:
        """Whether the evidence becomes a row; clear names always do."""
        return confidence >= KEEP_FROM or situation.is_clear_name


@cache
def scorer() -> Scorer:
    """The shipped numbers."""
    content = b"{}"
    return Scorer(json.loads(content), sha256(content).hexdigest()[:12])
