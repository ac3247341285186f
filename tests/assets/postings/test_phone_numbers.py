"""Phone numbers: the cheap look never passes over a text that holds one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.phone_numbers import mask_phones, may_hold_phone
from assets.text.characters import rare_bytes


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["(212) ", "555-0143", "0812-3456-7890", "+44 20 7946 0958", "call ", "é", ",", "!", "\n", "7"])
    )
)
def test_a_text_with_a_phone_number_is_never_passed_over(pieces: list[str]) -> None:
    text = "".join(pieces)
    if mask_phones(text) != text:
        assert may_hold_phone(text.encode(), rare_bytes(text))


def test_scattered_digits_are_passed_over() -> None:
    text = "401(k), 5 years, $120,000 in 2026"
    assert not may_hold_phone(text.encode(), rare_bytes(text))
