"""Precision, recall, F1 and calibration of predicted skill spans against labelled ones. Values in, numbers out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assets.skills.quality.gold import LabelledPosting, is_right

_BINS = 10


@dataclass(frozen=True, slots=True)
class Prediction:
    """A piece of evidence given out for a posting, whose own place asks for the skill or only another of its row."""

    start: int
    end: int
    kind: str
    support: str
    confidence: float
    skill: str = ""
    section: str = ""
    is_asked_for: bool = True


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
Reliability = tuple[float, list[ReliabilityBin]]  # expected calibration error, bins that hold rows


def _asking(predictions: Predictions, posting: LabelledPosting, kind: str) -> list[Prediction]:
    """What is given out of a kind at places that ask for it."""
    return [p for p in predictions.get(posting.posting_id, ()) if p.kind == kind and p.is_asked_for]


def score(right: int, predicted: int, found: int, marked: int) -> Score:
    """A score from counts; 0 where nothing was predicted or marked."""
    precision = right / predicted if predicted else 0.0
    recall = found / marked if marked else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(round(precision, 4), round(recall, 4), round(f1, 4), predicted, marked)


def span_score(
    postings: Iterable[LabelledPosting], predictions: Predictions, kind: str, labels: frozenset[str], *, strict: bool
) -> Score:
    """Micro scores over distinct spans: equal offsets (strict) or any overlap (relaxed).

    Relaxed, a further mention of words that are marked elsewhere in the posting is right, too: see `gold.is_right`.
    """
    right = predicted = found = marked = 0
    for posting in postings:
        gold = {(span.start, span.end) for span in posting.spans if span.label in labels}
        ours = {(p.start, p.end) for p in _asking(predictions, posting, kind)}
        marked += len(gold)
        predicted += len(ours)
        if strict:
            right += len(gold & ours)
            found += len(gold & ours)
            continue
        by_words = kind in labels
        for start, end in ours:
            overlaps = any(a < end and start < b for a, b in gold)
            right += overlaps or (by_words and is_right(posting, start, end, kind))
        found += sum(any(a < end and start < b for start, end in ours) for a, b in gold)
    return score(right, predicted, found, marked)


def row_score(postings: Iterable[LabelledPosting], predictions: Predictions, kind: str) -> Score:
    """Scores of what readers see, one row per skill of a posting.

    A row is right where one of its mentions is: annotators marked the one or two best mentions of a skill, so that
    another wording of the same skill elsewhere in the posting is no error. Recall is that of spans, by overlap with
    any mention of a row, those that do not ask for it themselves included.
    """
    right = predicted = found = marked = 0
    for posting in postings:
        rows: defaultdict[str, bool] = defaultdict(bool)
        mine = [p for p in predictions.get(posting.posting_id, ()) if p.kind == kind]
        for p in _asking(predictions, posting, kind):
            rows[p.skill] |= is_right(posting, p.start, p.end, kind)
        gold = {(s.start, s.end) for s in posting.spans if s.label == kind}
        predicted += len(rows)
        right += sum(rows.values())
        marked += len(gold)
        found += sum(any(a < p.end and p.start < b for p in mine) for a, b in gold)
    return score(right, predicted, found, marked)


def section_score(postings: Iterable[LabelledPosting], predictions: Predictions, kind: str, section: str) -> Score:
    """Precision of what was given out in sections of a label; recall has no meaning there."""
    found = [
        is_right(posting, p.start, p.end, kind)
        for posting in postings
        for p in _asking(predictions, posting, kind)
        if p.section == section
    ]
    return score(sum(found), len(found), 0, 0)


def support_score(postings: Iterable[LabelledPosting], predictions: Predictions, kind: str, support: str) -> Score:
    """Precision of our rows of a support class, recall of the spans that annotators gave that class; by overlap."""
    right = predicted = found = marked = 0
    for posting in postings:
        rows = _asking(predictions, posting, kind)
        mine = {(p.start, p.end) for p in rows if p.support == support}
        gold = {(s.start, s.end) for s in posting.spans if s.label == kind and s.support == support}
        predicted += len(mine)
        marked += len(gold)
        right += sum(is_right(posting, start, end, kind) for start, end in mine)
        found += sum(any(a < p.end and p.start < b for p in rows) for a, b in gold)
    return score(right, predicted, found, marked)


def set_score(
    postings: Iterable[LabelledPosting], predictions: Predictions, kind: str, labels: frozenset[str]
) -> Score:
    """Scores over the set of distinct normalised surfaces per posting, where one containing the other counts."""
    right = predicted = found = marked = 0
    for posting in postings:
        gold = {_surface(posting.text[s.start : s.end]) for s in posting.spans if s.label in labels}
        rows = _asking(predictions, posting, kind)
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


def reliability(postings: Iterable[LabelledPosting], predictions: Predictions, kind: str) -> Reliability:
    """How far the confidences of one kind are from the shares that are right."""
    return calibration_error(
        (row.confidence, is_right(posting, row.start, row.end, kind))
        for posting in postings
        for row in _asking(predictions, posting, kind)
    )


def reliability_by_section(
    postings: Iterable[LabelledPosting], predictions: Predictions, kind: str
) -> dict[str, tuple[float, int]]:
    """The calibration error of one kind and the number of rows, by the section that holds them."""
    rows: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for posting in postings:
        for row in _asking(predictions, posting, kind):
            rows[row.section].append((row.confidence, is_right(posting, row.start, row.end, kind)))
    return {section: (calibration_error(found)[0], len(found)) for section, found in sorted(rows.items())}


def calibration_error(rows: Iterable[tuple[float, bool]]) -> Reliability:
    """Expected calibration error over ten equal bins, and the bins that hold rows."""
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in rows:
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    total = sum(map(len, bins.values()))
    table = [
        ReliabilityBin(
            low=number / _BINS,
            rows=len(found),
            said=round(sum(confidence for confidence, _ in found) / len(found), 4),
            true=round(sum(right for _, right in found) / len(found), 4),
        )
        for number, found in sorted(bins.items())
    ]
    error = sum(entry.rows * abs(entry.said - entry.true) for entry in table) / total if total else 0.0
    return round(error, 4), table
