"""The filter: postings or JSearch objects in, one line each out, whatever comes."""

import json

from assets.classification.__main__ import answer_line
from assets.text.json_lines import numbered


def rows(*lines: str) -> list[dict[str, object]]:
    return [json.loads(answer_line(line, number)) for number, line in numbered(line.encode() for line in lines)]


def test_postings_and_jsearch_objects_are_understood() -> None:
    found = rows(
        json.dumps({"id": 7, "title": "Nurse", "description": ""}),
        json.dumps({"job_id": "x", "job_title": "Welder", "job_description": None, "employer_name": "Ada Yards"}),
    )
    assert [(row["id"], row["category"]) for row in found] == [(7, "Healthcare"), ("x", "Manufacturing and Production")]
    assert set(found[0]) == {"id", "category", "confidence", "evidence", "runner_up"}


def test_a_bad_line_is_named_and_the_rest_goes_on() -> None:
    found = rows(
        "{", "", "[1]", '{"title": 5, "description": ""}', '{"id": 1}', '{"id": 2, "title": "Cook"}', "[" * 10_000
    )
    assert [row.get("line") for row in found] == [1, 3, 4, 5, None, 7]
    assert found[4]["category"] == "Hospitality, Retail and Personal Services"


def test_lone_surrogates_are_read_over_wherever_they_stand() -> None:
    half = "\ud800"
    (found, title) = rows(
        json.dumps({"id": 1, "title": "x", "description": f"Python {half}", "employer": half, "onet_soc": half}),
        json.dumps({"id": half, "title": f"Nurse {half}", "description": half}),
    )
    assert (found["id"], title["category"]) == (1, "Healthcare")
