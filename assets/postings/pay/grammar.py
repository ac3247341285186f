"""How pay is written: a figure ("R$ 3.500,00 brutos por mês"), and two of them as a range, with their bounds.

Says what stands in the words, not whether it is pay (`weight`) nor what it is worth (`statements`). A figure that
can't be read whole is none, and neither is a range of which one end can't be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from assets.postings.pay.amounts import Period, pay_tables
from assets.postings.pay.numbers import multiple_of, read_number
from assets.postings.pay.words import NO_LETTER, NO_LETTER_BEFORE, any_of, pay_words, whole_words

_DIGIT = re.compile(r"\d")
_MOST_BEFORE_DIGIT = 7  # a figure starts so near to its first digit
_REACH_OF_BOUND = 48
_SIGNS = "€£₹¥￥₩₱₦₺₽₪฿₫₴"
_DOLLAR = r"(?:(?<![a-z])(?:us|usd|c|ca|cad|cdn|a|au|aud|nz|s|sg|hk|nt|mx|r))?\$"
_LETTERS = r"(?:rs|rp|rm|kr|kshs?|sfr|fr|dhs|tl|sr|r|p|q)\.?(?=\s?\d)|s/\.?(?=\s?\d)"
# Codes that are common words, too: only before a figure as large as those currencies make them.
_WORD_CODES = frozenset({"try", "mad", "bob", "pen", "gel", "cop", "ron", "php", "dop", "bnd"})
_LARGE = r"(?=\s?\d{1,3}[.,]\d{3}|\s?\d{4})"
_PLURAL = r"(?:st|nd|rd|th)" + NO_LETTER
_TOO_MUCH = r"(?:b|bn|billion|billions|tn|trillion|mrd|milliarden|milliards)" + NO_LETTER


class Figure(NamedTuple):
    """One amount as it is written.

    Attributes:
        number: The figure without its unit.
        unit: "k", "lakh", "万" or empty.
        sign: The currency's sign or code beside it; a code goes before a sign.
        is_open: A plus sign stands behind it.
        period: What the words right behind it say.
        start: Where it starts in the text.
        end: Where it ends.
    """

    number: float
    unit: str
    sign: str | None
    is_code: bool
    is_open: bool
    period: Period | None
    start: int
    end: int


class Written(NamedTuple):
    """A figure, or a range of two."""

    first: Figure
    second: Figure | None

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.first.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return (self.second or self.first).end

    @property
    def sign(self) -> str | None:
        """The currency written with it; a code ("CAD") says more than a sign ("$")."""
        figures = [figure for figure in (self.second, self.first) if figure and figure.sign]
        codes = [figure.sign for figure in figures if figure.is_code]
        return codes[0] if codes else figures[-1].sign if figures else None

    @property
    def period(self) -> Period | None:
        """The period written right behind it; lakhs per annum hold theirs."""
        later = self.second.period if self.second else None
        return later or self.first.period or ("year" if "lpa" in (self.first.unit, self.unit) else None)

    @property
    def unit(self) -> str:
        """The unit of the range, or of its only figure."""
        return (self.second.unit if self.second else "") or self.first.unit


@dataclass(frozen=True, slots=True)
class _Grammar:
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


def amounts_in(low: str, start: int, stop: int) -> Iterator[Written]:
    """All that is written as an amount and starts in `low[start:stop]`, sought only just before its digits."""
    head = _grammar().head
    digit = _DIGIT.search(low, start, stop)
    at = start
    while digit is not None:
        found = head.search(low, max(at, digit.start() - _MOST_BEFORE_DIGIT), stop)
        if found is None:
            return
        written = _written(low, found.start())
        at = written.end if written else found.end()
        if written is not None:
            yield written
        digit = _DIGIT.search(low, at, stop)


def _written(low: str, start: int) -> Written | None:
    """The amount that starts there, read to its end whatever the window was; None where it can't be read whole."""
    grammar = _grammar()
    first = _figure(low, grammar.head.match(low, start))
    if first is None or grammar.torn_before.search(low, max(0, start - 12), start):
        return None
    second = _second(low, first)
    if second is None and grammar.torn_after.match(low, first.end):
        return None
    return Written(first, second)


def bound_of(low: str, figure: Figure) -> Literal["least", "most"] | None:
    """Whether a figure is called the least or the most of what is paid; None where it is neither, and so is both."""
    grammar = _grammar()
    before = low[max(0, figure.start - _REACH_OF_BOUND) : figure.start]
    if grammar.most.search(before) or grammar.most_after.match(low, figure.end):
        return "most"
    if figure.is_open or grammar.least.search(before) or grammar.least_after.match(low, figure.end):
        return "least"
    return None


def _second(low: str, first: Figure) -> Figure | None:
    """The upper end of a range that starts with `first`."""
    grammar = _grammar()
    joint = grammar.to.match(low, first.end)
    if joint is None:
        joint = grammar.and_.match(low, first.end)
        if joint is None or not grammar.between.search(low, max(0, first.start - _REACH_OF_BOUND), first.start):
            return None
    second = _figure(low, grammar.tail.match(low, joint.end()))
    if second is None or (first.period and second.period and first.period != second.period):
        return None
    is_smaller = second.number * multiple_of(second.unit) < first.number * multiple_of(first.unit)
    is_bare = second.sign is None and first.sign is not None and second.unit == first.unit
    if (is_smaller and is_bare and not first.unit) or ("/" in joint.group() and (second.sign is None or is_smaller)):
        return None
    return second


def _figure(low: str, match: re.Match[str] | None) -> Figure | None:
    """The figure of a match of `head` or `tail`, with the period behind it; None where the number is none."""
    number = read_number(match["number"]) if match else None
    if match is None or number is None:
        return None
    grammar = _grammar()
    sign, code = match["sign"] or None, match["after"] or match["code"]
    unit = (match["unit"] or "").strip().rstrip(".")
    if not unit and not sign and not code and grammar.counted.match(low, match.end()):
        return None
    plus = grammar.plus.match(low, match.end())
    period = grammar.period.match(low, plus.end() if plus else match.end())
    end = period.end() if period else plus.end() if plus else match.end()
    named = cast("Period", period.lastgroup) if period else None
    written = (code or sign or "").strip("() ")
    return Figure(number, unit, written or None, bool(code), plus is not None, named, match.start(), end)


@cache
def _grammar() -> _Grammar:
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
    to = rf"\.?\s*(?:{joints}|/(?=\s?(?:{sign})))\s*(?:up to\s*)?"
    money = rf"(?:{sign}|{_before()})"
    return _Grammar(
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
