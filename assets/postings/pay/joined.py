"""Pay statements of a text as wholes: a minimum and the maximum beside it are one range, and one statement is best."""

import re
from collections.abc import Iterator

from assets.postings.pay.statements import Stated, each_statement
from assets.postings.pay.sums.amounts import Amounts
from assets.text.characters import lowered

_REACH = 110
_LEAST = re.compile(r"\bmin(?:imum|\b)[^;\n]*$")
_MOST = re.compile(r"^(?:[^.;\n]|\.(?!\s))*\bmax(?:imum|\b)[^;\n]*$")


def best_statement(text: str, country: str | None, *, labelled: bool = False) -> Stated | None:
    """The weightiest pay statement of a text, among equals the first; `labelled` texts are pay by their nature."""
    return max(statements(text, country, labelled=labelled), key=lambda stated: stated.weight, default=None)


def statements(text: str, country: str | None, *, labelled: bool = False) -> Iterator[Stated]:
    """The pay statements of a text in its order; a minimum and the maximum beside it are one."""
    held: Stated | None = None
    for stated in each_statement(text, country, labelled=labelled):
        joined = _joined(text, held, stated) if held else None
        if held and joined is None:
            yield held
        held = joined or stated
    if held:
        yield held


def _joined(text: str, least: Stated, most: Stated) -> Stated | None:
    """One statement of "a minimum of ... and a maximum of ..."; None where the two are not that."""
    low = lowered(text)
    between = low[least.span[1] : most.span[0]]
    before = low[max(0, least.span[0] - _REACH) : least.span[0]]
    if len(between) > _REACH or not (_LEAST.search(before) and _MOST.search(between)):
        return None
    ends = {value for stated in (least, most) for value in (stated.amounts.low, stated.amounts.high) if value}
    amounts = Amounts.ordered(min(ends), max(ends))
    periods = {stated.period for stated in (least, most) if stated.period}
    if amounts is None or len(ends) != 2 or len(periods) > 1 or least.currency != most.currency:
        return None
    span = least.span[0], most.span[1]
    weight = max(least.weight, most.weight) + 1
    return most._replace(
        amounts=amounts, period=most.period or least.period, quote=text[slice(*span)], weight=weight, span=span
    )
