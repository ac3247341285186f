"""Pay of a posting: the source's fields first, else what the text states, with the words as proof.

Fails closed: a currency or period that is not stated stays null, and then there is no yearly equivalent.

* Base pay only. On-target earnings, commissions, bonuses, equity, benefits and a company's own money are not pay.
* A bare "$" is a dollar of the posting's country (US, CA, AU, ...); without a country, or in one that has no dollar,
  its currency is unknown. "US$", "C$" and "A$" mean what they say.
* A period that the amount contradicts (120,000 an hour) is dropped, the amount is kept: never silently yearly.
* Where a text states several ranges (by state, by zone), the best labelled one counts, among equals the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assets.postings.pay_amounts import (
    Amounts,
    Period,
    currency_of,
    is_plausible,
    per_year,
    period_of_code,
    read_number,
)
from assets.postings.pay_statements import Stated, best_statement


@dataclass(frozen=True, slots=True)
class Pay:
    """What a posting says it pays. Amounts are in `currency` per `period`; yearly ones by the table of constants."""

    min: float | None
    max: float | None
    currency: str | None
    period: Period | None
    yearly_min: float | None
    yearly_max: float | None
    source: Literal["listed", "text", "none"]
    quote: str | None


_ROUNDED_FROM = 10_000
NO_PAY = Pay(None, None, None, None, None, None, "none", None)


def read_pay(job: Mapping[str, object], title: str, text: str, country: str | None) -> Pay:
    """Read the pay from the source's fields, its salary string, else from text and title.

    Args:
        job: The source's object; of any shape, wrong types count as absent.
        title: The posting's title.
        text: The cleaned description: quotes are cut from it.
        country: ISO 3166-1 alpha-2 code of the posting's country, for a currency sign that several countries share.
    """
    amounts = Amounts.ordered(_number(job.get("job_min_salary")), _number(job.get("job_max_salary")))
    written = job.get("job_salary_string")
    listed = best_statement(written, country, labelled=True) if isinstance(written, str) else None
    if amounts is None and listed is not None:
        return _pay(listed.amounts, listed.currency, listed.period, "listed", listed.quote)
    if amounts is not None:
        return _listed(job, amounts, listed or best_statement(text, country), country)
    stated = best_statement(text, country) or (
        best_statement(title[:400], country) if any(char.isdigit() for char in title) else None
    )
    if stated is None:
        return NO_PAY
    period = stated.period or period_of_code(job.get("job_salary_period"))
    return _pay(stated.amounts, stated.currency, period, "text", stated.quote)


def _listed(job: Mapping[str, object], amounts: Amounts, words: Stated | None, country: str | None) -> Pay:
    """Pay of the fields; what they leave out is taken from words that state the same amount, and quoted."""
    code = job.get("job_salary_currency")
    currency = currency_of(code, country) if isinstance(code, str) else None
    period = period_of_code(job.get("job_salary_period"))
    if words is None or (currency and period) or not _agree(words.amounts, amounts):
        return _pay(amounts, currency, period, "listed", None)
    return _pay(amounts, currency or words.currency, period or words.period, "listed", words.quote)


def _agree(stated: Amounts, listed: Amounts) -> bool:
    """Whether one end is the same; the source rounds large amounts to whole thousands."""
    known = {listed.low, listed.high}
    ends = [value for value in (stated.low, stated.high) if value is not None]
    return any(value in known or (value >= _ROUNDED_FROM and round(value, -3) in known) for value in ends)


def _pay(
    amounts: Amounts,
    currency: str | None,
    period: Period | None,
    source: Literal["listed", "text"],
    quote: str | None,
) -> Pay:
    if period is not None and not is_plausible(amounts, period, currency):
        period = None
    yearly: tuple[float | None, float | None] = (None, None)
    if period is not None and currency is not None:
        yearly = (per_year(amounts.low, period), per_year(amounts.high, period))
    return Pay(amounts.low, amounts.high, currency, period, *yearly, source, quote)


def _number(value: object) -> float | None:
    """A field's amount: a number, or a string that holds one; anything else is absent."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        try:
            return float(value)
        except OverflowError:
            return None
    return read_number(value.lstrip("$€£₹ ")) if isinstance(value, str) else None
