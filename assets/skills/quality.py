"""How good the extractor is on labelled postings: `python -m assets.skills.quality LABELLED.jsonl`.

Says nothing about where it must not fall; thresholds belong to whoever runs it.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assets.skills.extraction import extract_skills, extractor_version, find_evidence
from assets.skills.lexicon import lexicon
from assets.skills.scoring import make_scorer, scorer
from assets.skills.train import (
    FOLDS,
    KEEP_FROM,
    LabelledPosting,
    calibrate,
    confirms,
    examples_of,
    fit_weights,
    held_out,
    read_postings,
)
from assets.text.sections import find_sections

_BINS = 10


@dataclass(frozen=True, slots=True)
class Prediction:
    """A piece of evidence given out for a posting."""

    start: int
    end: int
    kind: str
    support: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, with the counts behind them."""

    precision: float
    recall: float
    f1: float
    predicted: int
    marked: int


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Rows of similar confidence: what was said and what was true."""

    low: float
    rows: int
    said: float
    true: float


Predictions = dict[str, list[Prediction]]  # posting id -> evidence


def score(right: int, predicted: int, found: int, marked: int) -> Score:
    """A score from counts; 0 where nothing was predicted or marked."""
    precision = right / predicted if predicted else 0.0
    recall = found / marked if marked else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(round(precision, 4), round(recall, 4), round(f1, 4), predicted, marked)


def span_score(
    postings: Iterable[LabelledPosting], predictions: Predictions, kind: str, labels: frozenset[str], *, strict: bool
) -> Score:
    """Micro scores over spans: equal offsets (strict) or any overlap (relaxed), counted once per distinct span."""
    right = predicted = found = marked = 0
    for posting in postings:
        gold = {(span.start, span.end) for span in posting.spans if span.label in labels}
        ours = {(p.start, p.end) for p in predictions.get(posting.posting_id, ()) if p.kind == kind}
        marked += len(gold)
        predicted += len(ours)
        if strict:
            right += len(gold & ours)
            found += len(gold & ours)
        else:
            right += sum(any(a < end and start < b for a, b in gold) for start, end in ours)
            found += sum(any(a < end and start < b for start, end in ours) for a, b in gold)
    return score(right, predicted, found, marked)


def set_score(
    postings: Iterable[LabelledPosting], predictions: Predictions, kind: str, labels: frozenset[str]
) -> Score:
    """Scores over the set of distinct normalised surfaces per posting, where one containing the other counts."""
    right = predicted = found = marked = 0
    for posting in postings:
        gold = {_surface(posting.text[s.start : s.end]) for s in posting.spans if s.label in labels}
        rows = [p for p in predictions.get(posting.posting_id, ()) if p.kind == kind]
        ours = {_surface(posting.text[p.start : p.end]) for p in rows}
        marked += len(gold)
        predicted += len(ours)
        right += sum(any(_contains(mine, theirs) for theirs in gold) for mine in ours)
        found += sum(any(_contains(mine, theirs) for mine in ours) for theirs in gold)
    return score(right, predicted, found, marked)


def _surface(text: str) -> str:
    return " ".join("".join(c if c.isalnum() or c in "+#." else " " for c in text.lower()).split())


def _contains(one: str, other: str) -> bool:
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def reliability(rows: Iterable[tuple[float, bool]]) -> tuple[float, list[ReliabilityBin]]:
    """Expected calibration error over ten equal bins, and the bins that hold rows."""
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, is_right in rows:
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, is_right))
    total = sum(map(len, bins.values()))
    table = [
        ReliabilityBin(
            low=number / _BINS,
            rows=len(found),
            said=round(sum(confidence for confidence, _ in found) / len(found), 4),
            true=round(sum(is_right for _, is_right in found) / len(found), 4),
        )
        for number, found in sorted(bins.items())
    ]
    error = sum(entry.rows * abs(entry.said - entry.true) for entry in table) / total if total else 0.0
    return round(error, 4), table


def predict(postings: Iterable[LabelledPosting], *, per_skill: bool) -> Predictions:
    """What the extractor gives: every kept piece of evidence, or the best of each skill, as its rows show."""
    return {posting.posting_id: _rows(posting.text) if per_skill else _mentions(posting.text) for posting in postings}


def _rows(text: str) -> list[Prediction]:
    return [Prediction(h.start, h.end, h.kind, h.support, h.confidence) for h in extract_skills("", text)]


def _mentions(text: str) -> list[Prediction]:
    words = lexicon()
    _, found = find_evidence(words, scorer(), text, find_sections(text))
    return [
        Prediction(c.start, c.end, words.skills[c.skill].kind, c.support.name.lower(), confidence)
        for c, confidence, _ in found
    ]


def report(postings: Sequence[LabelledPosting]) -> dict[str, Any]:
    """All figures on gold labelled `hard` and `soft`: spans per kind and support class, sets, calibration."""
    mentions, rows = predict(postings, per_skill=False), predict(postings, per_skill=True)
    figures: dict[str, Any] = {"extractor_version": extractor_version(), "postings": len(postings)}
    for kind in ("hard", "soft"):
        labels = frozenset({kind})
        figures[kind] = {
            "relaxed": asdict(span_score(postings, mentions, kind, labels, strict=False)),
            "strict": asdict(span_score(postings, mentions, kind, labels, strict=True)),
            "set": asdict(set_score(postings, rows, kind, labels)),
            "precision_by_support": _by_support(postings, mentions, kind),
        }
    judged = list(_judged(postings, rows, lambda _: True))
    error, table = reliability(judged)
    figures["calibration"] = {"ece": error, "bins": [asdict(entry) for entry in table]}
    return figures


def _judged(
    postings: Iterable[LabelledPosting], predictions: Predictions, chosen: Callable[[Prediction], bool]
) -> Iterable[tuple[float, bool]]:
    for posting in postings:
        for row in filter(chosen, predictions.get(posting.posting_id, ())):
            yield row.confidence, any(confirms(span, row.start, row.end, row.kind) for span in posting.spans)


def _by_support(postings: Sequence[LabelledPosting], predictions: Predictions, kind: str) -> dict[str, Any]:
    figures = {}
    for support in ("stated", "paraphrased", "inferred"):
        judged = list(_judged(postings, predictions, lambda p, s=support: p.kind == kind and p.support == s))  # type: ignore[misc]
        right = sum(is_right for _, is_right in judged)
        figures[support] = {"precision": round(right / len(judged), 4) if judged else None, "predicted": len(judged)}
    return figures


def cross_validate(postings: Sequence[LabelledPosting]) -> dict[str, Any]:
    """Figures on SkillSpan, each posting scored by a model and a calibration that saw no part of its fifth."""
    examples = examples_of(lexicon(), postings)
    predictions: Predictions = {posting.posting_id: [] for posting in postings}
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        rest = [example for example in examples if example.posting.fold != fold]
        model = make_scorer(fit_weights(rest), calibrate(held_out(rest)), KEEP_FROM, "")
        for example in (e for e in examples if e.posting.fold == fold):
            confidence = model.confidence(example.situation)
            if model.keeps(example.situation, confidence):
                at, kind = example.candidate, example.situation.kind
                row = Prediction(at.start, at.end, kind, at.support.name.lower(), confidence)
                predictions[example.posting.posting_id].append(row)
                judged.append((confidence, example.is_right))
    labels = frozenset({"knowledge"})
    error, table = reliability(judged)
    return {
        "knowledge_relaxed": asdict(span_score(postings, predictions, "hard", labels, strict=False)),
        "knowledge_strict": asdict(span_score(postings, predictions, "hard", labels, strict=True)),
        "knowledge_set": asdict(set_score(postings, predictions, "hard", labels)),
        "calibration": {"ece": error, "bins": [asdict(entry) for entry in table]},
    }


def main(arguments: Sequence[str]) -> int:
    """Print the figures for labelled files as JSON; with `--cross-validate`, held out, for SkillSpan's labels."""
    paths = [Path(argument) for argument in arguments if argument != "--cross-validate"]
    if not paths:
        sys.stderr.write("usage: python -m assets.skills.quality [--cross-validate] LABELLED.jsonl...\n")
        return 2
    postings = read_postings(paths)
    figures = cross_validate(postings) if "--cross-validate" in arguments else report(postings)
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
