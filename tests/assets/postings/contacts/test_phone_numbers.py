"""Phone numbers of many countries are masked; sums, ids, dates and versions stay; the cheap look passes over none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.contacts.phone_numbers import PHONE_MASK, mask_phones, may_hold_phone
from assets.text.characters import rare_bytes

# By country or way of writing: what stands in the text, and all of whose digits are a phone number.
PHONES = [
    *("06.12.34.56.78", "06-12-34-56-78", "0612345678", "+33.6.12.34.56.78", "+33(0)6.12.34.56.78"),  # France
    *("04/12.34.56", "02/123.45.67", "030-12345678", "Rufen Sie an: 0171-1234567", "0049 (0)30 123456"),
    *("020 7946 0958", "T: 07700 900123", "m. 07700 900 123", "Phone 07700900123", "D: 0161 496 0000"),
    *("Ph#416-555-0199", "Cell#4165550199", "T:4165550199", "212\u00b7555\u00b70143", "212_555_0143", "(212)-555-0143"),
    *("1-800-FLOWERS", "888-GO-FIBER", "604-555-0143 (cell)", "P: 212-555-0143 F: 212-555-0144"),
    *("Call 13 12 34", "Call 1300 123 456", "Ph 0412 345 678"),  # Australia
    *("8 (912) 345-67-89", "8-912-345-67-89"),  # Russia
    *("WhatsApp: 9876543210", "Questions? 6123 4567", "Questions? 12 34 56 78", "22 123 45 67 - ask for Sam"),
    *(
        "Contact: 13800138000",
        "Celular: 11 98765-4321",
        "(11)98765-4321",
        "Llame al 612345678",
        "zadzwo\u0144 601 234 567",
    ),
]
# What a careful reader takes for something else, however many digits it has.
OTHERS = [
    *(
        "Salary 45000 - 60000",
        "Contact us about pay of 45000 - 60000",
        "100 000 - 120 000 kr",
        "CTC 12,00,000 - 18,00,000",
    ),
    *("Gehalt 45.000 - 60.000 Euro", "\u00a345000-\u00a360000", "Call us: 45000 - 60000"),
    *("Job ID 12345678", "Job ID: R-0012345678", "Ref 20241128001", "Requisition ID 2024-0012345", "Req 4165550199"),
    *("Reference number 0123456789", "SIRET 123 456 789 00012", "License no. 123456789", "NMLS ID 1234567"),
    *("Apply by 28.11.2026", "Contact by 01-12-2026", "2019 - 2023", "From 2026-11-28 to 2026-12-31"),
    *("Python 3.11.12", "version 10.15.7.1234", "ISO 13485:2016", "postcode 12345-6789", "New York, NY 10001-1234"),
    *("We call 1000000 customers", "a call center with 12345678 records", "serves 1 200 000 customers"),
    *("0900-1700 shift", "hours 0730 1600 1630", "10.0.0.1 192.168.100.100", "https://x.example/jobs/4165550199"),
    *("Band 6 35392 42618", "13 12 34", "Room 13 12 34"),
]


@pytest.mark.parametrize("phone", PHONES)
def test_a_phone_number_is_masked_whole(phone: str) -> None:
    masked = mask_phones(f"Thank you. {phone}, or write to us.")
    assert PHONE_MASK in masked
    assert not any(char.isdigit() for char in masked)


@pytest.mark.parametrize("phone", PHONES)
def test_the_cheap_look_does_not_pass_over_it(phone: str) -> None:
    assert may_hold_phone(phone.encode(), rare_bytes(phone))


@pytest.mark.parametrize("other", OTHERS)
def test_a_number_that_is_something_else_stays(other: str) -> None:
    text = f"We are hiring. {other}."
    assert mask_phones(text) == text


def test_masking_again_changes_nothing() -> None:
    once = mask_phones(" / ".join(PHONES))
    assert mask_phones(once) == once


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
