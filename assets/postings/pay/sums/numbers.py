"""Figures as people write them in pay, and what multiplies them. Knows no currency and no period."""

import re
from collections.abc import Mapping
from functools import cache

from assets.postings.pay.sums.words import pay_words
from assets.text.remembered import Remembered

_WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?$")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?$")
_CONTINENTAL = re.compile(r"\d{1,3}(?:[.'’\s]\d{3})+(?:,\d{1,2})?$")
_SPACED = re.compile(r"\d{1,3}(?:['’\s]\d{3})+\.\d{1,2}$")
_APART = re.compile(r"\d{1,3}, 000$")  # "80, 000": a blank that slipped in
_PLAIN = re.compile(r"\d+(?:\.\d+)?$")
_COMMA_CENTS = re.compile(r"\d+,\d{1,2}$")
_LONGEST_REMEMBERED = 20


def read_number(written: str) -> float | None:
    """The number that digits and separators stand for, or None where the grouping is not a known one.

    "93,800.00", "18,00,000" (Indian), "45.000,50", "45 000" and "45.000" (continental), "24.06".
    "100,00.00" is refused.
    """
    return _NUMBERS[written] if len(written) <= _LONGEST_REMEMBERED else _number(written)


def _number(written: str) -> float | None:
    digits = written.strip().rstrip(".,")
    if _PLAIN.match(digits) and not re.match(r"\d{1,3}\.\d{3}$", digits):
        return float(digits)
    if _WESTERN.match(digits) or _INDIAN.match(digits):
        return float(digits.replace(",", ""))
    if _CONTINENTAL.match(digits):
        return float(re.sub(r"[.'’\s]", "", digits).replace(",", "."))
    if _SPACED.match(digits) or _APART.match(digits):
        return float(re.sub(r"[,'’\s]", "", digits))
    return float(digits.replace(",", ".")) if _COMMA_CENTS.match(digits) else None


_NUMBERS = Remembered(_number, 4096)  # pay is given in round numbers


def multiple_of(unit: str) -> float:
    """What a unit ("k", "lakh", "万") multiplies a number by; 1 for an unknown or empty one."""
    return _multiples().get(unit, 1.0)


def is_western(unit: str) -> bool:
    """Whether the unit is as often that of a company's money ("$50M") as of pay."""
    return unit in _western()


@cache
def _multiples() -> Mapping[str, float]:
    words = pay_words()
    return {
        unit.partition("(")[0]: float(value)
        for table in (words["units"], words["western_units"])
        for value, units in table.items()
        for unit in units
    }


@cache
def _western() -> frozenset[str]:
    return frozenset(unit for units in pay_words()["western_units"].values() for unit in units)
