"""A text is read to its limit, and that is said."""

import json

from assets.postings.posting import Posting, Sighting, read_posting
from assets.skills.__main__ import answer
from assets.text.limit import LONGEST_TEXT

TEXT = "You know Python. " + "We pay well. " * 10_000 + "You know Kotlin."


def test_a_description_beyond_the_limit_is_read_to_there_and_kept_whole_beside() -> None:
    found = read_posting({"job_title": "Fitter", "employer_name": "Pelham", "job_description": TEXT}, Sighting())
    assert isinstance(found, Posting)
    assert len(str(found.values["description"])) <= LONGEST_TEXT
    assert "Kotlin" not in str(found.values["public_json"])
    assert json.loads(str(found.values["raw_json"]))["job_description"] == TEXT


def test_the_filter_of_skills_says_how_far_it_read() -> None:
    said = answer(json.dumps({"id": 1, "description": TEXT}).encode(), 1)
    assert (said["read_to"], {skill["skill"] for skill in said["skills"]}) == (LONGEST_TEXT, {"Python"})
    assert "read_to" not in answer(b'{"id": 1, "description": "You know Kotlin."}', 1)
