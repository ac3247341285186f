"""Pay statements in a text: which amounts are base pay, by the words before and after them.

Knows nothing of the source's fields (`pay` puts both together), and reads no numbers itself (`pay_amounts`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assets.postings.passages import lowered, mentions
from assets.postings.pay_amounts import Amounts, Period, currency_of, multiple_of, read_number
from assets.postings.phrase_rules import Rule, RuleBook, first_match

_PHRASES = Path(__file__).with_name("pay_phrases.yaml")
_MOST_PASSAGES = 60
_BEFORE, _AFTER = 110, 60
_ENOUGH = 2
_DIGIT = re.compile(r"\d")
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
    """

    amounts: Amounts
    currency: str | None
    period: Period | None
    quote: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Rules:
    amount: re.Pattern[str]
    periods: tuple[tuple[Period, re.Pattern[str]], ...]
    not_pay_after: re.Pattern[str]
    at_most: re.Pattern[str]
    around: RuleBook
    strong_label: tuple[Rule, ...]
    label: tuple[Rule, ...]
    not_pay: tuple[Rule, ...]
    near_periods: tuple[tuple[Period, tuple[Rule, ...]], ...]


@cache
def _rules() -> _Rules:
    book = yaml.safe_load(_PHRASES.read_text("utf-8"))
    amount = "".join(str(book["amount"]).split())
    for name, value in book["parts"].items():
        amount = amount.replace(f"%{name}%", f"(?:{value})")
    labels = ("strong_label", "label", "not_pay")
    around = RuleBook((), {**{name: book[name] for name in labels}, **book["near_periods"]}, {})
    groups = dict(around.groups)
    return _Rules(
        amount=re.compile(amount),
        periods=tuple((period, re.compile(pattern)) for period, pattern in book["periods"].items()),
        not_pay_after=re.compile("|".join(book["not_pay_after"])),
        at_most=re.compile("|".join(book["at_most"])),
        around=around,
        strong_label=groups["strong_label"],
        label=groups["label"],
        not_pay=groups["not_pay"],
        near_periods=tuple((period, groups[period]) for period in book["near_periods"]),
    )


def best_statement(text: str, country: str | None, *, labelled: bool = False) -> Stated | None:
    """The weightiest pay statement of a text, among equals the first; `labelled` texts are pay by their nature."""
    best: Stated | None = None
    for stated in _statements(text, country, labelled=labelled):
        if best is None or stated.weight > best.weight:
            best = stated
    return best


def _statements(text: str, country: str | None, *, labelled: bool) -> Iterator[Stated]:
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


def _judge(text: str, low: str, match: re.Match[str], country: str | None, *, labelled: bool) -> Stated | None:
    """The statement an amount makes, or None where it is not base pay."""
    rules = _rules()
    amounts = _amounts(match, rules)
    if amounts is None:
        return None
    around = _context(low, match)
    period = _period(match, around, rules)
    weight = 2 if labelled else _weight(match, around, period, rules)
    if weight < _ENOUGH:
        return None
    return Stated(
        amounts, currency_of(_sign(match), country), period, text[match.start() : match.end()].strip(), weight
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """The words before and after an amount, and the rules they may fit."""

    before: str
    after: str
    is_open: set[int]


def _context(low: str, match: re.Match[str]) -> _Around:
    """What stands before the amount (its line, or the heading above it) and what follows it in its line."""
    before = low[max(0, match.start() - _BEFORE) : match.start()]
    after = low[match.end() : match.end() + _AFTER]
    before = _STOP.split(before)[-1]
    after = after.split("\n", 1)[0].split(". ", 1)[0]
    return _Around(before, after, _rules().around.open_for(f"{before} | {after}"))


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


def _period(match: re.Match[str], around: _Around, rules: _Rules) -> Period | None:
    if match["period"] or match["period2"]:
        tail = (match["period"] or "") + " " + (match["period2"] or "")
        for period, pattern in rules.periods:
            if pattern.search(tail):
                return period
    if (match["unit"] or match["unit2"] or "").strip() == "lpa":
        return "year"
    near = around.before[-70:] + " | " + around.after[:45]
    found = [period for period, found_by in rules.near_periods if first_match(found_by, near, around.is_open)]
    return found[0] if len(found) == 1 else None


def _weight(match: re.Match[str], around: _Around, period: Period | None, rules: _Rules) -> int:
    """How surely the amount is base pay; below `_ENOUGH` it is not taken."""
    stated_period = bool(match["period"] or match["period2"])
    before, is_open = around.before, around.is_open
    strong = _leftmost(rules.strong_label, before, is_open)
    veto = first_match(rules.not_pay, before[strong.end() :] if strong else before, is_open)
    if veto or rules.not_pay_after.match(around.after):
        return 0
    is_range = match["number2"] is not None
    has_sign = bool(_sign(match))
    weight = 4 if strong else 2 if _is_labelled(around, rules) else 0
    weight += 2 * stated_period + is_range
    if not has_sign and not (weight >= _ENOUGH + 1 and _looks_like_pay(match, period)):
        return 0
    return weight if is_range or stated_period or weight >= _ENOUGH else 0


def _leftmost(found_by: tuple[Rule, ...], words: str, is_open: set[int]) -> re.Match[str] | None:
    matches = [rule.pattern.search(words) for rule in found_by if rule.number in is_open]
    return min(filter(None, matches), key=lambda match: match.start(), default=None)


def _is_labelled(around: _Around, rules: _Rules) -> bool:
    after = around.after.lstrip(" ,")
    return any(
        rule.pattern.search(around.before) or rule.pattern.match(after)
        for rule in rules.label
        if rule.number in around.is_open
    )


def _sign(match: re.Match[str]) -> str | None:
    """The currency written with the amount; a code ("CAD") says more than a sign ("$")."""
    return match["code2"] or match["aftercode"] or match["code"] or match["sign"] or match["sign2"]


def _looks_like_pay(match: re.Match[str], period: Period | None) -> bool:
    """A number without any currency sign must at least have the size and shape of pay."""
    first, unit = read_number(match["number"]) or 0.0, match["unit"] or match["unit2"]
    return bool(unit) or period == "hour" or first >= 10_000
