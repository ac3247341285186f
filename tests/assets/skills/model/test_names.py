"""A name that a model made up must be a plain name, and have to do with the words that are said to prove it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.skills.model.names import names_what_is_quoted, says_something


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        ("Leadership", "lead a team of five"),
        ("Tidal Knowledge", "know the tides of the Thames"),
        ("Power BI", "dashboards in PowerBI"),
        ("C++", "modern C++ and CMake"),
        ("Applicant Tracking", "our ATS and tracking of candidates"),
        ("Quality Assurance", "hands-on QA"),
        ("R&D", "in our R&D lab"),
        ("Négociation", "négociations avec les clients"),
        ("数据分析", "数据分析"),
        ("CI/CD", "CI/CD pipelines"),
    ],
)
def test_a_name_whose_words_or_initials_stand_in_the_quote_is_kept(name: str, quote: str) -> None:
    assert names_what_is_quoted(name, quote)


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        ("=cmd|calc", "the"),
        ("=cmd", "cmd"),
        ("<b>Python</b>", "Python"),
        ("Python\u202e", "Python"),
        ("Py\x00thon", "Python"),
        ("@sum", "sum"),
        ("-2+3", "2 3"),
        ("Juggling", "the tides of the Thames"),
        ("The Arts", "the"),
        ("[link](http://x)", "link"),
        ("Welding; drop table jobs", "Welding"),
        ("", "anything"),
    ],
)
def test_markup_formulas_control_characters_and_strangers_to_the_quote_are_no_names(name: str, quote: str) -> None:
    assert not names_what_is_quoted(name, quote)


@given(st.text(max_size=30), st.text(max_size=60))
def test_whatever_is_kept_begins_with_a_letter_or_digit_and_can_be_shown(name: str, quote: str) -> None:
    if names_what_is_quoted(name, quote):
        assert name[0].isalnum()
        assert name.isprintable()
        assert not set(name) & set('<>=|@;`"[]{}\\')


@pytest.mark.parametrize("quote", ["the", "of the", "a", "...", ""])
def test_small_words_prove_nothing(quote: str) -> None:
    assert not says_something(quote)


@pytest.mark.parametrize("quote", ["C++", "SQL", "R2", "teams", "C#"])
def test_a_word_of_its_own_does(quote: str) -> None:
    assert says_something(quote)
