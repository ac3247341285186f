"""How good the extractor is: `python -m assets.skills.quality` prints one report and exits 1 where a figure fell.

Every labelled posting taught the shipped weights something, so what the shipped extractor finds in it only shows that
nothing broke. Where all labelled texts are at hand each posting is read by a model, and a calibration, that saw no part
of its fifth: these figures say how good the extractor is.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import get_args

from assets.skills.extraction import extractor_version
from assets.skills.finding.lexicon import lexicon
from assets.skills.judging.evidence import COMPANION_FROM, find_evidence
from assets.skills.judging.scoring import Scorer, scorer
from assets.skills.quality import gaps
from assets.skills.quality.gold import FOLDS, LabelledPosting, read_postings
from assets.skills.quality.measures import (
    Prediction,
    Predictions,
    Score,
    reliability,
    reliability_by_section,
    row_score,
    section_score,
    set_score,
    span_score,
    support_score,
)
from assets.skills.quality.report_text import Figures, fallen, reliability_svg, sections_text, text_of
from assets.skills.quality.train import (
    KEEP_FROM,
    KEEP_INFERRED_FROM,
    Example,
    calibrate,
    examples_of,
    fit_weights,
    held_out,
)
from assets.skills.sentences.sentence_reader import doubt
from assets.skills.taxonomy.files import home
from assets.text.sections import SectionLabel, find_sections

_ROOT = Path(__file__).resolve().parents[3]
GOLD = _ROOT / "tests" / "gold"
ACCEPTED = GOLD / "accepted.json"
_DATA = _ROOT / ".." / "shared" / "data"
_STEADY_ROWS = 50
_SUPPORTS = ("stated", "paraphrased", "inferred")


@dataclass(frozen=True)
class Measured:
    """A set of labelled postings with what was given out for them."""

    name: str
    postings: Sequence[LabelledPosting]
    predictions: Predictions


def read_by_extractor(postings: Iterable[LabelledPosting]) -> Predictions:
    """Every piece of evidence that the shipped extractor gives out for skills that are asked for."""
    words = lexicon()
    found: Predictions = {}
    for posting in postings:
        kept = find_evidence(words, scorer(), posting.text, find_sections(posting.text))
        found[posting.posting_id] = _of_rows(
            Prediction(c.start, c.end, skill.kind, c.support.name.lower(), confidence, skill.name, line[2], is_asked)
            for c, confidence, line, is_asked, is_field in kept
            if not (is_field and posting.has_kinds)
            for skill in (words.skills[c.skill],)
        )
    return found


def _of_rows(mentions: Iterable[Prediction]) -> list[Prediction]:
    """The mentions of skills that one of them asks for."""
    listed = list(mentions)
    asked_for = {mention.skill for mention in listed if mention.is_asked_for}
    return [mention for mention in listed if mention.skill in asked_for]


def read_held_out(postings: Sequence[LabelledPosting]) -> Predictions:
    """What each posting would get from a model, and a calibration, that saw no part of its fifth."""
    examples = examples_of(lexicon(), postings)
    scored = held_out(examples)
    found: Predictions = {posting.posting_id: [] for posting in postings}
    for fold in range(FOLDS):
        steps = calibrate([(example, score) for example, score in scored if example.posting.fold != fold])
        weights = fit_weights([example for example in examples if example.posting.fold != fold])
        model = Scorer(weights, steps, KEEP_FROM, KEEP_INFERRED_FROM, "")
        for posting_id, own in groupby((e for e in examples if e.posting.fold == fold), lambda e: e.posting.posting_id):
            found[posting_id] = _kept_by(model, list(own))
    for posting in (posting for posting in postings if not posting.has_kinds):  # gold with kinds leaves degrees out
        found[posting.posting_id] += _fields_of(posting)
    return found


def _fields_of(posting: LabelledPosting) -> list[Prediction]:
    """The fields of study, which no model judges."""
    kept = find_evidence(lexicon(), scorer(), posting.text, find_sections(posting.text))
    return [Prediction(c.start, c.end, "hard", "stated", said) for c, said, _, _, is_field in kept if is_field]


def _kept_by(model: Scorer, examples: Sequence[Example]) -> list[Prediction]:
    """What a model keeps of the candidates of one posting, companions included: see `judging.evidence`."""
    kept: list[Prediction] = []
    weak: list[Prediction] = []
    for example in examples:
        confidence = model.confidence(example.situation)
        is_kept = model.keeps(example.situation, confidence)
        (kept if is_kept else weak).append(_prediction(example, confidence))
    return _of_rows([*kept, *_companions(kept, weak)])


def _companions(kept: Sequence[Prediction], weak: Sequence[Prediction]) -> Iterator[Prediction]:
    asked_for = {mention.skill for mention in kept if mention.is_asked_for}
    return (mention for mention in weak if mention.skill in asked_for and mention.confidence >= COMPANION_FROM)


def _prediction(example: Example, confidence: float) -> Prediction:
    at, situation = example.candidate, example.situation
    is_asked_for = not situation.is_of_others and confidence >= doubt(situation.section, situation.setting.cues)
    said = (at.support.name.lower(), confidence, situation.skill.name, situation.section, is_asked_for)
    return Prediction(at.start, at.end, situation.kind, *said)


def figures_of(measured: Measured) -> Figures:
    """All figures on gold labelled `hard` and `soft`."""
    figures: Figures = {}
    for kind in ("hard", "soft"):
        labels = frozenset({kind})
        for name, is_strict in (("relaxed", False), ("strict", True)):
            figures[f"{kind} {name}"] = span_score(
                measured.postings, measured.predictions, kind, labels, strict=is_strict
            )
        figures[f"{kind} set"] = set_score(measured.postings, measured.predictions, kind, labels)
        figures[f"{kind} rows"] = row_score(measured.postings, measured.predictions, kind)
        for support in _SUPPORTS:
            figures[f"{kind} {support}"] = support_score(measured.postings, measured.predictions, kind, support)
    for kind in ("hard", "soft"):
        for section in get_args(SectionLabel):
            found = section_score(measured.postings, measured.predictions, kind, section)
            if found.predicted:
                figures[f"{kind} in section {section}"] = found
    for category in sorted({posting.category for posting in measured.postings if posting.category}):
        chosen = [posting for posting in measured.postings if posting.category == category]
        for kind in ("hard", "soft"):
            figures[f"{kind} in {category}"] = span_score(
                chosen, measured.predictions, kind, frozenset({kind}), strict=False
            )
    return figures


def knowledge_figures(measured: Measured) -> Figures:
    """The field's figures on SkillSpan: hard skills against `knowledge` spans."""
    labels, found = frozenset({"knowledge"}), (measured.postings, measured.predictions)
    return {
        "knowledge relaxed": span_score(*found, "hard", labels, strict=False),
        "knowledge strict": span_score(*found, "hard", labels, strict=True),
        "knowledge set": set_score(*found, "hard", labels),
    }


