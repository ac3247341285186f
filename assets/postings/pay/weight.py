"""How surely an amount in a text is base pay, by the words before and after it. Reads no amounts (`grammar`)."""

import re
from typing import NamedTuple

from assets.postings.pay.rules import PayRules
from assets.postings.pay.sums.amounts import Period
from assets.postings.pay.sums.grammar import Written
from assets.postings.pay.sums.numbers import multiple_of
from assets.postings.texts.phrase_rules import Rules, first_match

ENOUGH = 2

_BEFORE, _AFTER = 110, 60
_REACH_OF_HEADING = 1500
_BEGINS_LINE = re.compile(r"(?:^|[\n•])[ *-]*$")
_LEAST_ALONE = 10_000  # a range on a line of its own is pay from here on; below it may be anything
_OPENS_LINE = re.compile(r"(?:^|[\n:•])\s*$")
# The end of a sentence, not of "U.S." or "mind.", in a text read backwards.
_POTS = re.compile(r"\s[.!?;](?!(?:dnim|nim|ním|xam|ac|c|zwb|lkni|xorppa|tturb)(?![a-z]))(?=[a-z)\d%]{2})|\n\n\n")


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


def weight_of(written: Written, around: Around, period: Period | None, rules: PayRules, low: str) -> int:
    """How surely the amount is base pay; below `ENOUGH` it is not taken.

    Args:
        written: What is written.
        around: The words around it.
        period: What it is paid for, if that is known.
        rules: The rules.
        low: The text in lower case.
    """
    label = _label(around, rules)
    if written.unit == "lpa":  # lakhs per annum are a wage by their name, under any heading
        label = 4
    if label is None or rules.not_pay_after.match(around.after):
        return 0
    has_sign, is_range = written.sign is not None, written.second is not None
    weight = label
    if weight == 0 and has_sign:
        weight = _weight_of_line(written, around, rules, low)
    weight += 2 * (written.period is not None) + is_range
    if not has_sign and not (weight >= ENOUGH + 1 and _looks_like_pay(written, period)):
        return 0
    return weight if is_range or written.period is not None or weight >= ENOUGH else 0


def _weight_of_line(written: Written, around: Around, rules: PayRules, low: str) -> int:
    """What an amount without a label weighs by its place: below a heading, or alone on its line."""
    if written.second and _OPENS_LINE.search(around.before) and heading_above(low, written.start, rules):
        return 2
    is_large = written.first.number * multiple_of(written.first.unit or written.unit) >= _LEAST_ALONE
    if not (is_large and _BEGINS_LINE.search(around.before)):
        return 0
    if rules.work_time_after.match(around.after):
        return 2
    return int(written.second is not None and not around.after.strip(" .*)"))


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


def _looks_like_pay(written: Written, period: Period | None) -> bool:
    """A number without any currency sign must at least have the size and shape of pay."""
    return bool(written.unit) or period == "hour" or written.first.number >= _LEAST_ALONE
