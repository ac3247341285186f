"""What came and went between two versions of the extractor."""

from pathlib import Path

import pytest

from assets.skills.quality.diff import compare, lines_of, main, read_output
from assets.skills.quality.versions import SAMPLE, output_of, postings_of

OLD = {"1": {"Python": "Python"}, "2": {"Go": "go"}, "gone": {"SQL": "SQL"}}
NEW = {"1": {"Python": "Python", "SQL": "SQL"}, "2": {}, "new": {"SQL": "SQL"}}


def test_skills_that_came_and_went_are_told_with_examples_of_shared_postings() -> None:
    assert lines_of(compare(OLD, NEW)) == ["Go: 1 -> 0 (+0 -1)", "  - 2: go", "SQL: 0 -> 1 (+1 -0)", "  + 1: SQL"]


def test_equal_outputs_say_so() -> None:
    assert lines_of(compare(OLD, OLD)) == ["no skill came or went"]


def test_lines_of_the_filter_are_read_and_others_refused() -> None:
    lines = ['{"id": 1, "skills": [{"skill": "Go", "text": "Go"}]}', '{"error": "x", "line": 2}']
    assert read_output(lines) == {"1": {"Go": "Go"}}
    with pytest.raises(ValueError, match="line 1"):
        read_output(["3"])


def test_what_is_not_asked_for_is_absent_and_the_first_mention_speaks() -> None:
    mentions = (
        '{"skill": "Go", "text": "Go", "requirement": "required"}, '
        '{"skill": "Go", "text": "golang", "requirement": "context"}, '
        '{"skill": "SQL", "text": "SQL", "requirement": "context"}'
    )
    assert read_output([f'{{"id": 1, "skills": [{mentions}]}}']) == {"1": {"Go": "Go"}}


def test_the_files_as_they_are_are_one_of_the_versions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "old.jsonl"
    old.write_text('{"id": 1, "skills": [{"skill": "Go", "text": "Go"}]}\n', encoding="utf-8")
    postings = tmp_path / "postings.jsonl"
    postings.write_text('{"id": 1, "title": "", "text": "Requirements\\n- Python"}\n', encoding="utf-8")
    assert main([str(old), "--postings", str(postings)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Go: 1 -> 0 (+0 -1)",
        "  - 1: Go",
        "Python: 0 -> 1 (+1 -0)",
        "  + 1: Python",
    ]


def test_a_commit_that_git_does_not_have_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="no commit 'nowhere'"):
        output_of("nowhere", [])
    assert main(["nowhere"]) == 2
    assert "no commit 'nowhere'" in capsys.readouterr().err


def test_the_gold_gives_lines_for_the_filter() -> None:
    assert all('"description"' in line for line in postings_of(SAMPLE))
