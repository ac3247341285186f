"""The rules by which words around an amount make it base pay: `pay_phrases.yaml`, compiled once."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assets.postings.pay_amounts import Period
from assets.postings.phrase_rules import RuleBook, Rules

_PHRASES = Path(__file__).with_name("pay_phrases.yaml")


@dataclass(frozen=True, slots=True)
class PayRules:
    """The expressions of `pay_phrases.yaml`, compiled."""

    amount: re.Pattern[str]
    periods: tuple[tuple[Period, re.Pattern[str]], ...]
    not_pay_after: re.Pattern[str]
    at_most: re.Pattern[str]
    base_after: re.Pattern[str]
    estimate: re.Pattern[str]
    heading: re.Pattern[str]
    around: RuleBook
    on_target: Rules
    strong_label: Rules
    label: Rules
    not_pay: Rules
    near_periods: tuple[tuple[Period, Rules], ...]


@cache
def pay_rules() -> PayRules:
    """The rules, read once."""
    book = yaml.safe_load(_PHRASES.read_text("utf-8"))
    amount = "".join(str(book["amount"]).split())
    for name, value in book["parts"].items():
        amount = amount.replace(f"%{name}%", f"(?:{value})")
    labels = ("on_target", "strong_label", "label", "not_pay")
    around = RuleBook((), {**{name: book[name] for name in labels}, **book["near_periods"]}, {})
    groups = dict(around.groups)
    return PayRules(
        amount=re.compile(amount),
        periods=tuple((period, re.compile(pattern)) for period, pattern in book["periods"].items()),
        not_pay_after=re.compile("|".join(book["not_pay_after"])),
        at_most=re.compile("|".join(book["at_most"])),
        base_after=re.compile("|".join(book["base_after"])),
        estimate=re.compile("|".join(book["estimate"])),
        heading=re.compile(book["heading"]),
        around=around,
        on_target=groups["on_target"],
        strong_label=groups["strong_label"],
        label=groups["label"],
        not_pay=groups["not_pay"],
        near_periods=tuple((period, groups[period]) for period in book["near_periods"]),
    )
