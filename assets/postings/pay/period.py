"""The period an amount is paid for, by the words behind it, else by the label before it. Hours worked are none."""

import re
from functools import cache

from assets.postings.pay.rules import PayRules
from assets.postings.pay.sums.amounts import Period
from assets.postings.pay.sums.grammar import Written
from assets.postings.pay.sums.words import NO_LETTER, any_of, pay_words
from assets.postings.pay.weight import Around

_BEFORE, _AFTER = 70, 45
_DIGIT = re.compile(r"\d")


def period_of(written: Written, around: Around, rules: PayRules) -> Period | None:
    """The period of an amount, or None where it is not stated or two are.

    A number behind the amount counts something else ("£30,000, 40 hours per week"): the words end there for it.
    """
    if written.period is not None:
        return written.period
    after = around.after[:_AFTER]
    number = _DIGIT.search(after)
    after = after[: number.start()] if number else after
    near = f"{around.before[-_BEFORE:]} | {after}"
    found = _named_in(near, around, rules)
    if found and (_DIGIT.search(near) or _work_time().search(near)):
        found = _named_in(_work_time().sub(" ", near), around, rules)
    return next(iter(found)) if len(found) == 1 else None


def _named_in(words: str, around: Around, rules: PayRules) -> set[Period]:
    return {
        period
        for period, found_by in rules.near_periods
        if any(pattern.search(words) for pattern in found_by.open_in(around.is_open))
    }


@cache
def _work_time() -> re.Pattern[str]:
    """What is worked or free, to its period: "40 hours per week", "28 days of holiday a year"."""
    counted = any_of(pay_words()["counted"])
    return re.compile(rf"(?:\d[\d.,\s–-]*\+?[\s-]{{0,2}})?{counted}{NO_LETTER}[^.,;|:\n]{{0,30}}")
