"""How surely an amount in a text is base pay, by the words before and after it. Reads no amounts (`pay_statements`)."""

import re
from typing import NamedTuple

from assets.postings.pay_amounts import Period, multiple_of, read_number
from assets.postings.pay_rules import PayRules
from assets.postings.phrase_rules import Rules, first_match

ENOUGH = 2

_BEFORE, _AFTER = 110, 60
_REACH_OF_HEADING = 1500
_BEGINS_LINE = re.compile(r"(?:^|[\n•])[ *-]*$")
_LEAST_ALONE = 10_000  # a range on a line of its own is pay from here on; below it may be anything
_OPENS_LINE = re.compile(r"(?:^|[\n:•])\s*$")
# The end of a sentence, not of "U.S.", in a text read backwards.
_POTS = re.compile(r"\s[.!?;](?=[a-z)\d]{2})|\n\n\n")

Parts = dict[str, str | None]


class Around(NamedTuple):
    """The words before and after an amount, and the set of rules they may fit."""

    before: str
    after: str
    is_open: int


def words_around(low: str, start: int, end: int, rules: PayRules) -> Around:
    """What stands before the amount `low[start:end]` in its sentence, and what follows it in its line."""
    before = low[max(0, start - _BEFORE) : start]
    stop = _POTS.search(before[::-1])
    if stop is not None:
        before = before[len(before) - stop.start() :]
    after = low[end : end + _AFTER].split("\n", 1)[0].split(". ", 1)[0]
    return Around(before, after, rules.around.open_for(f"{before} | {after}"))


def heading_above(low: str, start: int, rules: PayRules) -> re.Match[str] | None:
    """The last sentence not far above that says that pay stands below it."""
    floor = max(0, start - _REACH_OF_HEADING)
    if low.find("below", floor, start) < 0 and low.find("as follows", floor, start) < 0:
        return None
    return max(rules.heading.finditer(low, floor, start), key=lambda match: match.end(), default=None)


def sign_of(parts: Parts) -> str | None:
    """The currency written with an amount; a code ("CAD") says more than a sign ("$")."""
    return parts["code2"] or parts["aftercode"] or parts["code"] or parts["sign"] or parts["sign2"]


def weight_of(parts: Parts, around: Around, period: Period | None, rules: PayRules, low: str, start: int) -> int:
    """How surely the amount is base pay; below `ENOUGH` it is not taken.

    Args:
        parts: The named groups of the amount's expression.
        around: The words around it.
        period: What it is paid for, if that is known.
        rules: The rules.
        low: The text in lower case.
        start: Where in it the amount starts.
    """
    label = _label(around, rules)
    if label is None or rules.not_pay_after.match(around.after):
        return 0
    stated_period = bool(parts["period"] or parts["period2"]) or is_yearly_unit(parts)
    is_range = parts["number2"] is not None
    has_sign = bool(sign_of(parts))
    weight = label
    opens_line = weight == 0 and is_range and has_sign and _OPENS_LINE.search(around.before)
    if opens_line and heading_above(low, start, rules):
        weight = 2
    if weight == 0 and is_range and has_sign and _stands_alone(parts, around):
        weight = 1
    weight += 2 * stated_period + is_range
    if not has_sign and not (weight >= ENOUGH + 1 and _looks_like_pay(parts, period)):
        return 0
    return weight if is_range or stated_period or weight >= ENOUGH else 0


def is_yearly_unit(parts: Parts) -> bool:
    """Lakhs per annum hold their period."""
    return (parts["unit"] or parts["unit2"] or "").strip() == "lpa"


def _stands_alone(parts: Parts, around: Around) -> bool:
    """Whether a line holds a range as large as a salary and nothing else."""
    least = (read_number(parts["number"] or "") or 0.0) * multiple_of(parts["unit"] or parts["unit2"] or "")
    return least >= _LEAST_ALONE and bool(_BEGINS_LINE.search(around.before)) and not around.after.strip(" .*)")


def _label(around: Around, rules: PayRules) -> int | None:
    """What the words around an amount weigh; None where they say that it is not base pay."""
    if rules.base_after.match(around.after):
        return 4
    before, is_open = around.before, around.is_open
    more = max(
        (hit.end() for pattern in rules.on_target.open_in(is_open) for hit in pattern.finditer(before)), default=0
    )
    strong = _leftmost(rules.strong_label, before[more:], is_open)
    if strong is None and more:
        return None
    if first_match(rules.not_pay, before[more + strong.end() :] if strong else before, is_open):
        return None
    return 4 if strong else 2 if _is_labelled(around, rules) else 0


def _leftmost(found_by: Rules, words: str, is_open: int) -> re.Match[str] | None:
    matches = [pattern.search(words) for pattern in found_by.open_in(is_open)]
    return min(filter(None, matches), key=lambda match: match.start(), default=None)


def _is_labelled(around: Around, rules: PayRules) -> bool:
    after = around.after.lstrip(" ,")
    return any(pattern.search(around.before) or pattern.match(after) for pattern in rules.label.open_in(around.is_open))


def _looks_like_pay(parts: Parts, period: Period | None) -> bool:
    """A number without any currency sign must at least have the size and shape of pay."""
    first, unit = read_number(parts["number"] or "") or 0.0, parts["unit"] or parts["unit2"]
    return bool(unit) or period == "hour" or first >= 10_000
