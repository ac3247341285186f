"""Lists of technologies in lower case are told from sentences that begin with the same word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.skills.extraction import extract_skills
from assets.skills.sentences.tag_lists import holds, tag_lists


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Private Technologies java spring tdd Job description", ["java spring tdd "]),
        ("Technologies\nreactjs node.js c#\nJob description", ["reactjs node.js c#\n"]),
        ("Tech stack: go, react, aws\nWe bake.", ["go, react, aws\n"]),
        ("Tags: ios swift", ["ios swift"]),
        ("Technologies go", []),
        ("Acme Technologies teams to better understand bread", []),
        ("Technologies such as go and react", []),
        ("Our technologies are java and go", []),
        ("", []),
    ],
)
def test_the_tags_of_a_list_are_found(text: str, tags: list[str]) -> None:
    assert [text[start:end] for start, end in tag_lists(text)] == tags


@given(st.text(st.sampled_from("Technolgis \n:,.abc#+"), max_size=200))
def test_spans_lie_in_the_text_and_hold_no_capital(text: str) -> None:
    for start, end in tag_lists(text):
        assert 0 < start < end <= len(text)
        assert text[start:end] == text[start:end].lower()


def test_a_tag_names_a_skill_that_elsewhere_needs_its_own_writing() -> None:
    tags = "Technologies\nreact spring tdd go\nJob description\nYou go where customers react in spring."
    found = {hit.skill: hit.start for hit in extract_skills("", tags)}
    assert {"React", "Spring Framework", "Go"} <= found.keys()
    assert max(found[name] for name in ("React", "Spring Framework", "Go")) < tags.index("Job")


def test_a_header_before_endless_white_space_costs_no_more_than_its_length() -> None:
    start = time.process_time()
    assert tag_lists("Tags" + " " * 300_000 + "X") == []
    assert time.process_time() - start < 1


def test_a_position_is_told_from_those_outside_the_lists() -> None:
    places = [(3, 6), (9, 12)]
    assert [position for position in range(14) if holds(places, position)] == [3, 4, 5, 9, 10, 11]


def test_ten_thousand_lists_are_read_in_seconds() -> None:
    start = time.process_time()
    assert extract_skills("", "Tags: go react spring\n" * 10_000)
    assert time.process_time() - start < 5
