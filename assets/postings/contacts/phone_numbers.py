"""Phone numbers in a text, masked by a fixed mark.

A number is a phone only by its form (`phone_forms`) or by a word beside it (`phone_words`): pay, dates, versions,
postcodes and ids stay.
"""

import re

from assets.postings.contacts.phone_forms import (
    DATE,
    NANP,
    TOLL_FREE,
    VANITY,
    is_form_of_its_own,
    is_international,
    is_national,
    is_range,
    is_service_number,
)
from assets.postings.contacts.phone_words import (
    is_announced,
    is_called,
    is_confirmed,
    is_counted,
    is_money,
    is_something_else,
)

PHONE_MASK = "[phone]"

_SPACE = " \t\u00a0\u2009\u202f"
_CANDIDATE = re.compile(rf"[+(0-9][0-9(){_SPACE}./_\u00b7\u2010-\u2013-]{{4,26}}[0-9]")
_EXTENSION = re.compile(r"(?:\s{0,2},?\s{0,2}(?:ext\.?|extension|x|durchwahl|poste)\s{0,2}\d{1,6})", re.IGNORECASE)
_NO_PHONE_BEFORE = frozenset("/=&?#%_\\@$€£¥₹,.")
_APART = re.compile(r" [/\u2010-\u2013-] ")
_IN_WORD = re.compile(r"\b[A-Z]{1,3}-$")  # "R-0012345678" is an id
_SIX = b"0" * 6
_FEWEST_SERVED, _FEWEST_DIGITS, _MOST_DIGITS = 6, 7, 15
_FEWEST_ANNOUNCED, _MOST_ANNOUNCED = 7, 13
_CONTEXT = 48  # characters on each side in which words tell what a number is
_DIGITS = bytes(ord("0") if chr(code).isdigit() and code < 128 else ord(" ") for code in range(256))
_BETWEEN_DIGITS = b" \t()./_-" + bytes(range(128, 256))
_TOLL_FREE = (b"800", b"833", b"844", b"855", b"866", b"877", b"888")


def may_hold_phone(data: bytes, rare: bytes) -> bool:
    """Whether six digits stand together in a text, but for what may stand between, or it looks toll-free.

    Args:
        data: The text's UTF-8 bytes.
        rare: Those of `rare_bytes`, looked at first: four texts in five are done with them.
    """
    if _SIX in rare.translate(_DIGITS, _BETWEEN_DIGITS) and _SIX in data.translate(_DIGITS, _BETWEEN_DIGITS):
        return True
    return any(area in rare and area + b"-" in data for area in _TOLL_FREE)


def mask_phones(text: str) -> str:
    """The text with its phone numbers masked; the same object where it holds none."""
    pieces: list[str] = []
    done, found = 0, _CANDIDATE.search(text)
    while found is not None:
        end = _end_of_first(found)
        span = _phone_within(text, found.start(), end)
        resume = end
        if span is not None:
            extension = _EXTENSION.match(text, span[1])
            resume = extension.end() if extension else span[1]
            pieces += (text[done : span[0]], PHONE_MASK)
            done = resume
        found = _CANDIDATE.search(text, resume)
    masked = "".join((*pieces, text[done:])) if pieces else text
    return VANITY.sub(PHONE_MASK, masked) if _holds_vanity_number(masked) else masked


def _holds_vanity_number(text: str) -> bool:
    """Whether `VANITY` matches, asked at each toll-free area and at the "1-" before it: a search takes 300 us."""
    areas = (found.start() for found in TOLL_FREE.finditer(text))
    return any(VANITY.match(text, at) or VANITY.match(text, max(at - 2, 0)) for at in areas)


def _end_of_first(run: re.Match[str]) -> int:
    """Where the first number of a run ends, which holds two where " / " or " - " stands behind enough digits."""
    for apart in _APART.finditer(run[0]):
        if sum(map(str.isdigit, run[0][: apart.start()])) >= _FEWEST_DIGITS:
            return run.start() + apart.start()
    return run.end()


def _phone_within(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of a phone number in a run of digits and separators, or None."""
    run = text[start:end]
    digits = sum(map(str.isdigit, run))
    if digits < _FEWEST_SERVED:
        return None
    context = text[max(start - _CONTEXT, 0) : start]
    before = text[start - 1] if start else " "
    if before.isalnum() or (before in _NO_PHONE_BEFORE and not _is_sign_of_cue(context)) or _IN_WORD.search(context):
        return None
    if digits < _FEWEST_DIGITS:
        return (start, end) if is_service_number(run, digits) and is_called(context) else None
    if DATE.fullmatch(run):
        return None
    is_sum = is_money(context)
    is_cut = text[end : end + 1].isdigit()  # the run is longer than any number: only a number inside it can be one
    may_be_whole = not is_cut and digits <= _MOST_DIGITS and not is_sum
    if may_be_whole and is_international(run, digits):
        return start, end
    american = _american(run, digits, is_cut=is_cut) if not is_sum else None
    if american is not None:
        return start + american[0], start + american[1]
    if may_be_whole and _is_phone(text, run, digits, context, end):
        return start, end
    return None


def _is_sign_of_cue(context: str) -> bool:
    """Whether the sign before a number belongs to the word that announces it: "Ph#", "Tel./"."""
    return context[-1:] in "#./" and is_announced(context[:-1] + " ", closely=True)


def _american(run: str, digits: int, *, is_cut: bool) -> tuple[int, int] | None:
    found = NANP.search(run) if digits >= 10 else None  # ten digits make a number in North America
    if found is None or (is_cut and found.end() == len(run)) or run[: found.start()][-1:].isdigit():
        return None
    return found.span()


def _is_phone(text: str, run: str, digits: int, context: str, end: int) -> bool:
    """Whether a whole run is a number of some country by its form, or by the words before or behind it."""
    if is_form_of_its_own(run):
        return True
    if is_something_else(context) or is_range(run) or (DATE.search(run) and not is_announced(context, closely=True)):
        return False
    if is_national(run, digits):
        return True
    if not _FEWEST_ANNOUNCED <= digits <= _MOST_ANNOUNCED:
        return False
    behind = text[end : end + _CONTEXT]
    return (is_announced(context) and not is_counted(behind)) or is_confirmed(behind)
