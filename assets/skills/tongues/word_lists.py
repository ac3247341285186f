"""The list of a language as its file in `lists/` gives it: what skills are called there, and the words around them.

A file holds `skills` (skill -> phrases in the language of `phrases.patterns`, parted by commas; a word counts in each
of its inflections, one of fewer than four letters and one with a `&` behind it only as it stands), `plain` (names of
programs that are words there) and the expressions that say how strongly, for how long, or that something is not asked
for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assets.text.yaml_table import yaml_table

HERE = Path(__file__).parent / "lists"


@dataclass(frozen=True)
class WordList:
    """What is known of a language.

    Attributes:
        skills: Skill of the taxonomy -> its phrases.
        plain: Words of the language that are names of programs elsewhere, in lower case.
        spoken: What a sentence holds that speaks of knowing a language.
        preferred: What makes a sentence one of wishes.
        required: What makes it one of demands.
        years: A number of years, the number in the first group.
        experience: What a sentence with years must hold.
        unless: Begins where a word is no skill: "responsable de" is a duty, "responsable" a trait.
        denied_before: Ends just before a name that is not asked for.
        denied_behind: Begins just behind it.
        degree: A degree, of which the field of study follows.
        numbers: Words for numbers.
    """

    language: str
    skills: Mapping[str, tuple[str, ...]]
    plain: frozenset[str]
    spoken: re.Pattern[str]
    preferred: re.Pattern[str]
    required: re.Pattern[str]
    years: re.Pattern[str]
    experience: re.Pattern[str]
    unless: re.Pattern[str]
    denied_before: re.Pattern[str]
    denied_behind: re.Pattern[str]
    degree: re.Pattern[str]
    numbers: Mapping[str, float]


@cache
def word_list(language: str) -> WordList:
    """The list of a language.

    Raises:
        FileNotFoundError: There is none.
    """
    table = yaml_table(HERE / f"{language}.yaml")
    numbers = {word: float(number) for number, word in enumerate(table["numbers"].split(), 1)}
    counted = "|".join([r"\d{1,2}", *numbers])
    return WordList(
        language=language,
        skills={skill: tuple(_phrases(text)) for skill, text in table["skills"].items()},
        plain=frozenset(table["plain"].split()),
        spoken=re.compile(rf"(?<!\w)(?:{table['spoken']})"),
        preferred=re.compile(rf"(?<!\w)(?:{table['preferred']})"),
        required=re.compile(rf"(?<!\w)(?:{table['required']})"),
        years=re.compile(rf"(?<![\w.])({counted})(?: *\+| *(?:{table['to']}) *\d+)? *(?:{table['year']})(?!\w)"),
        experience=re.compile(table["experience"]),
        unless=re.compile(table["unless"]),
        denied_before=re.compile(rf"(?<!\w)(?:{table['denied_before']}) *$"),
        denied_behind=re.compile(rf"(?:{table['denied_behind']})"),
        degree=re.compile(rf"(?<!\w)(?:{table['degree']})(?!\w)"),
        numbers=numbers,
    )


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip()]
