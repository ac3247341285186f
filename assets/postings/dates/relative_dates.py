"""How long ago "9 days ago" is, in the languages of `relative_dates.yaml`. Knows no clock: ages, not dates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from assets.text.yaml_table import yaml_table

Precision = Literal["exact", "day", "about", "none"]

_WORD = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)?")
_UNIT_DAYS = {"minute": 0.0, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}


@dataclass(frozen=True)
class _Words:
    units: dict[str, str]
    one: frozenset[str]
    fused: Mapping[str, tuple[int, str]]
    whole: dict[str, float]
    over: tuple[str, ...]
    not_past: frozenset[str]
    ahead: frozenset[str]
    numbers: Mapping[str, int]
    last: Mapping[str, float]


@cache
def _words() -> _Words:
    table = yaml_table(Path(__file__).parent / "relative_dates.yaml")
    return _Words(
        units={word: unit for unit, words in table["units"].items() for word in words},
        one=frozenset(table["one"]),
        fused={word: (count, unit) for word, (count, unit) in table["fused"].items()},
        whole=dict.fromkeys(table["today"], 0.0)
        | dict.fromkeys(table["yesterday"], 1.0)
        | dict.fromkeys(table["day_before_yesterday"], 2.0),
        over=tuple(table["over"]),
        not_past=frozenset(table["not_past"]),
        ahead=frozenset(table["ahead"]),
        numbers={word: count for count, words in table["numbers"].items() for word in words},
        last=table["last"],
    )


@lru_cache(maxsize=4096)
def age_in_days(prose: str) -> tuple[float, Precision] | None:
    """Read "9 days ago" in any of the languages of `relative_dates.yaml`.

    Args:
        prose: Lower case.

    Returns:
        The age in days and how far it can be trusted; None where the prose says no age.
    """
    known = _words()
    words = _WORD.findall(prose.replace("’", "'"))
    if known.not_past.intersection(words) or (words and words[0] in known.ahead):
        return None
    found = _counted_unit(words, known)
    if found is None:
        bare = " ".join(words)
        if bare.removeprefix("posted ") in known.last:
            return known.last[bare.removeprefix("posted ")], "about"
        matches = [days for phrase, days in known.whole.items() if phrase in words or phrase in bare.split("  ")]
        return (matches[0], "day") if matches else None
    count, unit = found
    if any(sign in prose for sign in known.over) or unit in ("week", "month", "year"):
        return count * _UNIT_DAYS[unit], "about"
    return count * _UNIT_DAYS[unit], "day"


def _counted_unit(words: list[str], known: _Words) -> tuple[int, str] | None:
    """The first number, in digits or as "one", with a unit of time behind it."""
    for index, word in enumerate(words):
        if word in known.fused:
            return known.fused[word]
        following = words[index + 1] if index + 1 < len(words) else ""
        if word.isdigit() and len(word) <= 4 and following in known.units:
            return int(word), known.units[following]
        if following == "of" and word in known.numbers:
            following = words[index + 2] if index + 2 < len(words) else ""
        if following in known.units and (word in known.one or word in known.numbers):
            return known.numbers.get(word, 1), known.units[following]
    return None
