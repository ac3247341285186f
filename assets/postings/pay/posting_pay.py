"""Pay of a posting: the source's fields first, else what the text states, with the words as proof.

The text's own range goes before the fields in one case: the text itself calls their amount an estimate ("Estimated
Salary: $20 to $28 per hour", which boards add), and states another range as the pay.

Fails closed: a currency or period that is not stated stays null, and then there is no yearly equivalent.

* Base pay only. On-target earnings, commissions, bonuses, equity, benefits and a company's own money are not pay.
* A bare "$" is a dollar of the posting's country (US, CA, AU, ...); without a country, or in one that has no dollar,
  its currency is unknown. "US$", "C$" and "A$" mean what they say.
* A period that the amount contradicts (120,000 an hour) is dropped, the amount is kept: never silently yearly.
* Where a text states several ranges (by state, by zone), the best labelled one counts, among equals the first.
* A quote holds both ends of the pay it stands beside; words that hold one, or rounded ones, lend their currency alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assets.postings.pay.joined import best_statement, statements
from assets.postings.pay.statements import Stated
from assets.postings.pay.sums.amounts import Amounts, Period, is_plausible, per_year, period_of_code
from assets.postings.pay.sums.currencies import currency_of, wage_currency
from assets.postings.pay.sums.numbers import read_number
from assets.text.characters import lowered


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
_OWN_RANGE = 5  # the weight of a range that the text labels as its pay
_LONGEST_QUOTE = 240
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
    if amounts is None:
        words = best_statement(text, country) or _in_title(title, country)
        return _from_words(words, period_of_code(job.get("job_salary_period"))) if words else NO_PAY
    code = job.get("job_salary_currency")
    period = period_of_code(job.get("job_salary_period"))
    currency = currency_of(code, country) if isinstance(code, str) and code.strip() else None
    if listed is not None and isinstance(written, str):
        return _listed(amounts, currency, period, [listed], written)
    said = _said(text, country, is_whole=bool(currency and period))
    own = _instead(amounts, said)
    if own is not None:
        return _from_words(own, period)
    pay = _listed(amounts, currency, period, said, text)
    return (
        pay if pay.currency or code else _pay(amounts, wage_currency(country, pay.period), pay.period, "listed", None)
    )


def _in_title(title: str, country: str | None) -> Stated | None:
    return best_statement(title[:400], country) if any(char.isdigit() for char in title) else None


def _from_words(stated: Stated, period: Period | None) -> Pay:
    """Pay that the text states, by the field's period where the words tell none."""
    return _pay(stated.amounts, stated.currency, stated.period or period, "text", stated.quote)


def _said(text: str, country: str | None, *, is_whole: bool) -> list[Stated]:
    """The statements that may complete or outweigh the fields; none where those are whole and nothing doubts them."""
    if is_whole and "estimated" not in lowered(text):
        return []
    return list(statements(text, country))


def _instead(amounts: Amounts, said: Sequence[Stated]) -> Stated | None:
    """The text's own range where the fields hold what the text calls an estimate."""
    if not any(stated.is_estimate and stated.amounts == amounts for stated in said):
        return None
    own = [stated for stated in said if stated.weight >= _OWN_RANGE and not stated.is_estimate]
    return max(own, key=lambda stated: stated.weight, default=None)


def _listed(amounts: Amounts, currency: str | None, period: Period | None, said: Sequence[Stated], text: str) -> Pay:
    """Pay of the fields; what they leave out is taken from words that state the same amounts, and quoted."""
    if currency and period:
        return _pay(amounts, currency, period, "listed", None)
    by_weight = sorted(said, key=lambda stated: -stated.weight)
    for rounded in (False, True):
        low = [stated for stated in by_weight if _proves(stated, amounts.low, rounded=rounded)]
        high = [stated for stated in by_weight if _proves(stated, amounts.high, rounded=rounded)]
        both = [stated for stated in low if stated in high]
        if not low or not high:
            continue
        first, last = (both[0], both[0]) if both else (low[0], high[0])
        if first.currency != last.currency:
            continue
        return _lent(amounts, currency, period, first, None if rounded else _quote(text, first, last))
    some = [stated for end in (amounts.low, amounts.high) if end for stated in by_weight if _proves(stated, end)]
    return _lent(amounts, currency, period, some[0] if some else None, None)


def _lent(
    amounts: Amounts, currency: str | None, period: Period | None, words: Stated | None, quote: str | None
) -> Pay:
    """Pay of the fields with the currency and the period that the words lend it."""
    if words is not None:
        currency, period = currency or words.currency, period or words.period
    return _pay(amounts, currency, period, "listed", quote)


def _quote(text: str, first: Stated, last: Stated) -> str | None:
    """The words from one statement to the other; None where that is too long to be a quote."""
    start, end = min(first.span[0], last.span[0]), max(first.span[1], last.span[1])
    return text[start:end] if end - start <= _LONGEST_QUOTE else None


def _proves(stated: Stated, end: float | None, *, rounded: bool = True) -> bool:
    """Whether a statement holds an end of a range; the source rounds large amounts to whole thousands."""
    if end is None:
        return True
    ends = [value for value in (stated.amounts.low, stated.amounts.high) if value is not None]
    return end in ends or (rounded and any(value >= _ROUNDED_FROM and round(value, -3) == end for value in ends))


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
