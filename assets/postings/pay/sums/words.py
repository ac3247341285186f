"""The vocabulary of pay, read once from `words.yaml`, and how a list of words becomes an expression."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypedDict

from assets.postings.pay.sums.amounts import Period
from assets.text.yaml_table import yaml_table

_WORDS = Path(__file__).with_name("words.yaml")

# "an" must not end in the middle of "and". Letters of scripts that part words by no blanks are none here.
NO_LETTER = r"(?![a-z\u00df-\u024f\u0400-\u04ff\u1e00-\u1eff])"
NO_LETTER_BEFORE = r"(?<![a-z\u00df-\u024f\u0400-\u04ff\u1e00-\u1eff])"


class PeriodWords(TypedDict):
    """Words of a period: `after` a preposition or stroke, or `bare`."""

    after: list[str]
    bare: list[str]


PayWords = TypedDict(
    "PayWords",
    {
        "number": str,
        "units": dict[str, list[str]],
        "western_units": dict[str, list[str]],
        "qualifiers": list[str],
        "prepositions": list[str],
        "periods": dict[Period, PeriodWords],
        "labels": dict[Period, list[str]],
        "between": list[str],
        "and": list[str],
        "to": list[str],
        "least": list[str],
        "most": list[str],
        "least_after": list[str],
        "most_after": list[str],
        "counted": list[str],
    },
)


@cache
def pay_words() -> PayWords:
    """The file's tables."""
    words: PayWords = yaml_table(_WORDS)
    return words


def any_of(words: Iterable[str]) -> str:
    """One group that fits any of the expressions, the longest first."""
    return f"(?:{'|'.join(sorted(set(map(str, words)), key=len, reverse=True))})"


def whole_words(words: Iterable[str]) -> str:
    """As `any_of`, not within a longer word."""
    return f"{NO_LETTER_BEFORE}{any_of(words)}{NO_LETTER}"
