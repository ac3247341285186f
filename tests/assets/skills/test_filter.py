import io
import json

from assets.skills.__main__ import answers


def run(*lines: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in answers(io.BytesIO(b"\n".join(lines)))]


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


def test_a_posting_without_a_description_has_no_skills() -> None:
    assert run(b'{"id": null}') == [{"id": None, "skills": []}]
