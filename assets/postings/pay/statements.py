"""Pay statements in a text: the amounts that are base pay, with currency, period and their words.

Knows nothing of the source's fields (`posting_pay` puts both together), leaves it to `grammar` to read what is
written, to `weight` to say what the words around it make of it, and does not choose among statements (`joined`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assets.postings.pay.period import period_of
from assets.postings.pay.rules import pay_rules
from assets.postings.pay.sums.amounts import Amounts, Period, is_plausible
from assets.postings.pay.sums.currencies import currency_of, currency_of_unit, is_foreign_letter, wage_currency
from assets.postings.pay.sums.grammar import Figure, Written, amounts_in, bound_of
from assets.postings.pay.sums.numbers import is_western, multiple_of
from assets.postings.pay.weight import ENOUGH, heading_above, weight_of, words_around
from assets.postings.texts.passages import mentions
from assets.text.characters import lowered

_MOST_PASSAGES = 60
_ESTIMATED = 3  # what an estimate weighs less than the employer's own words
_WIDEST = 20  # the ends of a range of pay are no further apart: "$45,000 - +$100,,000" is a slip of the pen
_NARROWEST = 0.4  # a second amount below this share of the first is no end of its range: "$60,000 - $5,000 bonus"
_DIGIT = re.compile(r"\d")
_SHORT = 1000  # below it a figure may borrow the unit of the other end: "80-100k"


class Stated(NamedTuple):
    """One pay statement found in words.

    Attributes:
        amounts: What is paid, per `period`.
        currency: ISO 4217 code, null where the sign does not tell.
        period: Null where it is not stated.
        quote: The words, verbatim.
        weight: How surely it is base pay; compared within one text only.
        is_estimate: Called an estimate right before the amount.
        span: Where the quote stands.
    """

    amounts: Amounts
    currency: str | None
    period: Period | None
    quote: str
    weight: int
    is_estimate: bool
    span: tuple[int, int]


def each_statement(text: str, country: str | None, *, labelled: bool) -> Iterator[Stated]:
    """The pay statements of a text in its order, one an amount; `labelled` texts are pay by their nature."""
    low = lowered(text)
    last = 0
    spans = ((0, len(text)),) if labelled else mentions(text).get("pay", ())[:_MOST_PASSAGES]
    for start, end in spans:
        stop = min(len(low), end + 90)
        digit = _DIGIT.search(low, max(last, start - 22), stop)
        if digit is None:
            continue
        for written in amounts_in(low, max(last, digit.start() - 5), stop):
            last = written.end
            stated = _judge(text, low, written, country, labelled=labelled)
            if stated is not None:
                yield stated


def _judge(text: str, low: str, written: Written, country: str | None, *, labelled: bool) -> Stated | None:
    """The statement an amount makes, or None where it is not base pay."""
    if is_foreign_letter(written.sign, country):
        return None
    rules = pay_rules()
    around = words_around(low, written.start, written.end, rules)
    period = period_of(written, around, rules)
    weight = ENOUGH if labelled else weight_of(written, around, period, rules, low)
    if weight < ENOUGH:
        return None
    amounts = _amounts(written, low)
    if amounts is None:
        return None
    currency = currency_of(written.sign, country) if written.sign else currency_of_unit(written.unit, country)
    if not (labelled or _is_sized_as_pay(written, amounts, currency)):
        return None
    if period is None and not labelled:
        heading = heading_above(low, written.start, rules)
        period = "year" if heading is not None and heading["annual"] else None
    if written.sign is None and currency is None:
        currency = wage_currency(country, period)
    is_estimate = bool(rules.estimate.search(around.before))
    if is_estimate:
        weight = max(ENOUGH, weight - _ESTIMATED)
    quote = low[written.start : written.end].strip()
    start = low.index(quote, written.start)
    span = start, start + len(quote)
    return Stated(amounts, currency, period, text[slice(*span)], weight, is_estimate, span)


def _is_sized_as_pay(written: Written, amounts: Amounts, currency: str | None) -> bool:
    """Millions are mostly a company's own: as pay they must state their period, and be a year's at most."""
    return not is_western(written.unit) or (written.period is not None and is_plausible(amounts, "year", currency))


def _amounts(written: Written, low: str) -> Amounts | None:
    """The amounts with their units; None where the two ends are no range."""
    first, second = written.first, written.second
    if second is None:
        value = first.number * multiple_of(first.unit)
        bound = bound_of(low, first)
        return Amounts.ordered(None if bound == "most" else value, None if bound == "least" else value)
    one, other = _with_unit(first, second), _with_unit(second, first)
    if max(one, other) > _WIDEST * min(one, other):
        return None
    if other < _NARROWEST * one:
        return Amounts.ordered(one, one)
    return Amounts.ordered(one, other)


def _with_unit(figure: Figure, other: Figure) -> float:
    """An end's value; one without a unit has that of the other end where that makes a range of them."""
    borrows = not figure.unit and bool(other.unit) and figure.number < _SHORT
    is_thousand = multiple_of(other.unit) == _SHORT
    if not figure.unit and other.unit and not is_thousand:
        borrows = figure.number < max(_SHORT, 10 * other.number)
    return figure.number * multiple_of(other.unit if borrows else figure.unit)
