"""The forms in which countries write phone numbers, as runs of digits and separators. Reads no words."""

import re

_SPACE = r" \t\u00a0\u2009\u202f"
_DASH = r"\u2010-\u2013-"
_SIGN = rf"[{_SPACE}._·/{_DASH}]"
NANP = re.compile(
    rf"(?:\+?1[{_SPACE}._·{_DASH}]{{0,3}})?(?:\([2-9]\d\d\)[{_SPACE}._·{_DASH}]{{0,2}}|[2-9]\d\d{_SIGN}{{1,3}})"
    rf"[2-9]\d\d[{_SPACE}._·{_DASH}]{{1,3}}\d{{4}}(?!\d)"
)
# Toll-free numbers spelt with letters: "1-800-FLOWERS", "888-GO-FIBER".
VANITY = re.compile(
    r"(?<![\w-])(?:1[-. ])?8(?:00|33|44|55|66|77|88)-(?=[A-Z0-9-]*[A-Z])(?:[A-Z]{7,9}"
    r"|[A-Z0-9]{2,4}-[A-Z0-9]{3,5})(?![\w-])"
)
TOLL_FREE = re.compile(r"8(?:00|33|44|55|66|77|88)-")
DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})\b")
_THOUSANDS = re.compile(rf"\+?\d{{1,3}}(?:[{_SPACE}.]\d{{3}})+")
_OWN_FORMS = re.compile(
    r"0[1-9](?:([ ._·/\u00a0-])\d\d)(?:\1\d\d){3}"  # France: pairs behind a trunk zero, one sign throughout
    r"|0\d{1,3}/\d{2,3}(?:[. ]\d{2,3}){1,3}"  # Belgium, Austria: the area before a slash
    r"|\(0\d{1,4}\)[ ]?\d[\d .-]{4,10}"
    r"|0\d{2,4}-\d{2,4}-\d{3,4}"
    # Brazil writes the area code alone in brackets, India its country code without a plus.
    rf"|\(\d\d\)[{_SPACE}]?(?:9[{_SPACE}]?)?\d{{4}}[{_DASH}]\d{{4}}|91[{_SPACE}{_DASH}][6-9]\d{{4}}[{_SPACE}]?\d{{5}}"
    rf"|8[{_SPACE}{_DASH}]?\(?9\d\d\)?[{_SPACE}{_DASH}]?\d{{3}}[{_SPACE}{_DASH}]\d\d[{_SPACE}{_DASH}]\d\d"  # Russia
    r"|1[38]00[ -]\d{3}[ -]\d{3}"  # Australia, free of charge
)
# Six digits that a whole country calls, and its shorter lines: "13 12 34".
_SERVICE = re.compile(r"1[38]\d?[ -]?\d\d[ -]?\d\d|0?8\d\d[ -]?\d{3}|\d{3}[ -]\d{3}|\d\d[ -]\d\d[ -]\d\d")
_RANGE = re.compile(rf"(\d{{4,7}})(?:\.00)?[{_SPACE}]?[{_DASH}/][{_SPACE}]?(\d{{4,7}})(?:\.00)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLAIN_TRUNK = re.compile(r"0[1-9]\d{8,9}")


def is_international(run: str, digits: int) -> bool:
    """A plus or two zeros, and enough digits that it is no sum."""
    plus = run[0] == "+" or run.startswith("(+") or (run.startswith("00") and not run.startswith("000"))
    return plus and (digits >= 10 or (digits >= 8 and not _THOUSANDS.fullmatch(run)))


def is_form_of_its_own(run: str) -> bool:
    """A form that nothing but phone numbers has."""
    return _OWN_FORMS.fullmatch(run) is not None


def is_national(run: str, digits: int) -> bool:
    """A trunk zero and groups: "020 7946 0958", "(030) 123456", "0812-3456-7890"; or ten digits that one begins."""
    if _PLAIN_TRUNK.fullmatch(run):
        return True
    bare = run.lstrip("(")
    return (
        bare[0] == "0" and bare[1] != "." and 9 <= digits <= 12 and any(c in run for c in " \t\u00a0\u2009\u202f-/()")
    )


def is_range(run: str) -> bool:
    """Two sums or two years: "45000 - 60000", "2019-2023"."""
    found = _RANGE.fullmatch(run)
    if found is None:
        return False
    low, high = found.groups()
    return (_YEAR.fullmatch(low) and _YEAR.fullmatch(high)) is not None or (low.endswith("00") and high.endswith("00"))


def is_service_number(run: str, digits: int) -> bool:
    """Six digits in groups, as services have them."""
    return digits == 6 and _SERVICE.fullmatch(run) is not None
