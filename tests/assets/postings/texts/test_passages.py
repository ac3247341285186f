"""Passages: offsets hold in any alphabet, and a sentence is what stands between its marks."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.postings.contacts.privacy import mask_contacts
from assets.postings.texts import passages
from assets.postings.texts.passages import look_at, mentions, sentence_around
from assets.postings.texts.phrase_rules import RuleBook, blank_out, first_match
from assets.postings.work import seniority
from assets.text.characters import lowered, lowered_utf8
from assets.text.clean import UNEVEN, clean_text


@settings(max_examples=150, deadline=None)
@given(st.text() | st.text(alphabet="İIıßRemot $£\n"))
def test_lower_case_keeps_every_offset(text: str) -> None:
    assert len(lowered(text)) == len(text)
    for spans in mentions(text).values():
        assert all(0 <= start < end <= len(text) for start, end in spans)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab .\n•é") | st.text())
def test_the_scan_sees_uneven_white_space_as_cleaning_does(text: str) -> None:
    look = look_at(text)
    assert look.is_even == (not any(sign in text for sign in UNEVEN))
    assert clean_text(text, is_even=look.is_even) == clean_text(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["ann", " dot ", " DOT ", "(at)", "[At]", "virtual (", "at)", " ", "mill", "io"])))
def test_what_the_scan_says_of_spelled_addresses_changes_no_masking(pieces: list[str]) -> None:
    text = "".join(pieces) + " rye" * 40
    assert mask_contacts(text, may_be_spelled=look_at(text).may_spell_contact) == mask_contacts(text)


def test_a_sign_beside_a_trigger_word_does_not_hide_it() -> None:
    assert mentions("Pay  usd 50")["pay"] == [(4, 8)]
    assert mentions("a dot usd")["pay"] == [(5, 9)]


def test_a_mention_counts_code_points_after_wide_characters() -> None:
    text = "🥐🥐 İstanbul: Remote"
    [(start, end)] = mentions(text)["work"]
    assert text[start:end] == "Remote"


def test_a_sentence_ends_at_stops_lines_and_bullets() -> None:
    text = "We bake. You work remote today! Then rest.\n• Next line"
    start, end = sentence_around(text, text.index("remote"), text.index("remote") + 6)
    assert text[start:end] == "You work remote today"


def test_rules_need_a_literal_of_each_clause_and_noise_keeps_the_length() -> None:
    book = RuleBook(
        [["bread", "sour bread"]],
        {"cake": [["bread|rolls", "<grain>", r"<kind> (?:bread|rolls)"]]},
        {"kind": "rye|oat"},
        {"grain": "rye|oat"},
    )
    [(name, found_by)] = book.groups
    assert name == "cake"
    match = first_match(found_by, "fresh oat rolls", book.open_for("fresh oat rolls"))
    assert match is not None
    assert match.group() == "oat rolls"
    assert not book.open_for("rye cake")
    assert not book.open_for("wheat rolls")
    assert first_match(found_by, "fresh oat rolls", 0) is None
    words = "some sour bread here"
    assert blank_out(book.noise, words, book.open_for(words)) == "some            here"


def _rows(file: dict[str, Any]) -> Iterator[list[str]]:
    """The rows of more than one clause without their first one, which may be narrower than the expression."""
    for group in (file.get("noise", []), *file.get("sentence", {}).values()):
        yield from (row[1:] for row in group if len(row) > 2)
    for name in ("asks", "not_asked"):
        yield from file.get(name, [])


@cache
def _books() -> list[RuleBook]:
    """A book for each row whose clauses are said to be what no match goes without."""
    files = [
        yaml.safe_load(Path(seniority.__file__).with_name(f"{name}_phrases.yaml").read_text("utf-8"))
        for name in ("work_mode", "seniority")
    ]
    return [RuleBook([], {"rule": [row]}, file["words"], file.get("literals")) for file in files for row in _rows(file)]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_an_expression_matches_holds_a_literal_of_every_clause(data: st.DataObject) -> None:
    book = data.draw(st.sampled_from(_books()))
    [(_, found_by)] = book.groups
    assert book.open_for(data.draw(st.from_regex(found_by.each[0].pattern)))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["pas d’expérience", "É", "’", "remote", "GEHALT", "VERGÜTUNG", "5 år", "연봉", "₹", "•", " 9 ", "\n"]
        )
    )
)
def test_the_smaller_machine_misses_no_word_of_a_text_it_is_asked_for(pieces: list[str]) -> None:
    text = "rye ".join(pieces)
    data = lowered_utf8(text)
    assert mentions(text) == passages._scanner(with_signs=False, all_letters=True).spans(data)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .!?*;\n•"), st.integers(0, 30), st.integers(0, 4))
def test_a_sentence_ends_where_a_plain_reading_of_its_marks_ends_it(text: str, at: int, length: int) -> None:
    start = min(at, len(text))
    end = min(start + length, len(text))
    breaks = [i for i, char in enumerate(text) if char in "\n•;" or (char in "*.!?" and text[i + 1 : i + 2] == " ")]
    opens = [i + 1 if text[i] in "\n•;" else i + 2 for i in breaks]
    left = max((place for place in opens if place <= start), default=0)
    right = min((place for place in breaks if place >= end), default=len(text))
    found = sentence_around(text, start, end)
    assert text[left:right].strip() == text[found[0] : found[1]].strip()
