"""The rules by which words around an amount make it base pay, from `phrases.yaml` and `words.yaml`, compiled once."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assets.postings.pay.sums.amounts import Period
from assets.postings.pay.sums.words import pay_words, whole_words
from assets.postings.texts.phrase_rules import RuleBook, Rules
from assets.text.yaml_table import yaml_table

_PHRASES = Path(__file__).with_name("phrases.yaml")
_FIRST_SIGN = re.compile(r"[(\[\\?|]")


@dataclass(frozen=True, slots=True)
class PayRules:
    """The expressions of `phrases.yaml`, compiled."""

    not_pay_after: re.Pattern[str]
    base_after: re.Pattern[str]
    estimate: re.Pattern[str]
    heading: re.Pattern[str]
    work_time_after: re.Pattern[str]
    around: RuleBook
    on_target: Rules
    strong_label: Rules
    label: Rules
    not_pay: Rules
    near_periods: tuple[tuple[Period, Rules], ...]


@cache
def pay_rules() -> PayRules:
    """The rules, read once."""
    book = yaml_table(_PHRASES)
    labels = ("on_target", "strong_label", "label", "not_pay")
    periods = pay_words()["labels"]
    rows = {f"a {period}": [_row(words)] for period, words in periods.items()}
    around = RuleBook((), {**{name: book[name] for name in labels}, **rows}, {})
    groups = dict(around.groups)
    return PayRules(
        not_pay_after=re.compile("|".join(book["not_pay_after"])),
        base_after=re.compile("|".join(book["base_after"])),
        estimate=re.compile("|".join(book["estimate"])),
        heading=re.compile(book["heading"]),
        work_time_after=re.compile(book["work_time_after"]),
        around=around,
        on_target=groups["on_target"],
        strong_label=groups["strong_label"],
        label=groups["label"],
        not_pay=groups["not_pay"],
        near_periods=tuple((period, groups[f"a {period}"]) for period in periods),
    )


def _row(words: list[str]) -> list[str]:
    """A rule for any of the words, behind what each holds before its first sign."""
    return ["|".join(_FIRST_SIGN.split(word)[0].strip() for word in words), whole_words(words)]
