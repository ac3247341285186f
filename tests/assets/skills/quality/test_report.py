"""The figures of the quality report and the training behind them, on postings small enough to count by hand."""

import hashlib
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assets.skills.quality import report as quality
from assets.skills.quality.gold import LabelledPosting, Span, confirms, is_right, read_postings
from assets.skills.quality.measures import (
    Prediction,
    Score,
    calibration_error,
    reliability_by_section,
    row_score,
    set_score,
    span_score,
    support_score,
)
from assets.skills.quality.report import Measured, figures_of, main, read_by_extractor, read_held_out
from assets.skills.quality.report_text import fallen, reliability_svg, sections_text
from assets.skills.quality.train import staircase, train

TEXT = "Requirements\nPython and patience"
POSTING = LabelledPosting("p", TEXT, (Span(13, 19, "hard", "stated"), Span(24, 32, "soft", "stated")), "Sales")
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


def test_a_further_mention_of_marked_words_is_no_error_and_finds_nothing_new() -> None:
    twice = LabelledPosting("p", "Python, more python", (Span(0, 6, "hard", "stated"),))
    ours = {"p": [Prediction(13, 19, "hard", "stated", 0.9)]}
    found = span_score([twice], ours, "hard", HARD, strict=False)
    assert (found.precision, found.recall) == (1.0, 0.0)
    assert not is_right(twice, 13, 19, "soft")
    assert support_score([twice], ours, "hard", "stated").precision == 1.0


def test_a_row_is_right_where_one_of_its_mentions_is() -> None:
    posting = LabelledPosting("p", "Python, py and SQL", (Span(0, 6, "hard", "stated"),))
    ours = [Prediction(0, 6, "hard", "stated", 0.9, "Python"), Prediction(8, 10, "hard", "stated", 0.9, "Python")]
    ours.append(Prediction(15, 18, "hard", "stated", 0.9, "SQL"))
    found = row_score([posting], {"p": ours}, "hard")
    assert (found.precision, found.recall, found.predicted) == (0.5, 1.0, 2)
    assert span_score([posting], {"p": ours}, "hard", HARD, strict=False).precision == 0.3333


def test_postings_that_share_sentences_are_held_out_together() -> None:
    folds = {LabelledPosting(f"p{n}", "", (), group="Sales").fold for n in range(20)}
    assert len(folds) == 1
    assert len({LabelledPosting(f"p{n}", "", ()).fold for n in range(20)}) > 1


def test_notes_have_a_staircase_of_their_own_where_there_are_enough() -> None:
    long = "\n".join([TEXT, *["We look forward to hearing from you."] * 60])
    postings = [LabelledPosting(f"p{n}", TEXT, POSTING.spans) for n in range(220)]
    postings += [LabelledPosting(f"q{n}", long, POSTING.spans[1:]) for n in range(220)]
    steps = train(postings)["calibration"]
    assert steps["hard note"][-1][1] > 0.9
    assert steps["hard"][-1][1] < 0.1


def test_calibration_error_is_the_distance_between_said_and_true() -> None:
    error, bins = calibration_error([(0.9, True)] * 5 + [(0.9, False)] * 5)
    assert error == pytest.approx(0.4)
    assert [(entry.rows, entry.said, entry.true) for entry in bins] == [(10, 0.9, 0.5)]


def test_each_section_has_a_calibration_error_of_its_own() -> None:
    ours = [Prediction(13, 19, "hard", "stated", 0.9, section="requirements")]
    ours += [Prediction(0, 5, "hard", "stated", 0.8, section="about"), Prediction(24, 32, "soft", "stated", 0.9)]
    errors = reliability_by_section([POSTING], {"p": ours}, "hard")
    assert errors == {"about": (0.8, 1), "requirements": (pytest.approx(0.1), 1)}
    assert sections_text("hard", errors) == "calibration of hard by section: about 0.800 (1), requirements 0.100 (1)\n"


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


def test_the_figures_cover_kinds_support_classes_and_categories() -> None:
    figures = figures_of(Measured("one", [POSTING], read_by_extractor([POSTING])))
    assert figures["hard relaxed"].f1 == 1.0
    assert {"soft strict", "hard paraphrased", "soft set", "hard in Sales"} <= figures.keys()


def test_a_posting_is_scored_by_a_model_that_did_not_see_it() -> None:
    postings = [LabelledPosting(f"p{n}", TEXT, POSTING.spans) for n in range(20)]
    found = read_held_out(postings)
    assert {p.kind for p in found["p0"]} == {"hard", "soft"}


def test_a_drop_of_more_than_two_points_is_named() -> None:
    now = {"hard relaxed": Score(0.5, 0.5, 0.5, 9, 9), "soft relaxed": Score(0.5, 0.5, 0.5, 9, 9)}
    table = {"hard": (0.09, calibration_error([(0.5, True)])[1])}
    drops = fallen("gold", now, table, {"hard relaxed": 0.53, "soft relaxed": 0.515, "hard ece": 0.02, "gone": 0.9})
    assert drops == ["gold: hard relaxed fell from 0.530 to 0.500", "gold: hard ece rose from 0.020 to 0.090"]


def test_the_diagram_is_well_formed() -> None:
    drawn = reliability_svg("gold", {"hard": calibration_error([(0.5, True), (0.9, False)])})
    assert ElementTree.fromstring(drawn).tag.endswith("svg")  # noqa: S314  # our own text


def test_the_report_says_when_a_figure_fell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spans = [{"start": 13, "end": 19, "skill": "Python", "kind": "hard", "support": "stated"}]
    line = json.dumps({"id": 1, "text": TEXT, "category": "Sales", "spans": spans})
    (tmp_path / "sample_postings.jsonl").write_text(line + "\n", encoding="utf-8")
    monkeypatch.setattr(quality, "ACCEPTED", tmp_path / "accepted.json")
    arguments = ["--gold", str(tmp_path), "--data", str(tmp_path / "none")]
    assert main([*arguments, "--accept"]) == 0
    assert json.loads((tmp_path / "accepted.json").read_text())["sample postings as shipped"].keys() == {
        "hard ece",
        "soft ece",
    }
    assert main(arguments) == 0
    (tmp_path / "accepted.json").write_text('{"sample postings as shipped": {"soft relaxed": 0.9}}', encoding="utf-8")
    assert main(arguments) == 1
    assert "soft relaxed fell from 0.900" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: not JSON"),
        ("{}", "line 1: expected id"),
        ('{"spans": [], "job_id": "a", "file": "f.jsonl", "sha256": "0"}', "name the folder"),
    ],
)
def test_a_bad_line_of_gold_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_postings([path])


def test_offsets_are_only_used_with_the_text_that_was_labelled(tmp_path: Path) -> None:
    (tmp_path / "f.jsonl").write_text(json.dumps({"job_id": "a", "job_description": TEXT}) + "\n", encoding="utf-8")
    entry = {"job_id": "a", "file": "f.jsonl", "spans": [{"start": 13, "end": 19, "kind": "hard"}]}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(entry | {"sha256": "af36de7f35ba1fb6"}), encoding="utf-8")
    with pytest.raises(ValueError, match="does not hold the text"):
        read_postings([gold], tmp_path)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()[:16]
    gold.write_text(json.dumps(entry | {"sha256": digest}), encoding="utf-8")
    (posting,) = read_postings([gold], tmp_path)
    assert posting.text[13:19] == "Python"
    assert posting.has_kinds
