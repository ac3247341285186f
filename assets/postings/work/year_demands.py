"""Demands for years of experience in a text, each with its place and kind. Which of them counts: `experience`.

Years that are an employer's age, other people's experience, an age, a term or a plan ask nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick_rs

from assets.postings.texts.passages import mentions, sentence_around
from assets.postings.texts.phrase_rules import RuleBook, first_match
from assets.text.characters import lowered
from assets.text.sections import find_sections
from assets.text.yaml_table import yaml_table

_PHRASES = Path(__file__).with_name("experience_phrases.yaml")
_MOST_PASSAGES = 60
_MOST_YEARS = 25  # more is a company's age or everybody's together, not a demand
_BEFORE_NUMBER = 16  # more characters than stand in a demand before its first number ("maximum of ")
_BEFORE, _AFTER = 60, 80  # characters around the years that may say what they are
_MONTHS_A_YEAR = 12
_DIGIT = re.compile(r"\d")
_PLAINLY_ASKED = " experience"  # the first row of `asks`
_NOTHING_ASKED = frozenset({"not_asked"})
_SHORT_FORMS = ("min.", "max.", "ca.", "mind.", "approx.")  # whose full stop ends no sentence


class Experience(NamedTuple):
    """Years asked for with their words; a missing upper bound means "or more"."""

    min: float | None = None
    max: float | None = None
    quote: str | None = None


class Demand(NamedTuple):
    """One demand for years, where it stands (`start`, `end`, and its sentence's bounds) and what kind it is."""

    years: Experience
    start: int
    end: int
    left: int
    right: int
    preferred: bool
    overall: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """What demands are found and judged by."""

    demand: re.Pattern[str]
    asks: RuleBook
    nature: RuleBook
    patterns: dict[str, re.Pattern[str]]
    number_words: ahocorasick_rs.AhoCorasick
    novice: re.Pattern[str]
    numbers: dict[str, float]


@cache
def rules() -> Rules:
    """The expressions of `experience_phrases.yaml`, compiled."""
    book: dict[str, Any] = yaml_table(_PHRASES)
    words: dict[str, str] = book["words"]

    def pattern(line: str) -> re.Pattern[str]:
        for name, value in words.items():
            line = line.replace(f"<{name}>", f"(?:{value})")
        return re.compile(line)

    named = ("compound", "not_compound", "strict", "not_wished", "degree", "alternative")
    return Rules(
        demand=pattern(book["demand"]),
        asks=RuleBook((), {"years": book["asks"], "months": book["asks_months"]}, words),
        nature=RuleBook((), {name: book[name] for name in ("not_asked", "preferred", "overall")}, words),
        patterns={name: pattern(book[name]) for name in named},
        number_words=ahocorasick_rs.AhoCorasick(
            words["number"].split("|"), matchkind=ahocorasick_rs.MatchKind.LeftmostFirst
        ),
        novice=pattern("|".join(f"(?:{line})" for line in book["novice"])),
        numbers={word: float(value) for word, value in book["numbers"].items()},
    )


def demands(text: str) -> Iterator[Demand]:
    """Every demand for years in the order of the text."""
    low = lowered(text)
    matches = list(_year_phrases(text, low))
    for at, match in enumerate(matches):
        years = _range(match)
        if years is None:
            continue
        left, right = _sentence(text, match.start(), match.end())
        floor = max(left, matches[at - 1].end() if at else 0)
        roof = min(right, matches[at + 1].start() if at + 1 < len(matches) else right)
        own = _with_mark(low, match, floor, roof)
        says = _says(own) if _is_asked(match, own, _with_mark(low, match, left, right)) else _NOTHING_ASKED
        if "not_asked" in says:
            continue
        quote = _whole_words(text, match.start(), match.end(), right)
        yield Demand(
            Experience(years[0], years[1], quote),
            match.start(),
            match.end(),
            left,
            right,
            preferred="preferred" in says or _stands_among_wishes(text, match.start(), roof),
            overall="overall" in says,
        )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    left, right = sentence_around(text, start, end)
    if text[max(0, left - 8) : left].rstrip().lower().endswith(_SHORT_FORMS):
        left, _ = sentence_around(text, left - 3, left - 2)
    return left, right


def _year_phrases(text: str, low: str) -> Iterator[re.Match[str]]:
    """Numbers of years or months, in the order of the text."""
    last, expected = 0, rules()
    for start, end in mentions(text).get("years", ())[:_MOST_PASSAGES]:
        if start < last:
            continue
        stop = min(len(low), end + 12)
        number = _first_number(low, max(last, start - 45), stop)
        if number is None:
            continue
        match = expected.demand.search(low, max(last, start - 45, number - _BEFORE_NUMBER), stop)
        if match is not None:
            last = match.end()
            yield match


def _first_number(low: str, start: int, stop: int) -> int | None:
    """Where the first digit or word of a number stands in `low[start:stop]`; no demand goes without one."""
    digit = _DIGIT.search(low, start, stop)
    words = rules().number_words.find_matches_as_indexes(low[start:stop])
    if not words:
        return digit and digit.start()
    word = start + words[0][1]
    return min(word, digit.start()) if digit else word


def _range(match: re.Match[str]) -> tuple[float | None, float | None] | None:
    """Lower and upper bound in years, or None where the numbers are no demand's."""
    low, high = _number(match["low"]), _number(match["high"])
    if low is None:
        return None
    if match["months"]:
        low, high = round(low / _MONTHS_A_YEAR, 2), high and round(high / _MONTHS_A_YEAR, 2)
    if low > _MOST_YEARS or (high is not None and (high < low or high > 2 * _MOST_YEARS)):
        return None
    if match["less"]:
        return None, low
    return (0.0, low) if match["up_to"] else (low, high)


def _with_mark(low: str, match: re.Match[str], left: int, right: int) -> str:
    """The words around the years, for which `~` stands."""
    before = low[max(left, match.start() - _BEFORE) : match.start()].rstrip()
    return f"{before} ~ {low[match.end() : min(right, match.end() + _AFTER)].lstrip()}"


def _says(own: str) -> frozenset[str]:
    """What the words next to the years say of them: `not_asked`, `preferred`, `overall`."""
    book = rules().nature
    is_open = book.open_for(own)
    says = set()
    for name, found_by in book.groups:
        if is_open & found_by.bits and first_match(found_by, own, is_open):
            says.add(name)
            if name == "not_asked":
                break
    return frozenset(says)


def _is_asked(match: re.Match[str], own: str, sentence: str) -> bool:
    """Whether the sentence asks the years of a person."""
    book = rules()
    years, months = (group for _, group in book.asks.groups)
    if not match["months"] and match["unit"].startswith("yoe"):
        return True
    is_plain = not match["months"] and _PLAINLY_ASKED in sentence  # as most are, without a search
    if not is_plain and not first_match(months if match["months"] else years, sentence, book.asks.open_for(sentence)):
        return False
    is_compound = book.patterns["compound"].search(match.group()) and _number(match["low"]) != 1
    return not is_compound or book.patterns["not_compound"].search(own.partition("~")[2]) is not None


def _stands_among_wishes(text: str, start: int, roof: int) -> bool:
    """Whether the heading it stands under makes the demand a wish."""
    patterns = rules().patterns
    for section in find_sections(text):
        if section.start <= start < section.end:
            if section.label != "nice_to_have":
                return False
            heading, _, body = lowered(text[section.start : roof]).partition("\n")
            return not (patterns["not_wished"].search(heading) or patterns["strict"].search(body))
    return False


def _whole_words(text: str, start: int, end: int, right: int) -> str:
    """The demand and what follows it in its sentence, up to some 60 characters, ending with a whole word."""
    stop = min(right, end + 60)
    if stop < right:
        stop = max(end, text.rfind(" ", end, stop))
    return text[start:stop].strip()


def _number(word: str | None) -> float | None:
    if not word:
        return None
    known = rules().numbers.get(word)
    if known is not None:
        return known
    try:
        return float(word.replace(",", "."))
    except ValueError:
        return None
