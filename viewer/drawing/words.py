"""Codes, amounts and times as people say them, and text made safe to look at. No page's content is here."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup

from assets.lake.readers import amounts

NARROW_SPACE = "\u202f"
CODES: Mapping[str, str] = {
    "FULLTIME": "Full-time",
    "PARTTIME": "Part-time",
    "CONTRACTOR": "Contract",
    "INTERN": "Internship",
    "TEMPORARY": "Temporary",
    "VOLUNTEER": "Volunteer",
    "PER_DIEM": "Per diem",
    "OTHER": "Other type",
    "remote": "Remote",
    "hybrid": "Hybrid",
    "onsite": "On site",
    "unclear": "Not said",
    "nice_to_have": "nice to have",
    "not_seen": "not seen lately",
    "gone": "gone from its board",
    "dated_that_day": "dated that day",
    "ats": "application system",
    "ok": "OK",
    "all": "all together",
    "unknown": "unknown",
    "unknown_field": "unknown field",
    "missing_field": "missing field",
    "type_change": "type changed",
    "new_value": "new value",
    "same_link": "leads to the same posting of a board",
    "same_text": "same text",
    "near_text": "nearly the same text",
    "summary_of": "a summary of the same text",
}
# Pictures for controls (U+2400 block) and names for what would turn the direction of the text around it.
VISIBLE: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"}
VISIBLE |= {0x7F: "\u2421"} | {code: f"⟨U+{code:04X}⟩" for code in range(0x80, 0xA0)}
VISIBLE |= {code: f"⟨U+{code:04X}⟩" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)}
# Half a surrogate pair cannot be encoded; JSON can name one in an escape.
VISIBLE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
HIDDEN = re.compile(f"[{re.escape(''.join(map(chr, VISIBLE)))}]")
SAID_IN_WEEKS, MOST_DAYS_AGO = 14, 56


def visible(value: Any) -> Any:
    """Text whose control characters can be seen and do nothing; anything else as it is, None as nothing."""
    if isinstance(value, str):
        # Most texts are printable through and through, which is known in a hundredth of the time.
        if not value.isprintable() and not isinstance(value, Markup) and HIDDEN.search(value):
            return value.translate(VISIBLE)
        return value
    return "" if value is None or isinstance(value, Undefined) else value


def code(value: str | None) -> str:
    """A code in words; an unknown code as it is."""
    return CODES.get(value, value.replace("_", " ")) if value else ""


def day(value: str | None) -> str:
    """`2026-03-19` as `19 March 2026`; what is no date as it stands."""
    try:
        found = date.fromisoformat((value or "")[:10])
    except ValueError:
        return value or ""
    return f"{found.day} {found:%B %Y}"


def ago(value: str | None, today: date | None) -> str:
    """A day as `3 days ago`; beyond eight weeks, in the future, and where nobody knows what today is, as a date."""
    try:
        days = (today - date.fromisoformat((value or "")[:10])).days if today else -1
    except ValueError:
        return value or ""
    if days in (0, 1):
        return ("today", "yesterday")[days]
    if not 0 <= days <= MOST_DAYS_AGO:
        return day(value)
    return f"{days} days ago" if days < SAID_IN_WEEKS else f"{days // 7} weeks ago"


def short_day(value: str | None) -> str:
    """`2026-03-19` as `19 Mar`."""
    try:
        found = date.fromisoformat((value or "")[:10])
    except ValueError:
        return value or ""
    return f"{found.day} {found:%b}"


def window(start: str, end: str) -> str:
    """A window of days, the last one included, from its first day and the day after its last: `17 to 23 Nov 2026`."""
    first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10]) - timedelta(days=1)
    if first >= last:
        return f"{first.day} {first:%b %Y}"
    same_year = first.year == last.year
    begin = f"{first.day}" if same_year and first.month == last.month else f"{first.day} {first:%b}"
    return f"{begin if same_year else f'{first.day} {first:%b %Y}'} to {last.day} {last:%b %Y}"


def window_name(name: str) -> str:
    """`91d` as `91 days`, `all` as `all days`."""
    return "all days" if name == "all" else f"{name.removesuffix('d')} days"


def looking_back(name: str, start: str, end: str) -> str:
    """A window that looks back, from its name, its first day and the day after its last: `91 days to 27 Nov 2026`."""
    first, after = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    last = after - timedelta(days=1)
    days = f"all {(after - first).days}" if name == "all" else f"{(after - first).days}"
    return f"{days} {'day' if (after - first).days == 1 else 'days'} to {last.day} {last:%b %Y}"


def points(delta: float) -> str:
    """A difference of two shares in percentage points, with its sign: `+4.2 points`."""
    return f"{'+' if delta > 0 else '−'}{abs(delta) * 100:.1f}{NARROW_SPACE}points"


def minute(value: str | None) -> str:
    """A time as `2026-03-28 10:08`, UTC."""
    return (value or "")[:16].replace("T", " ")


def number(value: float | None, places: int = 0) -> str:
    """A number with its thousands apart."""
    if value is None:
        return "–"
    return f"{value:,.{places}f}".replace(",", NARROW_SPACE)


def percent(value: float | None) -> str:
    """A share from 0 to 1 as a percentage."""
    return "–" if value is None else f"{value * 100:.0f}{NARROW_SPACE}%"


def confidence(value: float | None, support: str | None = None) -> str:
    """A confidence as a percentage; what was inferred is never shown as certain."""
    if value is None:
        return "–"
    whole = round(value * 100)
    return f"{min(whole, 99) if support == 'inferred' else whole}{NARROW_SPACE}%"


def amount(value: float | None) -> str:
    """An amount without needless decimals."""
    return "" if value is None else amounts.amount(value, NARROW_SPACE)


def money(low: float | None, high: float | None, currency: str | None, period: str | None = None) -> str:
    """A range of pay with its currency and period."""
    return amounts.pay_text(low, high, currency, period, NARROW_SPACE)


def plural(count: float | None, one: str, many: str = "") -> str:
    """A count with its noun."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


FILTERS = {
    function.__name__: function
    for function in (
        code,
        day,
        ago,
        short_day,
        window,
        window_name,
        looking_back,
        points,
        minute,
        number,
        percent,
        confidence,
        amount,
        money,
        plural,
    )
}
