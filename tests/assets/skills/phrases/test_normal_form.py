"""The normal form: one byte per code point, whatever the text holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.skills.phrases.normal_form import normal_form, normal_phrase


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters()))
def test_every_code_point_becomes_one_byte(text: str) -> None:
    form = normal_form(text)
    assert len(form.sentences) == len(form.flat) == len(text) + 2


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=40), st.text(st.characters(), max_size=40))
def test_a_word_between_spaces_is_found_where_it_stands(before: str, after: str) -> None:
    text = f"{before} Kubernetes {after}"
    place = normal_form(text).flat.find(b" kubernetes ")
    assert text[place : place + 10].lower() == "kubernetes"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("CI/CD", b"ci cd"),
        ("C++", b"c++"),
        ("ASP.NET", b"asp.net"),
        ("R&D", b"r&d"),
        ("driver’s licence", b"driver's licence"),
        ("real-time — systems", b"real time systems"),
        ("ＳＱＬ", b"sql"),
        ("𝐏𝐲𝐭𝐡𝐨𝐧", b"python"),
    ],
)
def test_tokens_keep_the_signs_that_are_part_of_a_name(phrase: str, expected: bytes) -> None:
    assert normal_phrase(phrase) == expected


def test_a_full_stop_that_lost_its_space_ends_the_sentence_but_node_js_stays_whole() -> None:
    assert b"sql\nability" in normal_form("Knowledge of SQL.Ability to lead").sentences.lower()
    assert b" node.js\n" in normal_form("We use Node.js.").sentences


def test_letters_whose_lower_case_is_longer_and_lone_surrogates_keep_their_place() -> None:
    text = "\u0130\ud800 SQL"
    assert normal_form(text).flat.find(b" sql ") == text.index(" SQL") + 1
