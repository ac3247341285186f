"""Fields of a degree are knowledge of the type education, all of them by one rule, and no skill elsewhere."""

import pytest

from assets.skills.extraction import extract_skills


def fields(text: str) -> set[str]:
    return {hit.skill for hit in extract_skills("", text) if hit.type == "education"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Requirements\nBachelor's degree in Economics, Statistics or a related field.", {"Economics", "Statistics"}),
        ("Requirements\nB.S. in Mechanical Engineering or Physics", {"Mechanical Engineering", "Physics"}),
        ("Requirements\nBachelor of Science in Nursing", {"Nursing"}),
        ("Requirements\nMaster of Business Administration required", {"Business Administration"}),
        ("Requirements\nA history degree is welcome.", {"History"}),
        ("Requirements\nA business, economics or history degree is welcome.", {"Business", "Economics", "History"}),
        (
            "Requirements\nBachelor's degree (business management, law or music preferred)",
            {"Business Management", "Law", "Music"},
        ),
        ("Requirements\nAn MBA is a plus; you studied history or law.", {"Business Administration", "History", "Law"}),
        ("Requirements\nDiploma in early childhood education", {"Early Childhood Education"}),
    ],
)
def test_every_field_that_a_degree_lists_is_education(text: str, expected: set[str]) -> None:
    assert fields(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "You enjoy a high degree of autonomy in engineering.",
        "Requirements\nExperience with economics and history of the region.",
        "Our history began with a law office.",
        "Requirements\nBachelor's degree. Business, law and history interest you.",
        "Requirements\nHigh school degree - law and order matter to you.",
    ],
)
def test_without_a_degree_there_is_no_field(text: str) -> None:
    assert fields(text) == set()


def test_what_is_asked_for_beside_the_degree_keeps_its_own_type() -> None:
    text = "Requirements\nDegree in statistics.\nRequirements\nTwo years of experience with statistics and SQL."
    found = {hit.skill: (hit.type, hit.text) for hit in extract_skills("", text)}
    assert found["Statistics"][0] == "knowledge"
    assert found["SQL"][0] == "language"


def test_the_span_of_a_field_holds_its_words() -> None:
    text = "Requirements\n• Master’s degree in public policy, law or 😀 music."
    for hit in extract_skills("", text):
        assert text[hit.start : hit.end] == hit.text
    assert fields(text) == {"Public Policy", "Law", "Music"}
