"""Amounts of pay, their periods, and what they come to in a year. Reads no words (`grammar` does)."""

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypedDict, get_args

from assets.text.yaml_table import yaml_table

Period = Literal["hour", "day", "week", "month", "year"]

_TABLES = Path(__file__).with_name("tables.yaml")


class PayTables(TypedDict):
    """The constants of `tables.yaml`."""

    per_year: dict[Period, int]
    plausible: dict[Period, list[float]]
    period_codes: dict[Period, list[str]]
    units_per_dollar: dict[str, float]
    signs: dict[str, str]
    shared_signs: dict[str, dict[str, str]]
    letters: dict[str, dict[str, str]]
    unit_currency: dict[str, dict[str, str]]
    of_country: dict[str, str]


@cache
def pay_tables() -> PayTables:
    """The constants, read once."""
    tables: PayTables = yaml_table(_TABLES)
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


def period_of_code(code: object) -> Period | None:
    """The period a source's code ("YEAR", "hourly") names, or None."""
    return _period_index().get(code.strip().upper().replace(" ", "_")) if isinstance(code, str) else None


@cache
def _period_index() -> dict[str, Period]:
    codes = pay_tables()["period_codes"]
    return {code: period for period in get_args(Period) for code in codes[period]}


def is_plausible(amounts: Amounts, period: Period, currency: str | None) -> bool:
    """Whether the amounts can be pay for that period; without a currency they are judged as dollars."""
    low, high = pay_tables()["plausible"][period]
    scale = pay_tables()["units_per_dollar"].get(currency or "USD", 1.0)
    return all(low * scale <= value <= high * scale for value in (amounts.low, amounts.high) if value is not None)


def per_year(value: float | None, period: Period) -> float | None:
    """The yearly equivalent of an amount, by the one table of constants (`tables.yaml`), to the cent."""
    return None if value is None else round(value * pay_tables()["per_year"][period], 2)
