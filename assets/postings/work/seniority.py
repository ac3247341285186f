"""Seniority of a posting by its title (else its text), and the years of experience its text asks for.

Titles are read by their head noun, not by any word that sounds senior:

* In order: intern, executive, director, manager, lead, senior, junior, mid. "Senior Manager" is a manager, "VP" an
  executive, "Head of" a director, staff and principal before a trade are leads, "Engineer I/II/III/IV" junior to lead.
* Names of jobs are no levels: an account executive sells, an account, product, project or program manager manages no
  people, an executive assistant assists; "Lead Generation", "Internal", "Senior Living" and "Staff Nurse" say nothing.
* "Associate" is a level before a trade ("Associate Engineer": junior) and a job alone ("Sales Associate": unclear).

Years (`experience`) never decide the level.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

from assets.postings.texts.passages import mentions, sentence_around
from assets.postings.texts.phrase_rules import RuleBook, blank_out, first_match
from assets.postings.work.experience import read_experience
from assets.text.characters import lowered
from assets.text.yaml_table import yaml_table

Level = Literal["intern", "junior", "mid", "senior", "lead", "manager", "director", "executive", "unclear"]

_LEVELS: dict[str, Level] = {level: level for level in get_args(Level)}
_PHRASES = Path(__file__).with_name("seniority_phrases.yaml")
_MOST_PASSAGES = 60
_LONGEST_TITLE = 400  # the longest real one seen has 157 characters
_PARTS = re.compile(r"[,(|–—;:]| - ")


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
class Rules:
    """What titles and texts are read by."""

    title: RuleBook
    text: tuple[tuple[Level, re.Pattern[str]], ...]


@cache
def rules() -> Rules:
    """The expressions of `seniority_phrases.yaml`."""
    book = yaml_table(_PHRASES)
    words: dict[str, str] = book["words"]

    def pattern(lines: list[str]) -> re.Pattern[str]:
        joined = "|".join(f"(?:{line})" for line in lines)
        for name, value in words.items():
            joined = joined.replace(f"<{name}>", f"(?:{value})")
        return re.compile(joined)

    def table(name: str) -> tuple[tuple[Level, re.Pattern[str]], ...]:
        return tuple((level, pattern(book[name][level])) for level in get_args(Level) if level in book[name])

    return Rules(
        title=RuleBook(book["title_noise"], book["title"], words),
        text=table("text"),
    )


def read_seniority(title: str, text: str) -> Seniority:
    """Read level and years of experience; the level's quote is verbatim from the title or the text."""
    years = read_experience(text)
    level, quote = _title_level(title[:_LONGEST_TITLE])
    if level != "unclear":
        return Seniority(level, "title", quote, *years)
    level, quote = _text_level(text)
    return Seniority(level, "none" if level == "unclear" else "text", quote, *years)


@lru_cache(maxsize=4096)  # the same titles come again in every search and every day
def _title_level(title: str) -> tuple[Level, str | None]:
    """The level in the part of the title that names the job: what follows it names a team, a boss or a place."""
    book = rules().title
    low = lowered(title)
    is_open = book.open_for(low)
    clean: str | None = None
    found: list[tuple[int, int, Level, str]] = []
    for rank, (name, found_by) in enumerate(book.groups):
        if not first_match(found_by, low, is_open):
            continue
        clean = blank_out(book.noise, low, is_open, "·") if clean is None else clean
        match = first_match(found_by, clean, is_open)
        if match:
            part = 0 if name == "intern" else len(_PARTS.findall(low, 0, match.end()))
            found.append((part, rank, _LEVELS[name], title[match.start() : match.end()].strip()))
    level, quote = min(found)[2:] if found else ("unclear", None)
    if level == "senior":  # a senior one may be the lead, too: "Senior Engineer (Tech Lead)"
        return next(((also, words) for _, _, also, words in found if also == "lead"), (level, quote))
    return level, quote


def _text_level(text: str) -> tuple[Level, str | None]:
    low = lowered(text)
    found: list[tuple[int, Level, str]] = []
    for start, end in mentions(text).get("level", ())[:_MOST_PASSAGES]:
        left, right = sentence_around(text, start, end)
        for level, pattern in rules().text:
            match = pattern.search(low, left, right)
            if match:
                found.append((match.start(), level, text[match.start() : match.end()]))
    if not found:
        return "unclear", None
    _, level, quote = min(found, key=lambda row: row[0])
    return level, quote
