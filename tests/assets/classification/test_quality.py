"""The report on categories: what it counts and what it names."""

import json
from pathlib import Path

import pytest

from assets.classification.quality import Answered, category_scores, main, read_postings, read_titles, report

SALES, DATA = "Sales and Business Development", "Data Science and AI"


def answered(category: str, answer: str, *also: str) -> Answered:
    return Answered(category, frozenset({category, *also}), answer, 0.8)


def test_figures_are_given_per_category() -> None:
    scores = category_scores([answered(SALES, SALES), answered(SALES, DATA), answered(DATA, DATA)])
    assert (scores[SALES][:2], scores[SALES][3:]) == ((1.0, 0.5), (1, 2))
    assert (scores[DATA][:2], scores[DATA][3:]) == ((0.5, 1.0), (2, 1))
    assert scores[SALES][2] == pytest.approx(2 / 3)


def test_an_accepted_alternative_counts_as_the_category() -> None:
    assert category_scores([answered(SALES, DATA, DATA)]) == {SALES: (1.0, 1.0, 1.0, 1, 1)}
    assert "1 jobs, 1.000 right, 0.800 promised" in next(report("one", [answered(SALES, DATA, DATA)]))


def test_titles_and_postings_are_answered(tmp_path: Path) -> None:
    titles = tmp_path / "titles.tsv"
    titles.write_text(f"category\ttitle\n{DATA}\tData Scientist\n", encoding="utf-8")
    assert [found.is_right for found in read_titles(titles)] == [True]
    job = {"job_id": "a", "job_title": "Sales Manager", "job_description": None}
    (tmp_path / "us.jsonl").write_text(json.dumps(job) + "\n", encoding="utf-8")
    labels = tmp_path / "labels"
    labels.write_text(json.dumps({"job_id": "a", "category": SALES}) + "\n", encoding="utf-8")
    assert [found.answer for found in read_postings(labels, tmp_path)] == [SALES]


def test_the_report_names_every_category_of_the_titles(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    printed = capsys.readouterr().out
    assert printed.count("mean of the categories") >= 2
    assert SALES in printed
