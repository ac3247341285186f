"""Numbers, currencies and periods as people write them in pay, and their yearly equivalents.

Knows nothing of postings: `pay` decides which amounts are pay.
"""

import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypedDict, get_args

import yaml

from assets.text.remembered import Remembered

Period = Literal["hour", "day", "week", "month", "year"]

_TABLES = Path(__file__).with_name("pay_tables.yaml")
_WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?$")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?$")
_CONTINENTAL = re.compile(r"\d{1,3}(?:[.'’\s]\d{3})+(?:,\d{1,2})?$")
_PLAIN = re.compile(r"\d+(?:\.\d+)?$")
_COMMA_CENTS = re.compile(r"\d+,\d{1,2}$")
_LONGEST_REMEMBERED = 20
_MULTIPLES = {
    "k": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "lpa": 1e5,
    "lac": 1e5,
    "lacs": 1e5,
    "crore": 1e7,
    "jt": 1e6,
    "juta": 1e6,
}


class _Tables(TypedDict):
    per_year: dict[Period, int]
    plausible: dict[Period, list[float]]
    period_codes: dict[Period, list[str]]
    units_per_dollar: dict[str, float]
    signs: dict[str, str]
    shared_signs: dict[str, dict[str, str]]


@cache
def _tables() -> _Tables:
    tables: _Tables = yaml.safe_load(_TABLES.read_text("utf-8"))
    return tables


@dataclass(frozen=True, slots=True)
class Amounts:
    """A lower and an upper amount of one pay statement; at least one of the two is there."""

    low: float | None
    high: float | None

    @classmethod
    def ordered(cls, low: float | None, high: float | None) -> "Amounts | None":
        """Amounts in the right order, or None where neither is a positive number."""
        low, high = _positive(low), _positive(high)
        if low is not None and high is not None and low > high:
            low, high = high, low
        return None if low is None and high is None else cls(low, high)


def _positive(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) and value > 0 else None


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
    return float(digits.replace(",", ".")) if _COMMA_CENTS.match(digits) else None


_NUMBERS = Remembered(_number, 4096)  # pay is given in round numbers


def multiple_of(suffix: str) -> float:
    """What a suffix ("k", "lakh") multiplies a number by; 1 for an unknown or empty one."""
    return _MULTIPLES.get(suffix.strip().lower(), 1.0)


def currency_of(sign: str | None, country: str | None) -> str | None:
    """ISO 4217 code of a currency sign or code; a sign shared by several countries needs the country, else None."""
    if not sign:
        return None
    tables = _tables()
    short = sign.strip().rstrip(".")
    if short.upper() in tables["units_per_dollar"]:
        return short.upper()
    known = _sign_index().get(short.lower())
    if known:
        return known
    return tables["shared_signs"].get(short.lower(), {}).get((country or "").upper())


@cache
def _sign_index() -> dict[str, str]:
    return {sign.lower(): code for sign, code in _tables()["signs"].items()}


def period_of_code(code: object) -> Period | None:
    """The period a source's code ("YEAR", "hourly") names, or None."""
    return _period_index().get(code.strip().upper().replace(" ", "_")) if isinstance(code, str) else None


@cache
def _period_index() -> dict[str, Period]:
    codes = _tables()["period_codes"]
    return {code: period for period in get_args(Period) for code in codes[period]}


def is_plausible(amounts: Amounts, period: Period, currency: str | None) -> bool:
    """Whether the amounts can be pay for that period; without a currency they are judged as dollars."""
    low, high = _tables()["plausible"][period]
    scale = _tables()["units_per_dollar"].get(currency or "USD", 1.0)
    return all(low * scale <= value <= high * scale for value in (amounts.low, amounts.high) if value is not None)


def per_year(value: float | None, period: Period) -> float | None:
    """The yearly equivalent of an amount, by the one table of constants (`pay_tables.yaml`), to the cent."""
    return None if value is None else round(value * _tables()["per_year"][period], 2)
