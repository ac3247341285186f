"""Masking of e-mail addresses and phone numbers by fixed marks. Names and links of people are not touched."""

import re

import ahocorasick_rs

from assets.postings.contacts.phone_numbers import mask_phones, may_hold_phone
from assets.text.characters import rare_among, rare_bytes
from assets.text.remembered import Remembered

EMAIL_MASK = "[email]"
# No spelled-out address goes without one of these, in any case.
SPELLED_SIGNS = ("dot", "at)", "at]")

AT = re.compile("@")
QUOTED_AT = re.compile("%40")

_LONGEST_LOCAL = 64
_SHORT = 120
_LOCAL = re.compile(r"[^\W_](?:[\w.+%'-]{0,62}[\w+%-])?$")
_DOMAIN = re.compile(
    r"\s?[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}(?:\.[^\W\d_]{2,24}(?:\.[^\W\d_]{2,4})?|\s?\.\s{0,2}(?:com|org|net|edu|gov|io)\b)"
)
_SPELLED_AT = re.compile(r"\s?(?:[(\[{<]at[)\]}>]| AT )\s?", re.IGNORECASE)
_SPELLED_LOCAL = re.compile(r"[\w.+%-]{1,64}$")
_SPELLED_DOMAIN = re.compile(r"[\w-]{1,63}(?:\s?(?:\.|[(\[{<]dot[)\]}>]| DOT )\s?[\w-]{2,63}){1,4}", re.IGNORECASE)
# What no spelled-out address and no quoted one goes without; sought all at once.
_HINTS = ahocorasick_rs.BytesAhoCorasick([b"dot", b"DOT", b"(at)", b"[at]", b"%40", b"mailto:", b"tel:"])


def mask_contacts(text: str, *, may_be_spelled: bool = True) -> str:
    """Mask every e-mail address with `[email]` and every phone number with `[phone]`.

    Masking again changes nothing. Spans are to be counted on what this returns.

    Args:
        text: Any text.
        may_be_spelled: False where the caller knows that its lower case holds none of `SPELLED_SIGNS`.
    """
    if len(text) > _SHORT:
        return _mask(text, may_be_spelled)
    known = _KNOWN[text]
    return text if known is None else known


def _mask(text: str, may_be_spelled: bool = True) -> str:  # noqa: FBT001, FBT002 - private
    data, rare = text.encode("utf-8", "surrogatepass"), rare_bytes(text)
    if b"@" in rare:
        text = mask_addresses(text, AT)
    if may_be_spelled and _HINTS.find_matches_as_indexes(data):
        text = _mask_spelled_emails(text)
    return mask_phones(text) if may_hold_phone(data, rare) else text


def _masked_or_none(text: str) -> str | None:
    masked = _mask(text)
    return None if masked == text else masked


_KNOWN = Remembered(_masked_or_none, 8192)  # titles, employers, places: most come again from one day to the next


def may_hold_contact(text: str) -> bool:
    """Whether masking may change a text; looser than masking itself: a quoted address counts too."""
    data = text.encode("utf-8", "surrogatepass")
    if b"@" in data or _HINTS.find_matches_as_indexes(data):
        return True
    return may_hold_phone(data, rare_among(data)) and mask_phones(text) is not text


def mask_addresses(text: str, sign: re.Pattern[str]) -> str:
    """Mask the e-mail addresses around each sign, which stands for "@"."""
    return _mask_around(text, sign, (_LOCAL, _DOMAIN))


def _mask_spelled_emails(text: str) -> str:
    low = text.casefold() if "dot" in text or "DOT" in text or "(at)" in text or "[at]" in text else ""
    if "at)" in low or "at]" in low or "at}" in low or (" at " in low and " dot " in low):
        text = _mask_around(text, _SPELLED_AT, (_SPELLED_LOCAL, _SPELLED_DOMAIN))
    return text


def _mask_around(text: str, sign: re.Pattern[str], sides: tuple[re.Pattern[str], re.Pattern[str]]) -> str:
    """Mask what stands around each sign where both sides have the form of an address. Linear in the text."""
    pieces: list[str] = []
    done = 0
    for at in sign.finditer(text):
        if at.start() < done:
            continue
        window = max(at.start() - _LONGEST_LOCAL, done)
        local = sides[0].search(text[window : at.start()])
        domain = sides[1].match(text, at.end())
        if local is not None and domain is not None:
            pieces += (text[done : window + local.start()], EMAIL_MASK)
            done = domain.end()
    return "".join((*pieces, text[done:])) if pieces else text
