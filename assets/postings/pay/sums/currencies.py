"""Signs and names of currencies, and which code they stand for in a posting's country."""

from collections.abc import Mapping
from functools import cache

from assets.postings.pay.sums.amounts import Period, pay_tables


def currency_of(sign: str | None, country: str | None) -> str | None:
    """ISO 4217 code of a currency sign or code; a sign shared by several countries needs the country, else None."""
    if not sign:
        return None
    tables = pay_tables()
    short = sign.strip().rstrip(".")
    if short.upper() in tables["units_per_dollar"]:
        return short.upper()
    known = _sign_index().get(short.lower())
    return known or _shared(short.lower()).get((country or "").upper())


def is_foreign_letter(sign: str | None, country: str | None) -> bool:
    """Whether a sign is a mere letter ("R", "P") that the posting's country does not use for its money."""
    letters = pay_tables()["letters"].get((sign or "").strip().rstrip(".").lower())
    return letters is not None and (country or "").upper() not in letters


def wage_currency(country: str | None, period: Period | None) -> str | None:
    """The currency of pay that names none: hours and days are paid in the country's own, as no one bills them abroad.

    Salaries, which name their period less often and may be meant for several countries, stay without one.
    """
    return pay_tables()["of_country"].get((country or "").upper()) if period in ("hour", "day") else None


def currency_of_unit(unit: str, country: str | None) -> str | None:
    """What a unit alone tells of the currency: nobody but Vietnam counts its money in "triệu"."""
    named = pay_tables()["unit_currency"].get(unit, {})
    return named.get("") or named.get((country or "").upper())


def _shared(sign: str) -> Mapping[str, str]:
    tables = pay_tables()
    return tables["shared_signs"].get(sign) or tables["letters"].get(sign) or {}


@cache
def _sign_index() -> dict[str, str]:
    return {sign.lower(): code for sign, code in pay_tables()["signs"].items()}
