"""The regular expressions of the grammar of pay, made once of `words.yaml` and the currencies of `tables.yaml`.

All are over lower-case text. What they match is put together by `grammar`.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import get_args

from assets.postings.pay.sums.amounts import Period, pay_tables
from assets.postings.pay.sums.words import NO_LETTER, NO_LETTER_BEFORE, any_of, pay_words, whole_words

_SIGNS = "€£₹¥￥₩₱₦₺₽₪฿₫₴"
_DOLLAR = r"(?:(?<![a-z])(?:us|usd|c|ca|cad|cdn|a|au|aud|nz|s|sg|hk|nt|mx|r))?\$"
_LETTERS = r"(?:rs|rp|rm|kr|kshs?|sfr|fr|dhs|tl|sr|r|p|q)\.?(?=\s?\d)|s/\.?(?=\s?\d)"
# Codes that are common words, too: only before a figure as large as those currencies make them.
_WORD_CODES = frozenset({"try", "mad", "bob", "pen", "gel", "cop", "ron", "php", "dop", "bnd"})
_LARGE = r"(?=\s?\d{1,3}[.,]\d{3}|\s?\d{4})"
_PLURAL = r"(?:st|nd|rd|th)" + NO_LETTER
_TOO_MUCH = r"(?:b|bn|billion|billions|tn|trillion|mrd|milliarden|milliards)" + NO_LETTER


@dataclass(frozen=True, slots=True)
class Expressions:
    """Parts of an amount.

    Attributes:
        head: A figure at the start of an amount, with `sign`, `code`, `number`, `unit` and `after`.
        tail: The same as the upper end of a range.
        counted: What a figure without a currency counts, if not money.
        period: A period right behind a figure; the group that matched has its name.
        plus: A plus sign that leaves the top open, and not one that adds a bonus.
        to: Between the ends of a range.
        and_: The same, if `between` stands before.
        torn_before: A lower end that could not be read.
        torn_after: An upper end that could not be read.
        between: What makes a range of two amounts joined by "and".
        least: Before a lower bound.
        most: Before an upper bound.
        least_after: Behind a lower bound.
        most_after: Behind an upper bound.
    """

    head: re.Pattern[str]
    tail: re.Pattern[str]
    counted: re.Pattern[str]
    period: re.Pattern[str]
    plus: re.Pattern[str]
    to: re.Pattern[str]
    and_: re.Pattern[str]
    torn_before: re.Pattern[str]
    torn_after: re.Pattern[str]
    between: re.Pattern[str]
    least: re.Pattern[str]
    most: re.Pattern[str]
    least_after: re.Pattern[str]
    most_after: re.Pattern[str]


@cache
def expressions() -> Expressions:
    """The expressions, compiled once."""
    words = pay_words()
    number = "".join(line.strip() for line in words["number"].splitlines())
    every = [unit for table in (words["units"], words["western_units"]) for some in table.values() for unit in some]
    unit = rf"(?:,(?:--?|–|—)|:-|\.-)?(?P<unit>\s?{any_of(every)}(?:{NO_LETTER}|(?=eur|usd|gbp|pln|kr))\.?)?(?:,-)?"
    enough = rf"(?![\d%]|[a-z][,.]?\d|\s?%|\s?{_TOO_MUCH}|{_PLURAL})"
    after = rf"(?:\s{{0,2}}(?P<after>\(?{_after()}\)?))?"
    sign = rf"{_DOLLAR}|[{_SIGNS}]|{NO_LETTER_BEFORE}(?:{_LETTERS})"
    gap = r"\s{0,2}"
    apart = r"(?<![a-z\d_.,$€£₹/\u00df-\u024f\u0400-\u04ff-])"
    body = rf"(?!40[13]\s?\(?[kb])(?P<number>{number}){unit}{enough}{after}"
    joints = any_of(words["to"])
    to = rf"\.?\s*(?:{joints}|/(?=\s?(?:{sign})|\d\d\d?\s?k\s?€))\s*(?:up to\s*)?"
    money = rf"(?:{sign}|{_before()})"
    return Expressions(
        head=re.compile(
            rf"(?=\D{{0,7}}\d)(?:(?<![\d$€£₹])(?P<sign>{sign}){gap}|{apart}(?P<code>{_before()}){gap}|{apart}){body}"
        ),
        tail=re.compile(rf"(?:(?P<sign>{sign}){gap}|(?P<code>{_before()}){gap}(?:{sign})?{gap})?{body}"),
        counted=re.compile(rf"[\s-]{{0,2}}{any_of(words['counted'])}{NO_LETTER}"),
        period=re.compile(_period_expression()),
        plus=re.compile(rf"\s?\+(?=\s*(?:$|[^\w\s$€£₹¥+]|doe{NO_LETTER}|dep|{_unnamed(_period_expression())}))"),
        to=re.compile(to),
        and_=re.compile(rf"\s*{any_of(words['and'])}\s*"),
        torn_before=re.compile(r"\d[^\s\d]{0,3}\s?(?:-|–|—|~|～|to|bis|à)\s*(?:\+\s?)?$"),
        torn_after=re.compile(rf"\s*(?:{joints})\s*\+?\s*{money}{gap}\d"),
        between=re.compile(rf"{whole_words(words['between'])}[\s:]*$"),
        least=re.compile(rf"{whole_words(words['least'])}[\s:]*$"),
        most=re.compile(rf"{whole_words(words['most'])}[\s:]*$"),
        least_after=re.compile(rf"\s?{any_of(words['least_after'])}"),
        most_after=re.compile(rf"\s?{any_of(words['most_after'])}"),
    )


def _codes() -> list[str]:
    tables = pay_tables()
    named = [sign for sign in tables["signs"] if sign.isalpha()]
    return [code.lower() for code in (*tables["units_per_dollar"], *named, *tables["shared_signs"]) if code.isalpha()]


def _before() -> str:
    """Codes and names as they stand before a figure."""
    some = [code for code in _codes() if code not in _WORD_CODES]
    return rf"(?:(?=[^\W\d]){NO_LETTER_BEFORE}(?:{any_of(some)}\.?:?{NO_LETTER}|{any_of(_WORD_CODES)}{_LARGE}))"


def _after() -> str:
    """Codes, names and signs as they stand behind a figure."""
    return rf"(?:(?:(?:kr|fr|rs|руб|грн)\.|{any_of(_codes())}|tl){NO_LETTER}|[{_SIGNS}](?!\d)|\$(?!\s?\d))"


def _period_expression() -> str:
    """Words between, a preposition or none, and the word of a period in the group of its name."""
    words = pay_words()
    between = rf"(?:[\s(,]{{0,2}}{any_of(words['qualifiers'])}{NO_LETTER}\.?\)?){{0,3}}"
    preposition = rf"(?:[^\S\n]{{0,2}}|\n(?=per |/|an? |pro ))\(?{any_of(words['prepositions'])}[^\S\n]{{0,2}}"
    named = "|".join(
        rf"(?P<{period}>{preposition}{any_of(some['after'])}|[^\S\n]{{0,2}}\(?{any_of(some['bare'])})"
        for period, some in ((period, words["periods"][period]) for period in get_args(Period))
    )
    return rf"{between}(?:{named}){NO_LETTER}\)?"


def _unnamed(expression: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", expression)
