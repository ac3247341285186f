"""The filter: postings or JSearch objects in, one line each out, whatever comes."""

import json

from assets.classification.__main__ import answers


def rows(*lines: str) -> list[dict[str, object]]:
    return list(answers(line.encode() for line in lines))


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
