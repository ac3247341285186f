"""How pay is written: a figure ("R$ 3.500,00 brutos por mês"), and two of them as a range, with their bounds.

Says what stands in the words, not whether it is pay (`weight`) nor what it is worth (`statements`). A figure that
can't be read whole is none, and neither is a range of which one end can't be.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

from assets.postings.pay.sums.amounts import Period
from assets.postings.pay.sums.expressions import expressions
from assets.postings.pay.sums.numbers import multiple_of, read_number

_DIGIT = re.compile(r"\d")
_MOST_BEFORE_DIGIT = 7  # a figure starts so near to its first digit
_REACH_OF_BOUND = 48


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


def amounts_in(low: str, start: int, stop: int) -> Iterator[Written]:
    """All that is written as an amount and starts in `low[start:stop]`, sought only just before its digits."""
    head = expressions().head
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
    grammar = expressions()
    first = _figure(low, grammar.head.match(low, start))
    if first is None or grammar.torn_before.search(low, max(0, start - 12), start):
        return None
    second = _second(low, first)
    if second is None and grammar.torn_after.match(low, first.end):
        return None
    return Written(first, second)


def bound_of(low: str, figure: Figure) -> Literal["least", "most"] | None:
    """Whether a figure is called the least or the most of what is paid; None where it is neither, and so is both."""
    grammar = expressions()
    before = low[max(0, figure.start - _REACH_OF_BOUND) : figure.start]
    if grammar.most.search(before) or grammar.most_after.match(low, figure.end):
        return "most"
    if figure.is_open or grammar.least.search(before) or grammar.least_after.match(low, figure.end):
        return "least"
    return None


def _second(low: str, first: Figure) -> Figure | None:
    """The upper end of a range that starts with `first`."""
    grammar = expressions()
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
    grammar = expressions()
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
