"""Fits the weights and the calibration of `scoring` to labelled postings: `python -m assets.skills.train FILE...`.

Reads JSON Lines of `{"id", "text", "spans": [{"start", "end", "label" | "kind"}]}`. Never stores a text: a weight
belongs to a word, a skill or a section. The same files give the same bytes.
"""

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from assets.skills.extraction import read_candidates
from assets.skills.lexicon import Lexicon, lexicon
from assets.skills.matching import Candidate
from assets.skills.scoring import CEILING, WEIGHTS_FILE, Calibration, Situation, make_scorer
from assets.skills.vocabulary import Kind, Support
from assets.text.sections import find_sections

FOLDS = 5
_EPOCHS = 12
_RATE = 0.3
_DECAY = 2e-3
_SEEN = 3  # a feature of fewer examples says nothing
_STEP = 25  # examples a step of the staircase needs
KEEP_FROM: dict[Kind, float] = {"hard": 0.4, "soft": 0.45}


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of a text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class LabelledPosting:
    """A posting with everything an annotator marked."""

    posting_id: str
    text: str
    spans: tuple[Span, ...]

    @property
    def fold(self) -> int:
        """Which fifth it belongs to, by its id alone."""
        return crc32(self.posting_id.encode()) % FOLDS


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate of a labelled posting."""

    posting: LabelledPosting
    candidate: Candidate
    situation: Situation
    is_right: bool


def read_postings(paths: Iterable[Path]) -> list[LabelledPosting]:
    """Read labelled postings.

    Raises:
        ValueError: A line is not in the format; names file and line.
    """
    postings = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                entry: dict[str, Any] = json.loads(line)
                spans = tuple(Span(s["start"], s["end"], s.get("label") or s["kind"]) for s in entry["spans"])
                postings.append(LabelledPosting(str(entry["id"]), entry["text"], spans))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path.name}, line {number}: expected id, text and spans: {error!r}") from error
    return postings


def examples_of(lexicon: Lexicon, postings: Iterable[LabelledPosting]) -> list[Example]:
    """Every candidate of every posting, and whether an annotator marked what it found."""
    found = []
    for posting in postings:
        for candidate, situation in read_candidates(lexicon, posting.text, find_sections(posting.text)):
            share = 0.9 if candidate.support == Support.STATED else 0.5
            is_right = any(confirms(s, candidate.start, candidate.end, situation.kind, share) for s in posting.spans)
            found.append(Example(posting, candidate, situation, is_right))
    return found


def confirms(span: Span, start: int, end: int, kind: str, share: float = 0.5) -> bool:
    """Whether a marked span says that the evidence `[start, end)` is a skill of this kind.

    Labels `hard` and `soft` must be the same kind. SkillSpan has `knowledge` and `skill`, which is any competence:
    there a soft skill is right on either, a hard one on knowledge or as this `share` of a competence.
    """
    shared = min(span.end, end) - max(span.start, start)
    if shared <= 0:
        return False
    if span.label in ("hard", "soft"):
        return span.label == kind
    return kind == "soft" or span.label == "knowledge" or shared >= share * (span.end - span.start)


def fit_weights(examples: Sequence[Example]) -> dict[str, float]:
    """Logistic regression by stochastic gradient steps of adapting size, in the order given."""
    keys = [example.situation.features() for example in examples]
    seen = Counter(feature for features in keys for feature in features)
    weights = {feature: 0.0 for feature, count in seen.items() if count >= _SEEN}
    squares = dict.fromkeys(weights, 1.0)
    rows = [
        (tuple(f for f in features if f in weights), float(example.is_right))
        for features, example in zip(keys, examples, strict=True)
    ]
    for _ in range(_EPOCHS):
        for features, target in rows:
            error = 1 / (1 + math.exp(-sum(weights[f] for f in features))) - target
            for feature in features:
                gradient = error + _DECAY * weights[feature]
                squares[feature] += gradient * gradient
                weights[feature] -= _RATE * gradient / math.sqrt(squares[feature])
    return {feature: round(weight, 3) for feature, weight in sorted(weights.items()) if abs(weight) >= 0.02}


def staircase(scored: Sequence[tuple[float, bool]]) -> Calibration:
    """Isotonic regression of right on score, each step smoothed as `(right + 2) / (n + 5)`."""
    ordered = sorted(scored)
    steps: list[tuple[float, int, int]] = []  # lowest score, right, n
    for place in range(0, len(ordered), _STEP):
        block = ordered[place : place + _STEP]
        steps.append((block[0][0], sum(right for _, right in block), len(block)))
        while len(steps) > 1 and steps[-2][1] * steps[-1][2] >= steps[-1][1] * steps[-2][2]:
            _, right, count = steps.pop()
            low, more, n = steps.pop()
            steps.append((low, right + more, count + n))
    values = [min((right + 2) / (count + 5), CEILING) for _, right, count in steps]
    for index in range(1, len(values)):
        values[index] = max(values[index], values[index - 1])
    return Calibration(tuple(round(low, 3) for low, _, _ in steps), tuple(round(value, 3) for value in values))


def held_out(examples: Sequence[Example]) -> list[tuple[Example, float]]:
    """Each example with the score of a model that saw no part of its posting's fifth."""
    scored = []
    for fold in range(FOLDS):
        weights = fit_weights([example for example in examples if example.posting.fold != fold])
        model = make_scorer(weights, {}, {}, "")
        scored += [(e, model.score(e.situation)) for e in examples if e.posting.fold == fold]
    return scored


def calibrate(scored: Sequence[tuple[Example, float]]) -> dict[Kind, Calibration]:
    """One staircase per kind."""
    by_kind: defaultdict[Kind, list[tuple[float, bool]]] = defaultdict(list)
    for example, score in scored:
        by_kind[example.situation.kind].append((score, example.is_right))
    return {kind: staircase(by_kind[kind]) for kind in sorted(by_kind)}


def train(postings: Sequence[LabelledPosting]) -> dict[str, Any]:
    """The document that `scoring` reads: weights fitted to all postings, staircases to held-out scores."""
    examples = examples_of(lexicon(), postings)
    calibrations = calibrate(held_out(examples))
    return {
        "postings": len(postings),
        "examples": {kind: sum(e.situation.kind == kind for e in examples) for kind in ("hard", "soft")},
        "keep_from": KEEP_FROM,
        "calibration": {kind: list(zip(c.scores, c.values, strict=True)) for kind, c in calibrations.items()},
        "weights": fit_weights(examples),
    }


def main(arguments: Sequence[str]) -> int:
    """Train on the files named and replace the shipped weights."""
    if not arguments:
        sys.stderr.write("usage: python -m assets.skills.train LABELLED.jsonl...\n")
        return 2
    document = train(read_postings(Path(argument) for argument in arguments))
    text = json.dumps(document, ensure_ascii=False, indent=0, sort_keys=True)
    WEIGHTS_FILE.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(document['weights'])} weights, {len(text) // 1000} kB, {document['examples']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
