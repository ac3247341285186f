"""Pay of a posting: the source's fields first, else what the text states, with the words as proof.

Fails closed: a currency or period that is not stated stays null, and then there is no yearly equivalent.

* Base pay only. On-target earnings, commissions, bonuses, equity, benefits and a company's own money are not pay.
* A bare "$" is a dollar of the posting's country (US, CA, AU, ...); without a country, or in one that has no dollar,
  its currency is unknown. "US$", "C$" and "A$" mean what they say.
* A period that the amount contradicts (120,000 an hour) is dropped, the amount is kept: never silently yearly.
* Where a text states several ranges (by state, by zone), the best labelled one counts, among equals the first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from assets.postings.passages import lowered, mentions
from assets.postings.pay_amounts import (
    Amounts,
    Period,
    currency_of,
    is_plausible,
    multiple_of,
    per_year,
    period_of_code,
    read_number,
)

_PHRASES = Path(__file__).with_name("pay_phrases.yaml")
_MOST_PASSAGES = 60
_BEFORE, _AFTER = 110, 60
_ENOUGH = 2
_DIGIT = re.compile(r"\d")
_STOP = re.compile(r"(?<=[a-z)\d]{2})[.!?;]\s|\n\n\n")  # the end of a sentence, not of "U.S."


@dataclass(frozen=True, slots=True)
class Pay:
    """What a posting says it pays. Amounts are in `currency` per `period`; yearly ones by the table of constants."""

    min: float | None
    max: float | None
    currency: str | None
    period: Period | None
    yearly_min: float | None
    yearly_max: float | None
    source: Literal["listed", "text", "none"]
    quote: str | None


@dataclass(frozen=True, slots=True)
class _Stated:
    """One pay statement found in words."""

    amounts: Amounts
    currency: str | None
    period: Period | None
    quote: str
    weight: int


NO_PAY = Pay(None, None, None, None, None, None, "none", None)


def read_pay(job: Mapping[str, object], title: str, text: str, country: str | None) -> Pay:
    """Read the pay from the source's fields, its salary string, else from text and title.

    Args:
        job: The source's object; of any shape, wrong types count as absent.
        title: The posting's title.
        text: The cleaned description: quotes are cut from it.
        country: ISO 3166-1 alpha-2 code of the posting's country, for a currency sign that several countries share.
    """
    amounts = Amounts.ordered(_number(job.get("job_min_salary")), _number(job.get("job_max_salary")))
    written = job.get("job_salary_string")
    listed = _best(written, country, labelled=True) if isinstance(written, str) else None
    if amounts is None and listed is not None:
        return _pay(listed.amounts, listed.currency, listed.period, "listed", listed.quote)
    if amounts is not None:
        return _listed(job, amounts, listed or _best(text, country), country)
    stated = _best(text, country) or (_best(title, country) if _DIGIT.search(title) else None)
    if stated is None:
        return NO_PAY
    period = stated.period or period_of_code(job.get("job_salary_period"))
    return _pay(stated.amounts, stated.currency, period, "text", stated.quote)


def _listed(job: Mapping[str, object], amounts: Amounts, words: _Stated | None, country: str | None) -> Pay:
    """Pay of the fields; what they leave out is taken from words that state the same amount, and quoted."""
    code = job.get("job_salary_currency")
    currency = currency_of(code, country) if isinstance(code, str) else None
    period = period_of_code(job.get("job_salary_period"))
    same = words is not None and bool({words.amounts.low, words.amounts.high} & {amounts.low, amounts.high} - {None})
    if words is None or not same or (currency and period):
        return _pay(amounts, currency, period, "listed", None)
    return _pay(amounts, currency or words.currency, period or words.period, "listed", words.quote)


def _pay(
    amounts: Amounts,
    currency: str | None,
    period: Period | None,
    source: Literal["listed", "text"],
    quote: str | None,
) -> Pay:
    if period is not None and not is_plausible(amounts, period, currency):
        period = None
    yearly: tuple[float | None, float | None] = (None, None)
    if period is not None and currency is not None:
        yearly = (per_year(amounts.low, period), per_year(amounts.high, period))
    return Pay(amounts.low, amounts.high, currency, period, *yearly, source, quote)


def _number(value: object) -> float | None:
    """A field's amount: a number, or a string that holds one; anything else is absent."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        try:
            return float(value)
        except OverflowError:
            return None
    return read_number(value.lstrip("$€£₹ ")) if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class _Rules:
    amount: re.Pattern[str]
    label: re.Pattern[str]
    strong_label: re.Pattern[str]
    not_pay: re.Pattern[str]
    not_pay_after: re.Pattern[str]
    periods: tuple[tuple[Period, re.Pattern[str]], ...]
    near_periods: tuple[tuple[Period, re.Pattern[str]], ...]
    at_most: re.Pattern[str]


@cache
def _rules() -> _Rules:
    book = yaml.safe_load(_PHRASES.read_text("utf-8"))

    def either(lines: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(lines))

    def table(name: str) -> tuple[tuple[Period, re.Pattern[str]], ...]:
        return tuple((period, re.compile(pattern)) for period, pattern in book[name].items())

    parts = {name: str(value) for name, value in book["parts"].items()}
    amount = "".join(str(book["amount"]).split())
    for name, value in parts.items():
        amount = amount.replace(f"%{name}%", f"(?:{value})")
    return _Rules(
        amount=re.compile(amount),
        label=either(book["label"]),
        strong_label=either(book["strong_label"]),
        not_pay=either(book["not_pay"]),
        not_pay_after=either(book["not_pay_after"]),
        periods=table("periods"),
        near_periods=table("near_periods"),
        at_most=either(book["at_most"]),
    )


