"""Passages: offsets hold in any alphabet, and a sentence is what stands between its marks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.passages import mentions, sentence_around
from assets.postings.phrase_rules import RuleBook, blank_out, first_match
from assets.text.characters import lowered


@settings(max_examples=150, deadline=None)
@given(st.text() | st.text(alphabet="İIıßRemot $£\n"))
def test_lower_case_keeps_every_offset(text: str) -> None:
    assert len(lowered(text)) == len(text)
    for spans in mentions(text).values():
        assert all(0 <= start < end <= len(text) for start, end in spans)


def test_a_mention_counts_code_points_after_wide_characters() -> None:
    text = "🥐🥐 İstanbul: Remote"
    [(start, end)] = mentions(text)["work"]
    assert text[start:end] == "Remote"


def test_a_sentence_ends_at_stops_lines_and_bullets() -> None:
    text = "We bake. You work remote today! Then rest.\n• Next line"
    start, end = sentence_around(text, text.index("remote"), text.index("remote") + 6)
    assert text[start:end] == "You work remote today"


def test_rules_need_their_literals_and_noise_keeps_the_length() -> None:
    book = RuleBook(
        [["bread", "sour bread"]], {"cake": [["bread|rolls", r"<kind> (?:bread|rolls)"]]}, {"kind": "rye|oat"}
    )
    [(name, found_by)] = book.groups
    assert name == "cake"
    match = first_match(found_by, "fresh oat rolls", book.open_for("fresh oat rolls"))
    assert match is not None
    assert match.group() == "oat rolls"
    assert not book.open_for("rye cake")
    assert first_match(found_by, "fresh oat rolls", set()) is None
    words = "some sour bread here"
    assert blank_out(book.noise, words, book.open_for(words)) == "some            here"
