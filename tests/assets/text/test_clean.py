"""Cleaning removes what nobody can see, keeps paragraphs and bullets, and is done after one pass."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.text.clean import clean_line, clean_text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("Data\u200b Engineer", "Data Engineer"),
        ("\ufeffSenior\u00a0Analyst", "Senior Analyst"),
        ("50\u202f000 €", "50 000 €"),
        ("soft\u00adware", "software"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\x00b\x1fc", "abc"),
        ("tab\tstop", "tab stop"),
        ("first\n\n\n\n second \n• third", "first\n\nsecond\n• third"),
        ("\uf0b7 wingdings bullet", "• wingdings bullet"),
        ("weâ€™re hiring in MÃ¼nchen", "we’re hiring in München"),
        ("caf\u00c3\u00a9 culture", "café culture"),
        ("lone \ud83d surrogate", "lone surrogate"),
        ("pair \ud83d\ude00 joined", "pair 😀 joined"),
        ("<p>Hello <b>you</b></p><ul><li>one</li><li>two</li></ul>", "Hello you\n\n• one\n\n• two"),
        ("R&amp;D &lt; 5 years", "R&D < 5 years"),
        ("p < 0.05 and x > 3", "p < 0.05 and x > 3"),
        ("<script>alert(1)</script>text", "text"),
        ("Straße in Málaga, Ärzte, naïve", "Straße in Málaga, Ärzte, naïve"),
    ],
)
def test_dirt_goes_and_words_stay(dirty: str, clean: str) -> None:
    assert clean_text(dirty).replace("\n\n•", "\n•") == clean.replace("\n\n•", "\n•")


def test_a_title_becomes_one_line() -> None:
    assert clean_line(" Data\nEngineer \u2013 Remote\u200b ") == "Data Engineer – Remote"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters() | st.sampled_from("<>&;pli/ \n\t\u200b\u00a0\ud800â€™Ã¼")))
def test_cleaned_text_can_be_written_and_has_no_white_space_to_spare(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode()
    assert "  " not in cleaned
    assert " \n" not in cleaned
    assert "\n\n\n" not in cleaned
    assert cleaned == cleaned.strip()


@pytest.mark.parametrize("piece", ["<script>", "<a ", "&amp", "< b", " \n", "\u200b", "\n"])
def test_hostile_text_is_cleaned_in_linear_time(piece: str) -> None:
    started = time.process_time()
    clean_text(piece * 100_000)
    assert time.process_time() - started < 5
