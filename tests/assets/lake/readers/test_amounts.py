"""Pay is said in the same words everywhere."""

from assets.lake.readers.amounts import amount, pay_text


def test_a_range_has_both_ends_and_one_amount_has_one() -> None:
    assert pay_text(50_000, 60_000.5, "GBP", "year") == "50,000–60,000.50 GBP per year"
    assert pay_text(18, 18, "EUR", "hour") == "18 EUR per hour"


def test_an_open_range_says_which_end_is_missing() -> None:
    assert pay_text(30_000, None, "GBP") == "from 30,000 GBP"
    assert pay_text(None, 30_000, None, "year", thousands="\u202f") == "up to 30\u202f000 per year"


def test_no_pay_is_no_words() -> None:
    assert pay_text(None, None, "GBP", "year") == ""


def test_a_whole_amount_has_no_decimals() -> None:
    assert (amount(7.0), amount(2.5)) == ("7", "2.50")
