"""Days of the calendar as people write them: "Nov 20, 2026", "20. November 2026", "20/11/2026", "2026年11月20日".

Reads one short text that is a date, and not dates within longer ones. Which day of "04/05/2026" is meant nobody can
tell, so it is none.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path

from assets.text.yaml_table import yaml_table

_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.-]{1,2}(?:de |of )?([^\W\d_]{3,12})[\s.,/-]{1,2}(?:de |del )?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})[\s.-]{1,2}(\d{1,2})(?:st|nd|rd|th)?,?[\s-](\d{4})(?!\d)")


@cache
def _months() -> dict[str, int]:
    table = yaml_table(Path(__file__).parent / "relative_dates.yaml")["months"]
    return {name: number for number, names in table.items() for name in names}


def calendar_day(written: str) -> date | None:
    """The day that a text in lower case names; None where it names none, or one that could be two."""
    found = _YEAR_FIRST.search(written)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _DAY_FIRST.search(written)
    if found:
        return _day(int(found[3]), _months().get(found[2]), int(found[1]))
    found = _MONTH_FIRST.search(written)
    if found:
        return _day(int(found[3]), _months().get(found[1]), int(found[2]))
    found = _YEAR_LAST.search(written)
    return _of_figures(int(found[1]), int(found[3]), int(found[4]), is_dotted=found[2] == ".") if found else None


def _of_figures(first: int, second: int, year: int, *, is_dotted: bool) -> date | None:
    """With dots the day stands first; with strokes and dashes only a number above twelve tells."""
    if is_dotted or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month, day) if month else None
    except ValueError:
        return None
