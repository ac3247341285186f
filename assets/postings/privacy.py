"""Masking of e-mail addresses and phone numbers by fixed marks. Names and links of people are not touched.

A number is a phone only by its form or by a word before it: pay, dates, versions, postcodes and ids stay.
"""

import re
from collections.abc import Mapping

EMAIL_MASK = "[email]"
PHONE_MASK = "[phone]"

_EMAIL = re.compile(
    r"[^\W_](?:[\w.+%'-]{0,63}[\w+%-])?@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[^\W\d_]{2,24}(?:\.[^\W\d_]{2,4})?"
)
_SPELLED_EMAIL = re.compile(
    r"[\w.+%-]{1,64}\s?(?:\(at\)|\[at\]|\{at\}|<at>| AT )\s?[\w-]{1,63}(?:\s?(?:\.|\(dot\)|\[dot\]|\{dot\}| DOT )\s?[\w-]{2,63}){1,4}"
)
_QUOTED_AT = re.compile(r"[\w.+-]{1,64}%40[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SPACE = " \t\u00a0\u2009\u202f"
_CANDIDATE = re.compile(rf"[+(0-9\uff0b][0-9(){_SPACE}./\u2010-\u2013-]{{5,26}}[0-9]")
_EXTENSION = re.compile(r"(?:\s{0,2},?\s{0,2}(?:ext\.?|extension|x|durchwahl|poste)\s{0,2}\d{1,6})", re.IGNORECASE)
_NANP = re.compile(
    rf"(?:\+?1[{_SPACE}.\u2010-\u2013-]{{0,3}})?(?:\([2-9]\d\d\)[{_SPACE}.-]{{0,2}}|[2-9]\d\d[{_SPACE}./\u2010-\u2013-]{{1,3}})[2-9]\d\d[{_SPACE}.\u2010-\u2013-]{{1,3}}\d{{4}}"
)
_CUE = re.compile(
    r"(?:\b(?:phone|tel|telephone|telefon|telefono|teléfono|téléphone|telp|tél|tlf|call|calling|dial|text|sms|fax|mobile|mobil|móvil|cell|contact|whatsapp|wa|hp|"
    r"handy|ph|hotline|hubungi|ring|rufnummer|anrufen|llama|llamar|appelez)\b|☎|📞|✆)[^\d\n]{0,24}$",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})\b")
_THOUSANDS = re.compile(rf"\+?\d{{1,3}}(?:[{_SPACE}.]\d{{3}})+")
_MONEY_BEFORE = re.compile(r"(?:[$€£¥₹]|\b(?:usd|eur|gbp|cad|aud|inr|idr|rp|chf|rs))\.?\s?$", re.IGNORECASE)
_NO_PHONE_BEFORE = frozenset("/=&?#%_\\@$€£¥₹,.")
_URL_KEYS = ("link", "url", "website", "logo")


def mask_contacts(text: str) -> str:
    """Mask every e-mail address with `[email]` and every phone number with `[phone]`.

    Masking again changes nothing. Spans are to be counted on what this returns.
    """
    text = _mask_emails(text)
    pieces: list[str] = []
    done = 0
    for found in _CANDIDATE.finditer(text):
        span = _phone_within(text, found.start(), found.end())
        if span is not None and span[0] >= done:
            extension = _EXTENSION.match(text, span[1])
            pieces += (text[done : span[0]], PHONE_MASK)
            done = extension.end() if extension else span[1]
    return "".join((*pieces, text[done:])) if pieces else text


def mask_json(value: object, key: str = "") -> object:
    """The same JSON value with contacts masked in every text at any depth.

    A web link keeps its digits, which are ids, and loses only e-mail addresses; `mailto:` and `tel:` links are masked
    whole. What holds no contact is returned as it is, the same object.
    """
    if isinstance(value, str):
        return _mask_link(value) if _is_link(value, key) else mask_contacts(value)
    if isinstance(value, Mapping):
        masked = {name: mask_json(item, str(name)) for name, item in value.items()}
        return masked if any(masked[name] is not item for name, item in value.items()) else value
    if isinstance(value, list | tuple):
        items = [mask_json(item, key) for item in value]
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    return value


def _mask_emails(text: str) -> str:
    if "@" in text:
        text = _EMAIL.sub(EMAIL_MASK, text)
    if "at)" in text or "at]" in text or "at}" in text or (" AT " in text and " DOT " in text):
        text = _SPELLED_EMAIL.sub(EMAIL_MASK, text)
    return text


def _is_link(text: str, key: str) -> bool:
    return text.startswith(("http://", "https://", "mailto:", "tel:", "www.")) and (
        key.endswith(_URL_KEYS) or " " not in text
    )


def _mask_link(link: str) -> str:
    if link.startswith("mailto:"):
        return "mailto:" + EMAIL_MASK
    if link.startswith("tel:"):
        return "tel:" + PHONE_MASK
    masked = _EMAIL.sub(EMAIL_MASK, link) if "@" in link else link
    return _QUOTED_AT.sub(EMAIL_MASK, masked) if "%40" in masked else masked


def _phone_within(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of a phone number in a run of digits and separators, or None."""
    before = text[start - 1] if start else " "
    if before.isalnum() or before in _NO_PHONE_BEFORE or text[end : end + 1].isdigit():
        return None
    run = text[start:end]
    american = _NANP.search(run)
    if (
        american
        and not run[american.end() : american.end() + 1].isdigit()
        and (not american.start() or not run[american.start() - 1].isdigit())
    ):
        return start + american.start(), start + american.end()
    digits = sum(map(str.isdigit, run))
    context = text[max(start - 40, 0) : start]
    if not 7 <= digits <= 15 or _MONEY_BEFORE.search(context) or _DATE.search(run):
        return None
    if _is_international(run, digits) or _is_national(run, digits) or (digits >= 7 and _CUE.search(context)):
        return start, end
    return None


def _is_international(run: str, digits: int) -> bool:
    plus = run[0] in "+\uff0b" or run.startswith("(+") or (run.startswith("00") and not run.startswith("000"))
    return plus and (digits >= 10 or (digits >= 8 and not _THOUSANDS.fullmatch(run)))


def _is_national(run: str, digits: int) -> bool:
    """A trunk zero and groups: "020 7946 0958", "(030) 123456", "0812-3456-7890"."""
    bare = run.lstrip("(")
    return bare[0] == "0" and bare[1] != "." and 9 <= digits <= 12 and any(c in run for c in _SPACE + "-/()")
