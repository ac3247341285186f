import json
from pathlib import Path

import pytest

from assets.skills.quality import Prediction, reliability, report, set_score, span_score
from assets.skills.train import LabelledPosting, Span, confirms, read_postings, staircase, train

TEXT = "Requirements\nPython and patience"
POSTING = LabelledPosting("p", TEXT, (Span(13, 19, "hard"), Span(24, 32, "soft")))
HARD = frozenset({"hard"})


def test_spans_are_scored_strictly_and_by_overlap() -> None:
    ours = {"p": [Prediction(13, 17, "hard", "stated", 0.9), Prediction(0, 5, "hard", "stated", 0.9)]}
    relaxed = span_score([POSTING], ours, "hard", HARD, strict=False)
    strict = span_score([POSTING], ours, "hard", HARD, strict=True)
    assert (relaxed.precision, relaxed.recall, relaxed.f1) == (0.5, 1.0, 0.6667)
    assert (strict.precision, strict.recall, strict.f1) == (0.0, 0.0, 0.0)


def test_sets_count_containment() -> None:
    ours = {"p": [Prediction(13, 23, "hard", "stated", 0.9)]}
    assert set_score([POSTING], ours, "hard", HARD).f1 == 1.0


def test_calibration_error_is_the_distance_between_said_and_true() -> None:
    error, bins = reliability([(0.9, True)] * 5 + [(0.9, False)] * 5)
    assert error == pytest.approx(0.4)
    assert [(entry.rows, entry.said, entry.true) for entry in bins] == [(10, 0.9, 0.5)]


def test_the_staircase_rises_and_never_says_certain() -> None:
    calibration = staircase([(score / 100, score % 10 < score // 10) for score in range(1000)])
    assert list(calibration.values) == sorted(calibration.values)
    assert calibration.values[-1] <= 0.95
    assert calibration.frequency(-99.0) == calibration.values[0]


def test_a_competence_confirms_a_hard_skill_only_as_a_whole() -> None:
    competence = Span(0, 40, "skill")
    assert confirms(competence, 30, 36, "soft")
    assert not confirms(competence, 30, 36, "hard")
    assert confirms(competence, 10, 36, "hard")
    assert not confirms(Span(0, 9, "soft"), 0, 9, "hard")


def test_training_twice_gives_the_same_numbers_and_no_sentence() -> None:
    document = train([POSTING] * 6)
    assert document == train([POSTING] * 6)
    assert "Python and" not in json.dumps(document)


def test_a_report_covers_both_kinds(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    spans = [{"start": 13, "end": 19, "skill": "Python", "kind": "hard"}]
    path.write_text(json.dumps({"id": 1, "text": TEXT, "spans": spans}), encoding="utf-8")
    figures = report(read_postings([path]))
    assert figures["hard"]["relaxed"]["f1"] == 1.0
    assert figures["soft"]["relaxed"]["marked"] == 0
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"gold\.jsonl, line 1"):
        read_postings([path])