def _best(text: str, country: str | None, *, labelled: bool = False) -> _Stated | None:
    """The weightiest pay statement of a text, among equals the first; `labelled` texts are pay by their nature."""
    best: _Stated | None = None
    for stated in _statements(text, country, labelled=labelled):
        if best is None or stated.weight > best.weight:
            best = stated
    return best


def _statements(text: str, country: str | None, *, labelled: bool) -> Iterator[_Stated]:
    low = lowered(text)
    last = 0
    spans = ((0, len(text)),) if labelled else mentions(text).get("pay", ())[:_MOST_PASSAGES]
    for start, end in spans:
        stop = min(len(low), end + 90)
        digit = _DIGIT.search(low, max(last, start - 22), stop)
        if digit is None:
            continue
        for found in _rules().amount.finditer(low, max(last, digit.start() - 5), stop):
            # The window may have cut the amount short: its words are read again to their end.
            match = _rules().amount.match(low, found.start()) if found.end() > stop - 40 else found
            if match is None or match.start() < last:
                continue
            last = match.end()
            stated = _judge(text, low, match, country, labelled=labelled)
            if stated is not None:
                yield stated


def _judge(text: str, low: str, match: re.Match[str], country: str | None, *, labelled: bool) -> _Stated | None:
    """The statement an amount makes, or None where it is not base pay."""
    rules = _rules()
    amounts = _amounts(match, rules)
    if amounts is None:
        return None
    before, after = _context(low, match)
    period = _period(match, before, after, rules)
    weight = 2 if labelled else _weight(match, before, after, period, rules)
    if weight < _ENOUGH:
        return None
    return _Stated(
        amounts, currency_of(_sign(match), country), period, text[match.start() : match.end()].strip(), weight
    )


def _context(low: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands before the amount (its line, or the heading above it) and what follows it in its line."""
    before = low[max(0, match.start() - _BEFORE) : match.start()]
    after = low[match.end() : match.end() + _AFTER]
    before = _STOP.split(before)[-1]
    return before, after.split("\n", 1)[0].split(". ", 1)[0]


def _amounts(match: re.Match[str], rules: _Rules) -> Amounts | None:
    first, second = read_number(match["number"]), read_number(match["number2"] or "")
    if first is None or (match["number2"] and second is None):
        return None
    unit, unit2 = match["unit"] or "", match["unit2"] or ""
    if second is None:
        value = first * multiple_of(unit)
        at_most = rules.at_most.search(match.string, max(0, match.start() - 16), match.start())
        return Amounts.ordered(None, value) if at_most else Amounts.ordered(value, _exact(match, value))
    first *= multiple_of(unit or (unit2 if first < 1000 else ""))
    return Amounts.ordered(first, second * multiple_of(unit2 or (unit if second < 1000 else "")))


def _exact(match: re.Match[str], value: float) -> float | None:
    """A single amount is both ends, unless "from" or a plus sign leaves the top open."""
    lead = match.string[max(0, match.start() - 14) : match.start()]
    opened = match["plus"] or re.search(r"(?:from|starting(?: at)?|minimum(?: of)?|at least|ab|desde)[\s:]*$", lead)
    return None if opened else value


def _period(match: re.Match[str], before: str, after: str, rules: _Rules) -> Period | None:
    tail = (match["period"] or "") + " " + (match["period2"] or "")
    for period, pattern in rules.periods:
        if pattern.search(tail):
            return period
    if (match["unit"] or match["unit2"] or "").strip() == "lpa":
        return "year"
    near = before[-70:] + " | " + after[:45]
    found = [period for period, pattern in rules.near_periods if pattern.search(near)]
    return found[0] if len(found) == 1 else None


def _weight(match: re.Match[str], before: str, after: str, period: Period | None, rules: _Rules) -> int:
    """How surely the amount is base pay; below `_ENOUGH` it is not taken."""
    stated_period = bool(match["period"] or match["period2"])
    strong = rules.strong_label.search(before)
    veto = rules.not_pay.search(before[strong.end() :] if strong else before)
    if veto or rules.not_pay_after.match(after):
        return 0
    is_range = match["number2"] is not None
    has_sign = bool(_sign(match))
    weight = 4 if strong else 2 if rules.label.search(before) or rules.label.match(after.lstrip(" ,")) else 0
    weight += 2 * stated_period + is_range
    if not has_sign and not (weight >= _ENOUGH + 1 and _looks_like_pay(match, period)):
        return 0
    return weight if is_range or stated_period or weight >= _ENOUGH else 0


def _sign(match: re.Match[str]) -> str | None:
    """The currency written with the amount; a code ("CAD") says more than a sign ("$")."""
    return match["code2"] or match["aftercode"] or match["code"] or match["sign"] or match["sign2"]


def _looks_like_pay(match: re.Match[str], period: Period | None) -> bool:
    """A number without any currency sign must at least have the size and shape of pay."""
    first, unit = read_number(match["number"]) or 0.0, match["unit"] or match["unit2"]
    return bool(unit) or period == "hour" or first >= 10_000
