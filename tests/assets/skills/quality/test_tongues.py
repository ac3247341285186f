"""The labelled postings of the six languages are read as well as was promised, and the confidence says how well."""

from functools import cache

import pytest

from assets.skills.quality.measures import Prediction, row_score
from assets.skills.quality.tongue_gold import TonguePosting, read_gold, unmarked
from assets.skills.quality.tongues import GOLD, Found, calibration_error, counted, faults, main, read_all, written
from assets.skills.tongues.sureness import COUNTS_FILE, frequency
from assets.skills.tongues.words import LANGUAGES

PRECISION, HARD_RECALL, SOFT_RECALL, ERROR = 0.90, 0.70, 0.60, 0.10


@cache
def gold() -> dict[str, list[TonguePosting]]:
    """The labelled postings by language."""
    return read_gold(GOLD)


@cache
def evidence(language: str) -> list[Found]:
    """What is found in them."""
    return read_all(gold()[language])


def test_there_are_thirty_postings_of_each_language() -> None:
    assert {language: len(postings) for language, postings in gold().items()} == dict.fromkeys(LANGUAGES, 30)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_read_as_well_as_promised(language: str) -> None:
    predictions: dict[str, list[Prediction]] = {}
    for posting, place, _, _ in evidence(language):
        predictions.setdefault(posting.labelled.posting_id, []).append(place)
    labelled = [posting.labelled for posting in gold()[language]]
    for kind, recall in (("hard", HARD_RECALL), ("soft", SOFT_RECALL)):
        score = row_score(labelled, predictions, kind)
        assert score.precision >= PRECISION
        assert score.recall >= recall


@pytest.mark.parametrize("language", LANGUAGES)
def test_confidence_holds_for_a_language_that_it_was_not_counted_on(language: str) -> None:
    others = counted(one for other in LANGUAGES if other != language for one in evidence(other))
    assert calibration_error(evidence(language), others) <= ERROR


def test_the_shipped_counts_are_those_of_the_gold() -> None:
    assert COUNTS_FILE.read_text("utf-8") == written(counted(row for one in LANGUAGES for row in evidence(one)))


def test_nothing_is_certain_and_what_was_never_seen_is_as_sure_as_its_kind() -> None:
    assert frequency({"hard stated asked": {"right": 100, "of": 100}}, "hard stated asked") == 0.9
    assert 0.4 < frequency({"hard stated asked": {"right": 5, "of": 10}}, "hard name duties") < 0.6


def test_marks_become_spans_of_the_text_without_them() -> None:
    text, spans = unmarked("Gute <Englischkenntnisse> und {Geduld}.")
    assert text == "Gute Englischkenntnisse und Geduld."
    assert [(text[span.start : span.end], span.label) for span in spans] == [
        ("Englischkenntnisse", "hard"),
        ("Geduld", "soft"),
    ]


def test_the_report_names_each_language_and_its_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert [line[:2] for line in capsys.readouterr().out.splitlines()] == sorted(LANGUAGES)
    assert any(line.startswith("  missed") for line in faults(gold()["de"], evidence("de")))
