"""Tells products from employers: where Zendesk itself is hiring, "Zendesk" is who hires, not what is asked for.

Read from the text alone. In 302 real postings 13 employers were products of the taxonomy, named up to 14 times each.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from assets.skills.vocabulary import Entry

Place: TypeAlias = tuple[int, int, int]  # start, end, number of the skill
_REACH = 40  # characters before and after a name in which it is told from a product
_BEFORE = re.compile(
    r"(?:(?:^|[\n.!?:•]\s*)(?:about|at|why|who is)"
    r"|\b(?:work|working|role|careers?|life|team|here|culture|opportunities|employment|day) at"
    r"|\b(?:join|joining|work for|working for)) $",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r" (?:is (?:seeking|looking|hiring|recruiting|proud|committed|dedicated|an equal|a (?:global|leading))"
    r"|was founded|employees|recruiters?|careers|believes|celebrates|embraces|reserves|will not|does not discriminate"
    r"|(?:mission|culture|values|benefits)\b)"
)
_ASK = (
    r"\b(?:experience|knowledge|proficien\w+|familiar\w*|certifi\w+|expertise|expert|hands-on|skills?|understanding)\b"
)
_ASKED_BEFORE = re.compile(_ASK + r"[^.\n]{0,30}$", re.IGNORECASE)
_ASKED_AFTER = re.compile(r"[^.\n]{0,15}" + _ASK, re.IGNORECASE)


def employers(text: str, skills: Sequence[Entry], places: Iterable[Place]) -> frozenset[int]:
    """The skills whose name is, in this text, that of the employer."""
    found = set()
    for start, end, skill in places:
        if (
            skill not in found
            and skills[skill].type == "tool"
            and text[start].isupper()
            and _is_employer(text, start, end)
        ):
            found.add(skill)
    return frozenset(found)


def _is_employer(text: str, start: int, end: int) -> bool:
    return bool(_BEFORE.search(text[max(start - _REACH, 0) : start]) or _AFTER.match(text, end, end + _REACH))


def is_asked_for(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name ask for experience with it, as one may with an employer's own product."""
    if _is_employer(text, start, end):
        return False
    return bool(
        _ASKED_BEFORE.search(text[max(start - 2 * _REACH, 0) : start]) or _ASKED_AFTER.match(text, end, end + _REACH)
    )
