"""The extractor as a whole: from a text to rows, on texts of our own and on noise."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.skills.extraction import SkillHit, extract_skills, extractor_version, find_mentions


def skills(text: str) -> dict[str, SkillHit]:
    return {hit.skill: hit for hit in extract_skills("", text)}


def test_each_hit_quotes_its_evidence() -> None:
    text = "Requirements\n• 5+ years of Python and SQL\n• You mentor teammates"
    found = skills(text)
    assert {"Python", "SQL", "Mentoring"} <= found.keys()
    assert all(text[hit.start : hit.end] == hit.text for hit in found.values())
    assert (found["Python"].years, found["Python"].requirement, found["Python"].section) == (
        5.0,
        "required",
        "requirements",
    )
    assert found["Mentoring"].kind == "soft"
    assert found["Mentoring"].source == "lexicon_soft"


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(), max_size=60),
    st.sampled_from(["Python", "machine learning", "C++", "mentor teammates", "Go, Rust"]),
)
def test_any_text_is_read_and_every_span_is_exact(noise: str, phrase: str) -> None:
    text = f"{noise}\nRequirements: {phrase} {noise}"
    for hit in (hit for mentions in find_mentions(text) for hit in mentions):
        assert text[hit.start : hit.end] == hit.text != ""
        assert 0 < hit.confidence < 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ud800\udfff", "\x00" * 50, "İ" * 500, "🦆 " * 300])
def test_texts_without_a_skill_have_none(text: str) -> None:
    assert extract_skills("Python Developer", text) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Requirements\nExperience with CBT, DBT and EMDR", "Dialectical Behavior Therapy (DBT)"),
        ("Requirements\nExperience with Snowflake, DBT and SQL", "dbt"),
    ],
)
def test_a_name_of_two_skills_is_the_one_whose_words_stand_beside_it(text: str, meant: str) -> None:
    assert [hit.skill for hit in extract_skills("", text) if hit.text == "DBT"] == [meant]


def test_a_title_proves_nothing_about_the_description() -> None:
    assert "Python" not in {hit.skill for hit in extract_skills("Python Developer", "We look forward to your letter.")}


@pytest.mark.parametrize(
    "text",
    [
        "Requirements\nNo Java required.",
        "Requirements\nNo prior experience with Java is necessary.",
        "Requirements\nJava is not required.",
        "Requirements\nYou do not need to know Java.",
        "Requirements\nNo Java knowledge needed.",
    ],
)
def test_what_is_not_asked_for_is_no_skill(text: str) -> None:
    assert "Java" not in skills(text)


@pytest.mark.parametrize(
    "text",
    [
        "Requirements\nNot only Java but also SQL.",
        "Requirements\nNo less than 5 years of Java.",
        "Requirements\nJava is preferred but not required.",
        "Requirements\nThere is no limit to what you build in Java.",
    ],
)
def test_a_no_that_speaks_of_something_else_does_not_count(text: str) -> None:
    assert "Java" in skills(text)


@pytest.mark.parametrize(
    ("text", "requirement", "years"),
    [
        ("Requirements\n3-5 years of Java", "required", 3.0),
        ("Requirements\nJava (4 years)", "required", 4.0),
        ("Requirements\nat least two years with Java", "required", 2.0),
        ("Nice to have\nJava", "preferred", None),
        ("Requirements\nJava is a plus", "preferred", None),
        ("About us\nFor 25 years we have written Java.\nResponsibilities\nSweep.", "context", None),
    ],
)
def test_how_strongly_and_how_long_is_read_from_the_line(text: str, requirement: str, years: float | None) -> None:
    hit = skills(text)["Java"]
    assert (hit.requirement, hit.years) == (requirement, years)


def test_one_row_per_skill_counts_its_mentions() -> None:
    text = "Requirements\n• Python\n• More Python\n• python scripts"
    assert [hit.skill for hit in extract_skills("", text)].count("Python") == 1
    assert skills(text)["Python"].mentions == 3


def test_the_first_mention_of_a_skill_is_its_row_and_no_two_overlap() -> None:
    text = "Requirements\n• Python\n• You enjoy mentoring teammates\n• SQL, and 3 years of python scripts"
    listed = find_mentions(text)
    assert [mentions[0] for mentions in listed] == extract_skills("", text)
    found = {mentions[0].skill: mentions for mentions in listed}
    assert {hit.text: hit.years for hit in found["Python"][1:]} in ({"Python": None}, {"python scripts": 3.0})
    assert found["Python"][0].years == 3.0
    assert found["Python"][0].confidence >= found["Python"][1].confidence
    for mentions in listed:
        places = sorted((hit.start, hit.end) for hit in mentions)
        assert all(before[1] <= after[0] for before, after in pairwise(places))


def test_an_inferred_skill_is_never_as_sure_as_a_stated_one_can_be() -> None:
    texts = ["Responsibilities\nOwn online serving and monitoring of ranking models, from prototype to production."]
    assert all(hit.confidence < 0.8 for text in texts for hit in extract_skills("", text) if hit.support == "inferred")


def test_a_megabyte_without_a_line_break_is_read() -> None:
    text = "python deploy models and mentor teammates, " * 24_000
    assert {"Python", "Mentoring"} <= skills(text).keys()


def test_the_same_text_gives_the_same_rows_and_the_version_is_stable() -> None:
    text = "Requirements\n• SQL, Python and Excel\n• mentor colleagues"
    assert extract_skills("", text) == extract_skills("", text)
    assert extractor_version() == extractor_version()


def test_comfort_with_a_thing_asks_for_it() -> None:
    text = (
        "You are a small team's first engineer and build services that other teams depend on.\n"
        "Responsibilities\n• Own the search service end-to-end\n• Iterate on smaller and cheaper ML models\n"
        "Requirements\n• You are comfortable working across the stack, including queues, backend systems and networks\n"
    )
    found = skills(text)
    assert found["Backend Development"].requirement == "required"
    assert {"Self-Management", "Model Optimization"} <= found.keys()
