"""Masking of e-mail addresses and phone numbers by fixed marks. Names and links of people are not touched.

A number is a phone only by its form or by a word before it: pay, dates, versions, postcodes and ids stay.
"""

import re
from functools import lru_cache
from itertools import repeat

import ahocorasick_rs

EMAIL_MASK = "[email]"
PHONE_MASK = "[phone]"

_LONGEST_LOCAL = 64
_SHORTEST_CONTACT = 6  # "a@b.co"
_SHORT = 60
_QUOTED_AT = re.compile("%40")
_AT = re.compile("@")
_LOCAL = re.compile(r"[^\W_](?:[\w.+%'-]{0,62}[\w+%-])?$")
_DOMAIN = re.compile(
    r"\s?[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}(?:\.[^\W\d_]{2,24}(?:\.[^\W\d_]{2,4})?|\s?\.\s{0,2}(?:com|org|net|edu|gov|io)\b)"
)
_SPELLED_AT = re.compile(r"\s?(?:[(\[{<]at[)\]}>]| AT )\s?", re.IGNORECASE)
_SPELLED_LOCAL = re.compile(r"[\w.+%-]{1,64}$")
_SPELLED_DOMAIN = re.compile(r"[\w-]{1,63}(?:\s?(?:\.|[(\[{<]dot[)\]}>]| DOT )\s?[\w-]{2,63}){1,4}", re.IGNORECASE)
_SPACE = " \t\u00a0\u2009\u202f"
_CANDIDATE = re.compile(rf"[+(0-9][0-9(){_SPACE}./\u2010-\u2013-]{{5,26}}[0-9]")
_EXTENSION = re.compile(r"(?:\s{0,2},?\s{0,2}(?:ext\.?|extension|x|durchwahl|poste)\s{0,2}\d{1,6})", re.IGNORECASE)
_DASH = r"\u2010-\u2013-"
_NANP = re.compile(
    rf"(?:\+?1[{_SPACE}.{_DASH}]{{0,3}})?(?:\([2-9]\d\d\)[{_SPACE}.{_DASH}]{{0,2}}|[2-9]\d\d[{_SPACE}./{_DASH}]{{1,3}})"
    rf"[2-9]\d\d[{_SPACE}.{_DASH}]{{1,3}}\d{{4}}(?!\d)"
)
_CUE = re.compile(
    r"(?:\b(?:phone|tel|telephone|telefon|telefono|teléfono|téléphone|telp|tél|tlf|call|calling|dial|text|sms|fax|mobile|mobil"
    r"|móvil|cell|contact|whatsapp|wa|hp|handy|ph|hotline|hubungi|ring|rufnummer|anrufen|llama|llamar|appelez)\b|☎|📞|✆)"
    r"[^\d\n]{0,24}$",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})\b")
_THOUSANDS = re.compile(rf"\+?\d{{1,3}}(?:[{_SPACE}.]\d{{3}})+")
_MONEY_BEFORE = re.compile(r"(?:[$€£¥₹]|\b(?:usd|eur|gbp|cad|aud|inr|idr|rp|chf|rs))\.?\s?$", re.IGNORECASE)
_NO_PHONE_BEFORE = frozenset("/=&?#%_\\@$€£¥₹,.")
# What no spelled-out address and no quoted one goes without; sought all at once.
_HINTS = ahocorasick_rs.BytesAhoCorasick([b"dot", b"DOT", b"(at)", b"[at]", b"%40", b"mailto:", b"tel:"])
_FEWEST_DIGITS = 7
_DIGITS = bytes(ord("0") if chr(code).isdigit() and code < 128 else ord(" ") for code in range(256))
_BETWEEN_DIGITS = b" \t()./-" + bytes(range(128, 256))
_APART = "\n;\n"  # between texts looked at together, so that neither completes the other
_IN_LINKS = ("@", "%40", "mailto:", "tel:")
_LINK_STARTS = ("http://", "https://", "mailto:", "tel:", "www.")
_WEB = ("http://", "https://")
_URL_KEYS = ("link", "url", "website", "logo")


def mask_contacts(text: str) -> str:
    """Mask every e-mail address with `[email]` and every phone number with `[phone]`.

    Masking again changes nothing. Spans are to be counted on what this returns.
    """
    data = text.encode("utf-8", "surrogatepass")
    if b"@" in data:
        text = _mask_around(text, _AT, (_LOCAL, _DOMAIN))
    if _HINTS.find_matches_as_indexes(data):
        text = _mask_spelled_emails(text)
    return _mask_phones(text) if _has_digits_of_a_phone(data) else text


def _has_digits_of_a_phone(data: bytes) -> bool:
    """Whether seven digits stand together, but for what may stand between: a quarter of the time of `_CANDIDATE`."""
    return b"0" * _FEWEST_DIGITS in data.translate(_DIGITS, _BETWEEN_DIGITS)


def _mask_phones(text: str) -> str:
    pieces: list[str] = []
    done, found = 0, _CANDIDATE.search(text)
    while found is not None:
        span = _phone_within(text, found.start(), found.end())
        resume = found.end()
        if span is not None:
            extension = _EXTENSION.match(text, span[1])
            resume = extension.end() if extension else span[1]
            pieces += (text[done : span[0]], PHONE_MASK)
            done = resume
        found = _CANDIDATE.search(text, resume)
    return "".join((*pieces, text[done:])) if pieces else text


