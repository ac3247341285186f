"""Seniority of a posting by its title (else its text), and the years of experience its text asks for.

Titles are read by their head noun, not by any word that sounds senior:

* In order: intern, executive, director, manager, lead, senior, junior, mid. "Senior Manager" is a manager, "VP" an
  executive, "Head of" a director, staff and principal before a trade are leads, "Engineer I/II/III/IV" junior to lead.
* Names of jobs are no levels: an account executive sells, an account, product, project or program manager manages no
  people, an executive assistant assists; "Lead Generation", "Internal", "Senior Living" and "Staff Nurse" say nothing.
* "Associate" is a level before a trade ("Associate Engineer": junior) and a job alone ("Sales Associate": unclear).

Years are what the posting asks of a person, not a company's age, and never decide the level.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

import yaml

from assets.postings.passages import mentions, sentence_around
from assets.postings.phrase_rules import RuleBook, blank_out, first_match
from assets.text.characters import lowered

Level = Literal["intern", "junior", "mid", "senior", "lead", "manager", "director", "executive", "unclear"]

_LEVELS: dict[str, Level] = {level: level for level in get_args(Level)}
_PHRASES = Path(__file__).with_name("seniority_phrases.yaml")
_MOST_PASSAGES = 60
_LONGEST_TITLE = 400  # the longest real one seen has 157 characters
_MOST_YEARS = 25  # more is a company's age or everybody's together, not a demand


@dataclass(frozen=True, slots=True)
class Seniority:
    """Level and years asked for, each with its words. A missing upper bound means "or more"."""

    level: Level
    source: Literal["title", "text", "none"]
    quote: str | None
    years_min: float | None
    years_max: float | None
    years_quote: str | None


@dataclass(frozen=True, slots=True)
class _Rules:
    title: RuleBook
    text: tuple[tuple[Level, re.Pattern[str]], ...]
    years: re.Pattern[str]
    around_years: RuleBook
    numbers: dict[str, float]


@cache
def _rules() -> _Rules:
    book = yaml.safe_load(_PHRASES.read_text("utf-8"))
    words: dict[str, str] = book["words"]

    def pattern(lines: list[str]) -> re.Pattern[str]:
        joined = "|".join(f"(?:{line})" for line in lines)
        for name, value in words.items():
            joined = joined.replace(f"<{name}>", f"(?:{value})")
        return re.compile(joined)

    def table(name: str) -> tuple[tuple[Level, re.Pattern[str]], ...]:
        return tuple((level, pattern(book[name][level])) for level in get_args(Level) if level in book[name])

    return _Rules(
        title=RuleBook(book["title_noise"], book["title"], words),
        text=table("text"),
        years=pattern(book["years"]),
        around_years=RuleBook((), {name: book[name] for name in ("not_asked", "asks")}, {}),
        numbers={word: float(value) for word, value in book["numbers"].items()},
    )


def read_seniority(title: str, text: str) -> Seniority:
    """Read level and years of experience; the level's quote is verbatim from the title or the text."""
    years = _years(text)
    level, quote = _title_level(title[:_LONGEST_TITLE])
    if level != "unclear":
        return Seniority(level, "title", quote, *years)
    level, quote = _text_level(text)
    return Seniority(level, "none" if level == "unclear" else "text", quote, *years)


@lru_cache(maxsize=4096)  # the same titles come again in every search and every day
def _title_level(title: str) -> tuple[Level, str | None]:
    book = _rules().title
    low = lowered(title)
    is_open = book.open_for(low)
    clean: str | None = None
    for name, found_by in book.groups:
        if not first_match(found_by, low, is_open):
            continue
        clean = blank_out(book.noise, low, is_open, "·") if clean is None else clean
        match = first_match(found_by, clean, is_open)
        if match:
            return _LEVELS[name], title[match.start() : match.end()].strip()
    return "unclear", None


def _text_level(text: str) -> tuple[Level, str | None]:
    low = lowered(text)
    found: list[tuple[int, Level, str]] = []
    for start, end in mentions(text).get("level", ())[:_MOST_PASSAGES]:
        left, right = sentence_around(text, start, end)
        for level, pattern in _rules().text:
            match = pattern.search(low, left, right)
            if match:
                found.append((match.start(), level, text[match.start() : match.end()]))
    if not found:
        return "unclear", None
    _, level, quote = min(found, key=lambda row: row[0])
    return level, quote


def _years(text: str) -> tuple[float | None, float | None, str | None]:
    """The first demand for years of experience."""
    for match, quote in _year_phrases(text):
        low, high = _number(match["low"]), _number(match["high"])
        if low is None or low > _MOST_YEARS or (high is not None and (high < low or high > 2 * _MOST_YEARS)):
            continue
        if match["up_to"]:
            return 0.0, low, quote
        exact = high if high is not None else None
        return low, exact, quote
    return None, None, None


def _year_phrases(text: str) -> Iterator[tuple[re.Match[str], str]]:
    book = _rules()
    low = lowered(text)
    last = 0
    for start, end in mentions(text).get("years", ())[:_MOST_PASSAGES]:
        if start < last:
            continue
        match = book.years.search(low, max(last, start - 45), min(len(low), end + 12))
        if match is None:
            continue
        left, right = sentence_around(text, match.start(), match.end())
        last = match.end()
        if _is_asked(low, match, left, right):
            yield match, _whole_words(text, match.start(), match.end(), right)


def _whole_words(text: str, start: int, end: int, right: int) -> str:
    """The demand and what follows it in its sentence, up to some 60 characters, ending with a whole word."""
    stop = min(right, end + 60)
    if stop < right:
        stop = max(end, text.rfind(" ", end, stop))
    return text[start:stop].strip()


def _is_asked(low: str, match: re.Match[str], left: int, right: int) -> bool:
    """Whether the words around the years ask them of a person: `~` stands for the years."""
    before, after = low[max(left, match.start() - 60) : match.start()], low[match.end() : min(right, match.end() + 80)]
    words = before + " ~ " + after
    book = _rules().around_years
    is_open = book.open_for(words)
    (_, not_asked), (_, asks) = book.groups
    return first_match(not_asked, words, is_open) is None and first_match(asks, words, is_open) is not None


def _number(word: str | None) -> float | None:
    if not word:
        return None
    if word in _rules().numbers:
        return _rules().numbers[word]
    try:
        return float(word.replace(",", "."))
    except ValueError:
        return None
