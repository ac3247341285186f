"""Tells products from employers: where Zendesk itself is hiring, "Zendesk" is who hires, not what is asked for.

Read from the text alone. In 302 real postings 13 employers were products of the taxonomy, named up to 14 times each.
"""

import re
from collections.abc import Iterable

from assets.skills.finding.candidates import Draft
from assets.skills.taxonomy.vocabulary import Entry

_REACH = 40  # characters before and after a name in which it is told from a product
_BEFORE = re.compile(
    r"(?:(?:^|[\n.!?:•]\s*)(?:about|at|why|who is)"
    r"|\b(?:work|working|role|careers?|life|team|here|culture|opportunities|employment|day) at"
    r"|\b(?:join|joining|work for|working for)) $",
    re.IGNORECASE,
)
# What `_BEFORE` ends with: asked first, for there it fails after a few characters, not forty.
_LAST_WORD = re.compile(r"(?:about|at|why|is|join|joining|for) $", re.IGNORECASE)
_LONGEST_LAST = len("joining ")
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


def employers(text: str, drafts: Iterable[Draft]) -> set[Entry]:
    """The skills whose name is, in this text, that of the employer."""
    found: set[Entry] = set()
    for start, minus_end, _, mention in drafts:
        if mention.is_tool and text[start].isupper() and _is_employer(text, start, -minus_end):
            found.add(mention.skill)
    return found


def _is_employer(text: str, start: int, end: int) -> bool:
    if _AFTER.match(text, end, end + _REACH):
        return True
    if not _LAST_WORD.search(text, max(start - _LONGEST_LAST, 0), start):
        return False
    return bool(_BEFORE.search(text[max(start - _REACH, 0) : start]))


def is_asked_for(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name ask for experience with it, as one may with an employer's own product."""
    if _is_employer(text, start, end):
        return False
    return bool(
        _ASKED_BEFORE.search(text[max(start - 2 * _REACH, 0) : start]) or _ASKED_AFTER.match(text, end, end + _REACH)
    )
