"""Fits the weights and the calibration of `scoring` to labelled postings.

`python -m assets.skills.quality.train FILE...` reads what `gold` reads. Never stores a text: a weight belongs to a
word, a skill or a section. The same files give the same bytes.
"""

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from assets.skills.finding.candidates import Candidate
from assets.skills.finding.lexicon import Lexicon, lexicon
from assets.skills.judging.evidence import read_candidates
from assets.skills.judging.features import Situation
from assets.skills.judging.scoring import CEILING, WEIGHTS_FILE, Calibration, Group, Scorer, group_name
from assets.skills.quality.gold import FOLDS, LabelledPosting, is_right, read_postings
from assets.skills.taxonomy.vocabulary import Kind, Support
from assets.text.sections import find_sections

_EPOCHS = 10
_RATE = 0.1
_DECAY = 1e-3
_SEEN = 3  # a feature of fewer examples says nothing
_STEP = 40  # examples a step of the staircase needs
_PRIOR = 5
_ENOUGH = 200  # examples for a staircase of their own
# By kind and length of text. A note names little, and what it names is meant: 0.3 there also finds traits of notes of
# trades that no gold holds. In long texts, held out on 254 real postings, rows of hard skills are right in 0.88 from
# 0.6 on (0.86 from 0.5 on, two marked places in a hundred more); soft ones in 0.82 from 0.47 on.
KEEP_FROM: dict[Group, float] = {
    ("hard", False): 0.6,
    ("hard", True): 0.35,
    ("soft", False): 0.47,
    ("soft", True): 0.3,
}
# Few cues are held out often enough to rise higher; shown with the confidence they have.
KEEP_INFERRED_FROM: dict[Kind, float] = {"hard": 0.3, "soft": 0.45}


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate of a labelled posting."""

    posting: LabelledPosting
    candidate: Candidate
    situation: Situation
    is_right: bool


def examples_of(lexicon: Lexicon, postings: Iterable[LabelledPosting]) -> list[Example]:
    """Every candidate of every posting, and whether an annotator marked what it found."""
    found = []
    for posting in postings:
        for candidate, situation in read_candidates(lexicon, posting.text, find_sections(posting.text)):
            share = 0.9 if candidate.support == Support.STATED else 0.5
            marked = is_right(posting, candidate.start, candidate.end, situation.kind, share)
            found.append(Example(posting, candidate, situation, marked))
    return found


def fit_weights(examples: Sequence[Example]) -> dict[str, float]:
    """Logistic regression by stochastic gradient steps of adapting size; the order hangs on the postings' ids alone."""
    keys = [example.situation.features() for example in examples]
    seen = Counter(feature for features in keys for feature in features)
    known = sorted(feature for feature, count in seen.items() if count >= _SEEN)
    numbers = {feature: number for number, feature in enumerate(known)}
    rows = [
        (tuple(numbers[f] for f in features if f in numbers), float(example.is_right), example.posting.posting_id)
        for features, example in zip(keys, examples, strict=True)
    ]
    rows.sort(key=lambda row: crc32(row[2].encode()))  # sets of postings one after the other: the last would weigh most
    weights, squares = [0.0] * len(known), [1.0] * len(known)
    for _ in range(_EPOCHS):
        for features, target, _ in rows:
            error = 1 / (1 + math.exp(-sum([weights[n] for n in features]))) - target
            for n in features:
                gradient = error + _DECAY * weights[n]
                squares[n] += gradient * gradient
                weights[n] -= _RATE * gradient / math.sqrt(squares[n])
    fitted = {feature: round(weight, 3) for feature, weight in zip(known, weights, strict=True)}
    return {feature: weight for feature, weight in fitted.items() if abs(weight) >= 0.02}


def staircase(scored: Sequence[tuple[float, bool]]) -> Calibration:
    """Isotonic regression of right on score; each step is smoothed by `_PRIOR` examples of the average frequency."""
    ordered = sorted(scored)
    usual = _PRIOR * sum(right for _, right in ordered) / max(len(ordered), 1)
    steps: list[tuple[float, int, int]] = []  # lowest score, right, n
    for place in range(0, len(ordered), _STEP):
        block = ordered[place : place + _STEP]
        steps.append((block[0][0], sum(right for _, right in block), len(block)))
        while len(steps) > 1 and steps[-2][1] * steps[-1][2] >= steps[-1][1] * steps[-2][2]:
            _, right, count = steps.pop()
            low, more, n = steps.pop()
            steps.append((low, right + more, count + n))
    values = [min((right + usual) / (count + _PRIOR), CEILING) for _, right, count in steps]
    for index in range(1, len(values)):
        values[index] = max(values[index], values[index - 1])
    return Calibration(tuple(round(low, 3) for low, _, _ in steps), tuple(round(value, 3) for value in values))


def held_out(examples: Sequence[Example]) -> list[tuple[Example, float]]:
    """Each example with the score of a model that saw no part of its posting's fifth."""
    scored = []
    for fold in range(FOLDS):
        weights = fit_weights([example for example in examples if example.posting.fold != fold])
        model = Scorer(weights, {}, {}, {}, "")
        scored += [(e, model.score(e.situation)) for e in examples if e.posting.fold == fold]
    return scored


def calibrate(scored: Sequence[tuple[Example, float]]) -> dict[Group, Calibration]:
    """A staircase per kind and length of text, from gold that has kinds: only there a row is right only as its kind.

    Few examples are counted together with those of the other length.
    """
    with_kinds = [(example, score) for example, score in scored if example.posting.has_kinds]
    groups: defaultdict[Group, list[tuple[float, bool]]] = defaultdict(list)
    for example, score in with_kinds or scored:
        groups[example.situation.kind, example.situation.setting.is_note].append((score, example.is_right))
    found = {}
    for kind, is_note in sorted({(kind, is_note) for kind, _ in groups for is_note in (False, True)}):
        own, other = groups[kind, is_note], groups[kind, not is_note]
        found[kind, is_note] = staircase(own if len(own) >= _ENOUGH else own + other)
    return found


def train(postings: Sequence[LabelledPosting]) -> dict[str, Any]:
    """The document that `scoring` reads: weights fitted to all postings, staircases to held-out scores."""
    examples = examples_of(lexicon(), postings)
    calibrations = calibrate(held_out(examples))
    return {
        "postings": len(postings),
        "examples": {kind: sum(e.situation.kind == kind for e in examples) for kind in ("hard", "soft")},
        "keep_from": {group_name(group): lowest for group, lowest in KEEP_FROM.items()},
        "keep_inferred_from": KEEP_INFERRED_FROM,
        "calibration": {
            group_name(group): list(zip(steps.scores, steps.values, strict=True))
            for group, steps in calibrations.items()
        },
        "weights": fit_weights(examples),
    }


def main(arguments: Sequence[str]) -> int:
    """Train on the files named and replace the shipped weights."""
    parser = argparse.ArgumentParser(prog="python -m assets.skills.quality.train", description=__doc__)
    parser.add_argument("--texts", type=Path, help="folder of the texts of files that hold ids and offsets only")
    parser.add_argument("labelled", type=Path, nargs="+")
    asked = parser.parse_args(arguments)
    document = train(read_postings(asked.labelled, asked.texts))
    text = json.dumps(document, ensure_ascii=False, indent=0, sort_keys=True)
    WEIGHTS_FILE.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(document['weights'])} weights, {len(text) // 1000} kB, {document['examples']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
