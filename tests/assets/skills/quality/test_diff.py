"""What came and went between two versions of the extractor."""

import pytest

from assets.skills.quality.diff import compare, lines_of, read_output

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
