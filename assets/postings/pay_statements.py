"""Pay statements in a text: which amounts are base pay, by the words before and after them.

Knows nothing of the source's fields (`pay` puts both together), reads no numbers itself (`pay_amounts`), and does not
choose among statements (`pay_ranges`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assets.postings.passages import mentions
from assets.postings.pay_amounts import Amounts, Period, currency_of, multiple_of, read_number
from assets.postings.pay_rules import PayRules, pay_rules
from assets.postings.phrase_rules import Rules, first_match
from assets.text.characters import lowered

_MOST_PASSAGES = 60
_BEFORE, _AFTER = 110, 60
_ENOUGH = 2
_ESTIMATED = 3  # what an estimate weighs less than the employer's own words
_REACH_OF_HEADING = 1500
_WIDEST = 20  # the ends of a range of pay are no further apart: "$45,000 - +$100,,000" is a slip of the pen
_DIGIT = re.compile(r"\d")
_BEGINS_LINE = re.compile(r"(?:^|[\n•])[ *-]*$")
_OPENS_LINE = re.compile(r"(?:^|[\n:•])\s*$")
_OPEN_TOP = re.compile(
    r"(?:from|starting(?: at)?|at least|\bab|desde"
    r"|\bmin(?:imum|\.)?(?: (?:base |annual |gross )?(?:salary|pay|wage))?(?: of| is)?)[\s:]*$"
)
_LEAST_ALONE = 10_000  # a range on a line of its own is pay from here on; below it may be anything
_STOP = re.compile(r"(?<=[a-z)\d]{2})[.!?;]\s|\n\n\n")  # the end of a sentence, not of "U.S."


@dataclass(frozen=True, slots=True)
class Stated:
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
        for found in pay_rules().amount.finditer(low, max(last, digit.start() - 5), stop):
            # The window may have cut the amount short: its words are read again to their end.
            match = pay_rules().amount.match(low, found.start()) if found.end() > stop - 40 else found
            if match is None or match.start() < last:
                continue
            last = match.end()
            stated = _judge(text, low, match, country, labelled=labelled)
            if stated is not None:
                yield stated


def _judge(text: str, low: str, match: re.Match[str], country: str | None, *, labelled: bool) -> Stated | None:
    """The statement an amount makes, or None where it is not base pay."""
    rules = pay_rules()
    amounts = _amounts(match, rules)
    if amounts is None:
        return None
    around = _context(low, match)
    period = _period(match, around, rules)
    heading = None if labelled else _heading(low, match.start(), rules)
    weight = 2 if labelled else _weight(match, around, period, rules, is_announced=heading is not None)
    if weight < _ENOUGH:
        return None
    if period is None and heading is not None and heading["annual"]:
        period = "year"
    is_estimate = bool(rules.estimate.search(around.before))
    if is_estimate:
        weight = max(_ENOUGH, weight - _ESTIMATED)
    quote = match.group().strip()
    start = match.start() + match.group().index(quote)
    span = start, start + len(quote)
    return Stated(amounts, currency_of(_sign(match), country), period, text[slice(*span)], weight, is_estimate, span)


def _heading(low: str, start: int, rules: PayRules) -> re.Match[str] | None:
    """The last sentence not far above that says that pay stands below it."""
    floor = max(0, start - _REACH_OF_HEADING)
    if low.find("below", floor, start) < 0 and low.find("as follows", floor, start) < 0:
        return None
    return max(rules.heading.finditer(low, floor, start), key=lambda match: match.end(), default=None)


@dataclass(frozen=True, slots=True)
class _Around:
    """The words before and after an amount, and the rules they may fit."""

    before: str
    after: str
    is_open: int


def _context(low: str, match: re.Match[str]) -> _Around:
    """What stands before the amount (its line, or the heading above it) and what follows it in its line."""
    before = low[max(0, match.start() - _BEFORE) : match.start()]
    after = low[match.end() : match.end() + _AFTER]
    before = _STOP.split(before)[-1]
    after = after.split("\n", 1)[0].split(". ", 1)[0]
    return _Around(before, after, pay_rules().around.open_for(f"{before} | {after}"))


def _amounts(match: re.Match[str], rules: PayRules) -> Amounts | None:
    first, second = read_number(match["number"]), read_number(match["number2"] or "")
    if first is None or (match["number2"] and second is None):
        return None
    unit, unit2 = match["unit"] or "", match["unit2"] or ""
    if second is None:
        value = first * multiple_of(unit)
        at_most = rules.at_most.search(match.string, max(0, match.start() - 16), match.start())
        return Amounts.ordered(None, value) if at_most else Amounts.ordered(value, _exact(match, value))
    first *= multiple_of(unit or (unit2 if first < 1000 else ""))
    second *= multiple_of(unit2 or (unit if second < 1000 else ""))
    if max(first, second) > _WIDEST * min(first, second):
        return None
    return Amounts.ordered(first, second)


def _exact(match: re.Match[str], value: float) -> float | None:
    """A single amount is both ends, unless "from" or a plus sign leaves the top open."""
    opened = match["plus"] or _OPEN_TOP.search(match.string, max(0, match.start() - 32), match.start())
    return None if opened else value


def _period(match: re.Match[str], around: _Around, rules: PayRules) -> Period | None:
    if match["period"] or match["period2"]:
        tail = (match["period"] or "") + " " + (match["period2"] or "")
        for period, pattern in rules.periods:
            if pattern.search(tail):
                return period
    if _is_yearly_unit(match):
        return "year"
    near = around.before[-70:] + " | " + around.after[:45]
    found = [period for period, found_by in rules.near_periods if first_match(found_by, near, around.is_open)]
    return found[0] if len(found) == 1 else None


def _is_yearly_unit(match: re.Match[str]) -> bool:
    """Lakhs per annum hold their period."""
    return (match["unit"] or match["unit2"] or "").strip() == "lpa"


def _weight(
    match: re.Match[str], around: _Around, period: Period | None, rules: PayRules, *, is_announced: bool
) -> int:
    """How surely the amount is base pay; below `_ENOUGH` it is not taken."""
    label = _label(around, rules)
    if label is None or rules.not_pay_after.match(around.after):
        return 0
    stated_period = bool(match["period"] or match["period2"]) or _is_yearly_unit(match)
    is_range = match["number2"] is not None
    has_sign = bool(_sign(match))
    weight = label
    if weight == 0 and is_announced and is_range and has_sign and _OPENS_LINE.search(around.before):
        weight = 2
    if weight == 0 and is_range and has_sign and _stands_alone(match, around):
        weight = 1
    weight += 2 * stated_period + is_range
    if not has_sign and not (weight >= _ENOUGH + 1 and _looks_like_pay(match, period)):
        return 0
    return weight if is_range or stated_period or weight >= _ENOUGH else 0


def _stands_alone(match: re.Match[str], around: _Around) -> bool:
    """Whether a line holds a range as large as a salary and nothing else."""
    least = (read_number(match["number"]) or 0.0) * multiple_of(match["unit"] or match["unit2"] or "")
    return least >= _LEAST_ALONE and bool(_BEGINS_LINE.search(around.before)) and not around.after.strip(" .*)")


def _label(around: _Around, rules: PayRules) -> int | None:
    """What the words around an amount weigh; None where they say that it is not base pay."""
    if rules.base_after.match(around.after):
        return 4
    before, is_open = around.before, around.is_open
    more = max((hit.end() for hit in rules.on_target.finditer(before)), default=0)
    strong = _leftmost(rules.strong_label, before[more:], is_open)
    if strong is None and more:
        return None
    if first_match(rules.not_pay, before[more + strong.end() :] if strong else before, is_open):
        return None
    return 4 if strong else 2 if _is_labelled(around, rules) else 0


def _leftmost(found_by: Rules, words: str, is_open: int) -> re.Match[str] | None:
    matches = [pattern.search(words) for pattern in found_by.open_in(is_open)]
    return min(filter(None, matches), key=lambda match: match.start(), default=None)


def _is_labelled(around: _Around, rules: PayRules) -> bool:
    after = around.after.lstrip(" ,")
    return any(pattern.search(around.before) or pattern.match(after) for pattern in rules.label.open_in(around.is_open))


def _sign(match: re.Match[str]) -> str | None:
    """The currency written with the amount; a code ("CAD") says more than a sign ("$")."""
    return match["code2"] or match["aftercode"] or match["code"] or match["sign"] or match["sign2"]


def _looks_like_pay(match: re.Match[str], period: Period | None) -> bool:
    """A number without any currency sign must at least have the size and shape of pay."""
    first, unit = read_number(match["number"]) or 0.0, match["unit"] or match["unit2"]
    return bool(unit) or period == "hour" or first >= 10_000