def is_steady(name: str, found: Score) -> bool:
    """Whether a figure rests on enough rows to be held to two points; categories never do."""
    return found.predicted >= _STEADY_ROWS and " in " not in name


def measure(gold: Path, data: Path) -> Iterator[tuple[Measured, Figures]]:
    """Each set that can be read here, with its figures."""
    sample = read_postings([gold / "sample_postings.jsonl"])
    measured = Measured("sample postings as shipped", sample, read_by_extractor(sample))
    yield measured, figures_of(measured)
    public = sorted((data / "skills").glob("skillspan_*_train.jsonl"))
    if not public or not (data / "jsearch").is_dir():
        return
    real = read_postings([gold / "real_texts.jsonl"], data / "jsearch")
    tagged = read_postings(public)
    predictions = read_held_out([*tagged, *real, *sample])
    for name, postings in (("sample postings, held out", sample), ("real texts, held out", real)):
        measured = Measured(name, postings, predictions)
        yield measured, figures_of(measured)
    measured = Measured("SkillSpan train, held out", tagged, predictions)
    yield measured, knowledge_figures(measured)


def main(arguments: Sequence[str]) -> int:
    """Print the report; 1 if a figure fell by more than two points below the accepted one."""
    parser = argparse.ArgumentParser(prog="python -m assets.skills.quality", description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of the labelled postings")
    parser.add_argument("--data", type=Path, default=_DATA, help="folder of real texts, if there is one")
    parser.add_argument("--accept", action="store_true", help="make these the accepted figures")
    asked = parser.parse_args(arguments)
    accepted: dict[str, dict[str, float]] = json.loads(ACCEPTED.read_text()) if ACCEPTED.exists() else {}
    sys.stdout.write(f"extractor {extractor_version()}\n")
    drops = []
    for measured, figures in measure(asked.gold, asked.data):
        tables = {kind: reliability(measured.postings, measured.predictions, kind) for kind in ("hard", "soft")}
        if "SkillSpan" in measured.name:
            tables = {}
        picture = home() / "quality" / f"reliability_{measured.name.split(',')[0].replace(' ', '_')}.svg"
        if tables:
            picture.parent.mkdir(parents=True, exist_ok=True)
            picture.write_text(reliability_svg(measured.name, tables), encoding="utf-8")
        sys.stdout.write(text_of(measured.name, len(measured.postings), figures, tables, picture))
        if tables:
            for kind in tables:
                errors = reliability_by_section(measured.postings, measured.predictions, kind)
                sys.stdout.write(sections_text(kind, errors))
            sys.stdout.write(gaps.lines_of(measured.postings, measured.predictions))
        drops += fallen(measured.name, figures, tables, accepted.get(measured.name, {}))
        ece = {f"{kind} ece": error for kind, (error, _) in tables.items()}
        if asked.accept:
            steady = {name: score.f1 for name, score in figures.items() if is_steady(name, score)}
            accepted[measured.name] = steady | ece
    if asked.accept:
        ACCEPTED.write_text(json.dumps(accepted, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return 0
    sys.stdout.write("\n".join(drops or ["no figure fell by more than two points"]) + "\n")
    return 1 if drops else 0
