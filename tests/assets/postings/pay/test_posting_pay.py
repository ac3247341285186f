"""Pay: fields before words, what is not pay, and that nothing unknown is ever made yearly."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.pay.posting_pay import NO_PAY, read_pay
from assets.postings.pay.sums.numbers import read_number


def text_pay(text: str, country: str | None = "US") -> tuple[float | None, float | None, str | None, str | None]:
    pay = read_pay({}, "", text, country)
    assert pay.quote is None or pay.quote in text
    return pay.min, pay.max, pay.currency, pay.period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salary: $120k-150k per year", (120_000, 150_000, "USD", "year")),
        ("Pay range: $60-80K annually", (60_000, 80_000, "USD", "year")),
        ("$18.50/hr", (18.5, 18.5, "USD", "hour")),
        ("Pay: $18.50/hour + bonus", (18.5, 18.5, "USD", "hour")),
        ("Salary up to £45,000 p.a.", (None, 45_000, "GBP", "year")),
        ("Salary: from $50,000 a year", (50_000, None, "USD", "year")),
        ("£300 - £350 per day", (300, 350, "GBP", "day")),
        ("Gehalt: 45.000 - 55.000 € brutto pro Jahr", (45_000, 55_000, "EUR", "year")),
        ("C$90,000 to C$110,000 per annum", (90_000, 110_000, "CAD", "year")),
        ("Pay: USD 4,000 / month", (4_000, 4_000, "USD", "month")),
        ("Rp 8.000.000 - Rp 12.000.000 per bulan", (8e6, 12e6, "IDR", "month")),
        ("Salary range in the U.S. is USD $133,600 - $256,800 per year.", (133_600, 256_800, "USD", "year")),
        ("Base salary $80,000 per year plus a $10,000 bonus", (80_000, 80_000, "USD", "year")),
        ("Compensation: $60,000 DOE", (60_000, 60_000, "USD", None)),
        ("Perks and benefits:\n• $60k-$65k base salary\n• Free bread", (60_000, 65_000, "USD", None)),
        ("OTE $90k-$95k (base salary $60k-$65k)", (60_000, 65_000, "USD", None)),
        ("Benefits: stock, $60,000 - $65,000 annual salary", (60_000, 65_000, "USD", "year")),
        ("Total target cash is $90,000. Base salary: $60,000 to $70,000", (60_000, 70_000, "USD", None)),
        (
            "The annual salaries for this role are listed below, by place.\nLeeds: $50,000 - $60,000 for bakers",
            (50_000, 60_000, "USD", "year"),
        ),
        (
            "Annualized base pay ranges are listed below.\nWe bake.\nLeeds base pay range: $50,000 - $60,000",
            (50_000, 60_000, "USD", "year"),
        ),
        ("Estimated salary: $9 to $12 per hour\nSalary range: $50,000 - $60,000", (50_000, 60_000, "USD", None)),
        ("Estimated salary: $50,000 to $60,000", (50_000, 60_000, "USD", None)),
        (
            "The minimum salary for the Baker position is $50,000 and the maximum salary for it is $60,000 annually.",
            (50_000, 60_000, "USD", "year"),
        ),
        ("Pay: min $18 / max $21 per hour", (18, 21, "USD", "hour")),
        ("Minimum salary: $50,000.\nBakers earn a salary of $60,000 a year", (60_000, 60_000, "USD", "year")),
        ("Minimum pay: $18 per hour, maximum pay: $60,000 per year", (18, None, "USD", "hour")),
        ("Grade 7 £38,205 - £44,263 p.a.", (38_205, 44_263, "GBP", "year")),
        ("Up to £60,000 DOE", (None, 60_000, "GBP", None)),
        ("A$110,000 + super", (110_000, 110_000, "AUD", None)),
        ("Gehalt: 4.200 € monatlich", (4_200, 4_200, "EUR", "month")),
        ("Jahresgehalt ab 55.000 Euro", (55_000, None, "EUR", "year")),
        ("Salario: $18,000 a $22,000 MXN mensuales", (18_000, 22_000, "MXN", "month")),
        ("SGD 5,000 – 7,000 monthly", (5_000, 7_000, "SGD", "month")),
        ("R$ 5.000,00 por mês", (5_000, 5_000, "BRL", "month")),
        ("PLN 15 000 - 20 000 net/month (B2B)", (15_000, 20_000, "PLN", "month")),
        ("₹12-18 LPA", (1_200_000, 1_800_000, "INR", "year")),
        ("Benefits\n• CHF 120'000 – 140'000\n• A garden", (120_000, 140_000, "CHF", None)),
        ("This is not a commission based job. Base salary: $50,000 to $60,000", (50_000, 60_000, "USD", None)),
    ],
)
def test_stated_pay_is_read_with_its_words(text: str, expected: tuple[object, ...]) -> None:
    assert text_pay(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We raised $50M and made $2B in revenue.",
        "A sign-on bonus of $5,000.",
        "401k match up to $4,000 a year",
        "Our sponsored 401K plan and a good salary",
        "Up to $5,250 per year in tuition assistance",
        "You own a budget of $300,000.",
        "Life insurance cover of $50,000",
        "Per diem of $75 per day",
        "OTE $200,000 a year",
        "Salary Range: $216,000-$330,000 USD Annual On Target Earnings (OTE)",
        "$1,500 home office stipend",
        "Deals of $5m - $10m",
        "Call 555 0100 or see room 12-14",
        "RSU grant of $40,000 per year",
        "Target cash compensation range: $80,000 - $95,000 annually",
        "Total target compensation range is $80,000 - $95,000",
        "Total annual earnings: $80,000 - $95,000",
        "Perks: a $500 base pay bonus",
        "A fully commission based role with a compensation range: up to $90K+",
        "Commission-only, pay range $50,000 - $90,000 a year",
        "Compensation: $50,000 - +$100,,000 per year",
        "Our bakeries are listed below.\nLeeds: $50,000 - $60,000",
        "The pay is good. See below.\nSign-on bonus: $5,000 - $6,000",
    ],
)
def test_other_money_is_not_pay(text: str) -> None:
    assert read_pay({}, "", text, "US") == NO_PAY


def test_yearly_equivalents_follow_the_table() -> None:
    yearly = {
        period: read_pay({}, "", f"Pay rate: $100 per {period}", "US").yearly_min for period in ("hour", "day", "week")
    }
    assert yearly == {"hour": 208_000, "day": 26_000, "week": 5_200}


def test_an_unknown_currency_or_period_has_no_yearly_equivalent() -> None:
    assert read_pay({}, "", "Salary: $60,000 a year", None).currency is None
    assert read_pay({}, "", "Salary: $60,000 a year", None).yearly_min is None
    assert read_pay({}, "", "Salary: $60,000", "US").yearly_min is None
    assert read_pay({}, "", "Salary: $60,000 a year", "CA").currency == "CAD"
    assert read_pay({}, "", "Salary: US$60,000 a year", "CA").currency == "USD"


def listed(low: object, high: object, period: object = "YEAR", currency: object = "USD") -> dict[str, object]:
    return {
        "job_min_salary": low,
        "job_max_salary": high,
        "job_salary_period": period,
        "job_salary_currency": currency,
    }


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        (listed(60_000, 80_000), (60_000, 80_000, "USD", "year", 60_000)),
        (listed(80_000, 60_000), (60_000, 80_000, "USD", "year", 60_000)),
        (listed("60,000", "80,000.50"), (60_000, 80_000.5, "USD", "year", 60_000)),
        (listed(24.06, 24.06, "HOUR"), (24.06, 24.06, "USD", "hour", 50_044.8)),
        (listed(120_000, 120_000, "HOUR"), (120_000, 120_000, "USD", None, None)),
        (listed(25, 30, "YEAR"), (25, 30, "USD", None, None)),
        (listed(60_000, None), (60_000, None, "USD", "year", 60_000)),
        (listed(0, 80_000), (None, 80_000, "USD", "year", None)),
        (listed(60_000, 80_000, "FORTNIGHT"), (60_000, 80_000, "USD", None, None)),
        (listed(60_000, 80_000, "YEAR", "DOUBLOON"), (60_000, 80_000, None, "year", None)),
    ],
)
def test_listed_pay_is_kept_and_only_sound_pay_becomes_yearly(
    job: dict[str, object], expected: tuple[object, ...]
) -> None:
    pay = read_pay(job, "", "", "US")
    assert (pay.min, pay.max, pay.currency, pay.period, pay.yearly_min) == expected
    assert pay.source == "listed"


@pytest.mark.parametrize("value", [0, -5, True, "", "lots", float("nan"), float("inf"), 10**400, [], {}])
def test_amounts_that_are_none_are_absent(value: object) -> None:
    assert read_pay(listed(value, value), "", "", "US") == NO_PAY


def test_the_salary_string_with_indian_grouping_is_listed_pay() -> None:
    pay = read_pay({"job_salary_string": "₹18,00,000 - ₹24,00,000 a year"}, "", "", None)
    assert (pay.min, pay.max, pay.currency, pay.period, pay.source) == (1.8e6, 2.4e6, "INR", "year", "listed")


def test_a_missing_currency_is_taken_from_words_that_state_the_same_amount() -> None:
    job = listed(60_000, 80_000, "YEAR", None)
    same = read_pay(job, "", "The salary range is £60,000 to £80,000.", "GB")
    assert (same.currency, same.source, same.quote) == ("GBP", "listed", "£60,000 to £80,000")
    assert read_pay(job, "", "The salary range is £10,000 to £20,000.", "GB").currency is None


def test_fields_rounded_to_thousands_still_find_their_words() -> None:
    job = listed(242_000, 333_000, "YEAR", None)
    pay = read_pay(job, "", "Base pay range: £242,400.00 - £333,300.00 per year", "GB")
    assert (pay.min, pay.max, pay.currency, pay.quote) == (242_000, 333_000, "GBP", None)
    assert read_pay(job, "", "Base pay range: £243,100 - £334,100 per year", "GB").currency is None


def test_a_quote_beside_the_fields_holds_both_their_ends_or_is_left_out() -> None:
    zones = "Zone A: base salary range $80,000 - $90,000.%sZone B: base salary range $60,000 - $70,000."
    job = listed(60_000, 90_000, "YEAR", None)
    near = read_pay(job, "", zones % "\n", "US")
    assert near.quote == "$80,000 - $90,000.\nZone B: base salary range $60,000 - $70,000"
    far = read_pay(job, "", zones % ("\n" + "We bake. " * 40), "US")
    assert (far.currency, far.source, far.quote) == ("USD", "listed", None)
    half = read_pay(listed(60_000, 99_000, "YEAR", None), "", "Zone B: base salary range $60,000 - $70,000.", "US")
    assert (half.min, half.currency, half.quote) == (60_000, "USD", None)


def test_a_range_of_the_text_goes_before_a_listed_estimate() -> None:
    text = "Salary range: $90,000 - $120,000\nOvensEstimated salary: $9 to $12 per hour based on qualifications."
    pay = read_pay(listed(9, 12, "HOUR"), "", text, "US")
    assert (pay.min, pay.max, pay.period, pay.source, pay.quote) == (
        90_000,
        120_000,
        None,
        "text",
        "$90,000 - $120,000",
    )
    only = read_pay(listed(9, 12, "HOUR"), "", text.partition("\n")[2], "US")
    assert (only.min, only.period, only.source) == (9, "hour", "listed")
    other = read_pay(listed(20, 25, "HOUR"), "", text, "US")
    assert (other.min, other.source) == (20, "listed")


def test_a_line_below_an_amount_says_nothing_about_it() -> None:
    pay = read_pay({}, "", "Target Annual Salary $150,000 - $180,000\n\nAnnual Bonus Target 25%", "US")
    assert (pay.min, pay.max, pay.period) == (150_000, 180_000, "year")


def test_a_dash_may_stand_for_no_cents() -> None:
    pay = read_pay({}, "", "The minimum is 66.654,--€ gross per year.", "AT")
    assert (pay.min, pay.currency, pay.period, pay.quote) == (66_654, "EUR", "year", "66.654,--€ gross per year")


@pytest.mark.parametrize(
    ("written", "number"),
    [("93,800.00", 93_800), ("18,00,000", 1_800_000), ("45.000,50", 45_000.5), ("24.06", 24.06), ("100,00.00", None)],
)
def test_numbers_are_read_by_their_grouping_or_not_at_all(written: str, number: float | None) -> None:
    assert read_number(written) == number


VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.integers(), max_size=2)
)


@settings(max_examples=200, deadline=None)
@given(VALUES, VALUES, VALUES, VALUES, VALUES, st.text(alphabet="$£0123456789,.k -/hryeaslp\n", max_size=120))
def test_any_fields_and_text_give_ordered_positive_pay(
    low: object, high: object, period: object, currency: object, string: object, text: str
) -> None:
    pay = read_pay(listed(low, high, period, currency) | {"job_salary_string": string}, text, text, "US")
    assert pay.min is None or pay.min > 0
    assert pay.min is None or pay.max is None or pay.min <= pay.max
    assert (pay.yearly_min is None and pay.yearly_max is None) or (pay.currency and pay.period)


@pytest.mark.parametrize(
    ("low", "period", "currency"),
    [(30_000, "WEEK", "GBP"), (250_000, "MONTH", "USD"), (12_500, "DAY", "EUR"), (6_000_000, "YEAR", "USD")],
)
def test_a_period_that_would_make_millions_of_a_wage_is_dropped_and_the_amount_kept(
    low: int, period: str, currency: str
) -> None:
    pay = read_pay(listed(low, low, period, currency), "", "", "GB")
    assert (pay.min, pay.currency, pay.period, pay.yearly_min) == (low, currency, None, None)


def test_large_amounts_of_small_units_stay_plausible() -> None:
    assert read_pay({}, "", "Gaji: Rp 8.000.000 per bulan", "ID").yearly_min == 96_000_000
    assert read_pay({}, "", "月給25万円", "JP").yearly_min == 3_000_000


def test_wages_by_the_hour_are_in_the_countrys_money_but_a_salary_may_be_in_another() -> None:
    assert read_pay(listed(25, 30, "HOUR", None), "", "", "US").currency == "USD"
    assert read_pay(listed(25, 30, "HOUR", None), "", "", None).currency is None
    assert read_pay(listed(25, 30, "HOUR", "DOUBLOON"), "", "", "US").currency is None
    assert read_pay({}, "", "Rate: 60-65/hr", "US").currency == "USD"
    assert read_pay({}, "", "Salary: 120,000 - 150,000 per year", "US").currency is None
