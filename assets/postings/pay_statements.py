"""Pay statements in a text: the amounts that are base pay, with currency, period and their words.

Knows nothing of the source's fields (`pay` puts both together), reads no numbers itself (`pay_amounts`), leaves it to
`pay_weight` to say what the words around an amount make of it, and does not choose among statements (`pay_ranges`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assets.postings.passages import mentions
from assets.postings.pay_amounts import Amounts, Period, currency_of, multiple_of, read_number
from assets.postings.pay_rules import PayRules, pay_rules
from assets.postings.pay_weight import (
    ENOUGH,
    Around,
    Parts,
    heading_above,
    is_yearly_unit,
    sign_of,
    weight_of,
    words_around,
)
from assets.postings.phrase_rules import first_match
from assets.text.characters import lowered

_MOST_PASSAGES = 60
_ESTIMATED = 3  # what an estimate weighs less than the employer's own words
_WIDEST = 20  # the ends of a range of pay are no further apart: "$45,000 - +$100,,000" is a slip of the pen
_DIGIT = re.compile(r"\d")
_MOST_BEFORE_DIGIT = 7  # an amount starts so near to its first digit
_OPEN_TOP = re.compile(
    r"(?:from|starting(?: at)?|at least|\bab|desde"
    r"|\bmin(?:imum|\.)?(?: (?:base |annual |gross )?(?:salary|pay|wage))?(?: of| is)?)[\s:]*$"
)


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
        for found in _amounts_in(low, max(last, digit.start() - 5), stop):
            # The window may have cut the amount short: its words are read again to their end.
            match = pay_rules().amount.match(low, found.start()) if found.end() > stop - 40 else found
            if match is None or match.start() < last:
                continue
            last = match.end()
            stated = _judge(text, low, match, country, labelled=labelled)
            if stated is not None:
                yield stated


def _amounts_in(low: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """All amounts in `low[start:stop]`, sought only just before its digits."""
    amount = pay_rules().amount
    found = amount.search(low, start, stop)
    while found is not None:
        yield found
        digit = _DIGIT.search(low, found.end(), stop)
        if digit is None:
            return
        found = amount.search(low, max(found.end(), digit.start() - _MOST_BEFORE_DIGIT), stop)


def _judge(text: str, low: str, match: re.Match[str], country: str | None, *, labelled: bool) -> Stated | None:
    """The statement an amount makes, or None where it is not base pay."""
    rules = pay_rules()
    parts: Parts = match.groupdict()
    amounts = _amounts(parts, low, match.start(), rules)
    if amounts is None:
        return None
    around = words_around(low, match.start(), match.end(), rules)
    period = _period(parts, around, rules)
    weight = ENOUGH if labelled else weight_of(parts, around, period, rules, low, match.start())
    if weight < ENOUGH:
        return None
    if period is None and not labelled:
        heading = heading_above(low, match.start(), rules)
        period = "year" if heading is not None and heading["annual"] else None
    is_estimate = bool(rules.estimate.search(around.before))
    if is_estimate:
        weight = max(ENOUGH, weight - _ESTIMATED)
    quote = match.group().strip()
    start = match.start() + match.group().index(quote)
    span = start, start + len(quote)
    return Stated(amounts, currency_of(sign_of(parts), country), period, text[slice(*span)], weight, is_estimate, span)


def _amounts(parts: Parts, low: str, start: int, rules: PayRules) -> Amounts | None:
    first, second = read_number(parts["number"] or ""), read_number(parts["number2"] or "")
    if first is None or (parts["number2"] and second is None):
        return None
    unit, unit2 = parts["unit"] or "", parts["unit2"] or ""
    if second is None:
        value = first * multiple_of(unit)
        if rules.at_most.search(low, max(0, start - 16), start):
            return Amounts.ordered(None, value)
        # A single amount is both ends, unless "from" or a plus sign leaves the top open.
        is_open = parts["plus"] or _OPEN_TOP.search(low, max(0, start - 32), start)
        return Amounts.ordered(value, None if is_open else value)
    first *= multiple_of(unit or (unit2 if first < 1000 else ""))
    second *= multiple_of(unit2 or (unit if second < 1000 else ""))
    if max(first, second) > _WIDEST * min(first, second):
        return None
    return Amounts.ordered(first, second)


def _period(parts: Parts, around: Around, rules: PayRules) -> Period | None:
    if parts["period"] or parts["period2"]:
        tail = (parts["period"] or "") + " " + (parts["period2"] or "")
        for period, pattern in rules.periods:
            if pattern.search(tail):
                return period
    if is_yearly_unit(parts):
        return "year"
    near = around.before[-70:] + " | " + around.after[:45]
    found = [period for period, found_by in rules.near_periods if first_match(found_by, near, around.is_open)]
    return found[0] if len(found) == 1 else None
