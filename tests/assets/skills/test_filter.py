"""The skills filter: what one line gives. What all filters share is in tests/test_filters.py."""

import json

from assets.skills.__main__ import answer_line
from assets.text.json_lines import numbered


def run(*lines: bytes) -> list[dict[str, object]]:
    return [json.loads(answer_line(line, number)) for number, line in numbered(lines)]


def test_a_bad_line_gives_an_error_with_its_number_and_the_rest_goes_on() -> None:
    good = json.dumps({"id": 7, "title": "x", "description": "Requirements\nPython"}).encode()
    bad = [b"{", b"3", b'{"id": 1, "description": 4}', b"\xff", b"[" * 100_000]
    rows = run(*bad, b"", good)
    assert [row.get("line") for row in rows[:5]] == [1, 2, 3, 4, 5]
    assert all(isinstance(row["error"], str) for row in rows[:5])
    assert rows[5]["id"] == 7


def test_a_row_has_what_the_design_says() -> None:
    (row,) = run(json.dumps({"id": "a", "title": None, "description": "Requirements\n3 years of Python"}).encode())
    skills = row["skills"]
    assert isinstance(skills, list)
    first = skills[0]
    assert {"skill", "kind", "source", "support", "confidence", "start", "end", "text"} <= first.keys()
    assert (first["skill"], first["start"], first["end"], first["years"]) == ("Python", 24, 30, 3.0)


def test_each_place_that_proves_a_skill_is_listed_the_best_first() -> None:
    text = "We use Python.\nRequirements\n• Python and SQL"
    (row,) = run(json.dumps({"id": 1, "title": "", "description": text}).encode())
    places = [(hit["skill"], hit["mention"], hit["start"]) for hit in row["skills"]]  # type: ignore[attr-defined]
    assert places == [("Python", 1, 30), ("Python", 2, 7), ("SQL", 1, 41)]


def test_a_posting_without_a_description_has_no_skills() -> None:
    assert run(b'{"id": null}') == [{"id": None, "skills": []}]


def test_a_jsearch_object_is_understood() -> None:
    (row,) = run(b'{"job_uid": "u", "job_title": "Engineer", "job_description": "You know Python."}')
    assert row["id"] == "u"
    assert [hit["skill"] for hit in row["skills"]] == ["Python"]  # type: ignore[attr-defined]
