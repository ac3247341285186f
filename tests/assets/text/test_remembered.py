"""Remembered values: asked of the function once, and never more of them than were allowed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assets.text.remembered import Remembered


def test_a_known_text_is_not_asked_again() -> None:
    asked: list[str] = []

    def measured(text: str) -> int:
        asked.append(text)
        return len(text)

    known = Remembered(measured, 2)
    assert [known["rye"], known["rye"], known["oat"]] == [3, 3, 3]
    assert asked == ["rye", "oat"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=3)), st.integers(1, 5))
def test_it_says_what_the_function_says_and_stays_small(texts: list[str], most: int) -> None:
    known = Remembered(str.upper, most)
    for text in texts:
        assert known[text] == text.upper()
        assert len(known) <= most
