"""Phone numbers in a text, masked by a fixed mark.

A number is a phone only by its form or by a word before it: pay, dates, versions, postcodes and ids stay.
"""

import re

PHONE_MASK = "[phone]"

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
# Brazil writes the area code alone in brackets, India its country code without a plus.
_BRACKETED = re.compile(
    rf"\(\d\d\)[{_SPACE}]?(?:9[{_SPACE}]?)?\d{{4}}[{_DASH}]\d{{4}}|91[{_SPACE}{_DASH}][6-9]\d{{4}}[{_SPACE}]?\d{{5}}"
)
_DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})\b")
_THOUSANDS = re.compile(rf"\+?\d{{1,3}}(?:[{_SPACE}.]\d{{3}})+")
_MONEY_BEFORE = re.compile(r"(?:[$€£¥₹]|\b(?:usd|eur|gbp|cad|aud|inr|idr|rp|chf|rs))\.?\s?$", re.IGNORECASE)
_NO_PHONE_BEFORE = frozenset("/=&?#%_\\@$€£¥₹,.")
_FEWEST_DIGITS = 7
_SEVEN = b"0" * _FEWEST_DIGITS
_DIGITS = bytes(ord("0") if chr(code).isdigit() and code < 128 else ord(" ") for code in range(256))
_BETWEEN_DIGITS = b" \t()./-" + bytes(range(128, 256))


def may_hold_phone(data: bytes, rare: bytes) -> bool:
    """Whether seven digits stand together in a text, but for what may stand between.

    Args:
        data: The text's UTF-8 bytes.
        rare: Those of `rare_bytes`, looked at first: four texts in five are done with them.
    """
    return _SEVEN in rare.translate(_DIGITS, _BETWEEN_DIGITS) and _SEVEN in data.translate(_DIGITS, _BETWEEN_DIGITS)


def mask_phones(text: str) -> str:
    """The text with its phone numbers masked; the same object where it holds none."""
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
    """A trunk zero and groups: "020 7946 0958", "(030) 123456", "0812-3456-7890"; or a form of `_BRACKETED`."""
    if _BRACKETED.fullmatch(run):
        return True
    bare = run.lstrip("(")
    return bare[0] == "0" and bare[1] != "." and 9 <= digits <= 12 and any(c in run for c in _SPACE + "-/()")
