"""Reading one field of a JSearch object softly: a value of the wrong type counts as absent (`drift` reports it)."""

import math
from collections.abc import Mapping

from assets.text.clean import clean_line

Job = Mapping[str, object]
# The longest title of 375 real objects has 110 characters, the longest employer 62; addresses and files bear no novel.
LONGEST_LINE = 300


def text_field(job: Job, name: str) -> str | None:
    """A one-line text, cleaned and read to `LONGEST_LINE` characters; None where it is absent, empty or no text."""
    value = whole_text_field(job, name)
    return value if value is None or len(value) <= LONGEST_LINE else clean_line(value[:LONGEST_LINE])


def whole_text_field(job: Job, name: str) -> str | None:
    """The same at any length: for ids and addresses, which say nothing when they are cut."""
    value = job.get(name)
    return (clean_line(value) or None) if isinstance(value, str) else None


def flag_field(job: Job, name: str) -> bool | None:
    """A boolean; the strings "true" and "false" of the 2024 payloads count."""
    value = job.get(name)
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    return None


def number_field(job: Job, name: str) -> float | None:
    """A finite number, also one written as a string; a boolean is none."""
    value = job.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def texts_field(job: Job, name: str) -> list[str]:
    """The texts of a list, cleaned, without empty ones and repeats, in the order given."""
    value = job.get(name)
    if not isinstance(value, list | tuple):
        return []
    return list(dict.fromkeys(line for item in value if isinstance(item, str) and (line := clean_line(item))))


def is_filled(value: object) -> bool:
    """Whether a field says anything: neither null nor an empty text, list or object."""
    return value is not None and not (isinstance(value, str | list | dict) and not value)