def mask_json(value: object, key: str = "") -> object:
    """The same JSON value with contacts masked in every text at any depth.

    A web link keeps its digits, which are ids, and loses only e-mail addresses; `mailto:` and `tel:` links are masked
    whole. What holds no contact is returned as it is, the same object.
    """
    if not isinstance(value, dict | list):
        return _masked(value, key)
    texts: list[str] = []
    links: list[str] = []
    _gather(value, key, texts, links)
    # One look at all texts together: most objects hold no contact, and are done.
    joined, addresses = _APART.join(texts), _APART.join(links)
    if _may_hold_contact(joined) or any(sign in addresses for sign in _IN_LINKS):
        return _masked(value, key)
    return value


def _gather(value: dict[str, object] | list[object], key: str, texts: list[str], links: list[str]) -> None:
    """Sort all texts of a JSON value into plain ones and links; short ones that hold no contact are left out."""
    for name, item in value.items() if isinstance(value, dict) else zip(repeat(key), value):
        if isinstance(item, str):
            if item.startswith(_LINK_STARTS) and _is_link(item, name):
                links.append(item)
            elif len(item) > _SHORT or _short_may_hold_contact(item):
                texts.append(item)
        elif isinstance(item, list) and set(map(type, item)) == {str}:
            texts.append(_APART.join(item))  # links among them too: the hints know theirs
        elif isinstance(item, dict | list):
            _gather(item, name, texts, links)


def _may_hold_contact(text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    hinted = b"@" in data or bool(_HINTS.find_matches_as_indexes(data))
    return hinted or (_has_digits_of_a_phone(data) and _mask_phones(text) is not text)


@lru_cache(maxsize=16_384)  # codes, dates, places: a posting brings two dozen, and few are new
def _short_may_hold_contact(text: str) -> bool:
    return len(text) >= _SHORTEST_CONTACT and _may_hold_contact(text)


def _masked(value: object, key: str) -> object:
    if isinstance(value, str):
        if len(value) < _SHORTEST_CONTACT:
            return value
        return _mask_link(value) if _is_link(value, key) else mask_contacts(value)
    if isinstance(value, dict):
        masked = {name: _masked(item, str(name)) for name, item in value.items()}
        return masked if any(masked[name] is not item for name, item in value.items()) else value
    if isinstance(value, list):
        items = [_masked(item, key) for item in value]
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    return value


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


def _is_link(text: str, key: str) -> bool:
    return text.startswith(_LINK_STARTS) and (key.endswith(_URL_KEYS) or " " not in text)


def mask_link(link: str) -> str:
    """A link without e-mail addresses; one that is no web link is masked as `mask_json` does."""
    if link.startswith(_WEB) and "@" not in link and "%40" not in link:
        return link
    return str(_masked(link, "url"))


def _mask_link(link: str) -> str:
    if link.startswith("mailto:"):
        return "mailto:" + EMAIL_MASK
    if link.startswith("tel:"):
        return "tel:" + PHONE_MASK
    masked = _mask_around(link, _AT, (_LOCAL, _DOMAIN)) if "@" in link else link
    return _mask_around(masked, _QUOTED_AT, (_LOCAL, _DOMAIN)) if "%40" in masked else masked


def _phone_within(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of a phone number in a run of digits and separators, or None."""
    before = text[start - 1] if start else " "
    if before.isalnum() or before in _NO_PHONE_BEFORE:
        return None
    is_cut = text[end : end + 1].isdigit()  # the run is longer than any number: only a number inside it can be one
    run = text[start:end]
    digits = sum(map(str.isdigit, run))
    if digits < _FEWEST_DIGITS or _DATE.fullmatch(run):
        return None
    context = text[max(start - 40, 0) : start]
    is_money = _MONEY_BEFORE.search(context) is not None
    may_be_whole = not is_cut and digits <= 15 and not is_money and not _DATE.search(run)
    if may_be_whole and _is_international(run, digits):
        return start, end
    american = _NANP.search(run) if digits >= 10 else None
    if american and is_cut and american.end() == len(run):
        american = None
    if american and not is_money and not run[: american.start()][-1:].isdigit():
        return start + american.start(), start + american.end()
    if may_be_whole and (_is_national(run, digits) or _is_announced(context)):
        return start, end
    return None


def _is_announced(context: str) -> bool:
    """Whether the words just before, in the same line or the one above, announce a phone number."""
    line = context.removesuffix("\n").rpartition("\n")[2] if "\n" in context else context
    return _CUE.search(line) is not None


def _is_international(run: str, digits: int) -> bool:
    plus = run[0] == "+" or run.startswith("(+") or (run.startswith("00") and not run.startswith("000"))
    return plus and (digits >= 10 or (digits >= 8 and not _THOUSANDS.fullmatch(run)))


def _is_national(run: str, digits: int) -> bool:
    """A trunk zero and groups: "020 7946 0958", "(030) 123456", "0812-3456-7890"."""
    bare = run.lstrip("(")
    return bare[0] == "0" and bare[1] != "." and 9 <= digits <= 12 and any(c in run for c in _SPACE + "-/()")
