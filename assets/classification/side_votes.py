"""What speaks where the title says too little: the text's first part, the SOC code, the employer's name.

Each alone is weak evidence. The SOC code is that of an old taxonomy and often wrong; it is one vote, never the answer.
"""

import re
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from assets.classification.tables import category_names, listed, read
from assets.classification.title_words import phrase_key, tokens_of

READ = 3_000
DIGITS = re.compile(r"\D+")


def cues_in(description: str) -> dict[str, list[str]]:
    """The different cues in the first 3,000 characters, by category, in the order of the cue table."""
    matcher, owners = _cues()
    text = description[:READ].lower()
    try:
        matches = matcher.find_matches_as_indexes(text)
    except UnicodeEncodeError:  # a lone surrogate, rare enough that no text is looked through for it beforehand
        matches = matcher.find_matches_as_indexes(text.encode("utf-8", errors="replace").decode())
    seen = sorted({pattern for pattern, _, _ in matches})
    found: dict[str, list[str]] = {}
    for pattern in seen:
        category, cue = owners[pattern]
        found.setdefault(category, []).append(cue)
    return found


@lru_cache(maxsize=4_096)
def soc_category(code: str | None) -> str | None:
    """The category of an O*NET-SOC code of 2010 or 2018, with or without punctuation; None for no code at all."""
    digits = DIGITS.sub("", code or "")
    if len(digits) < 6:
        return None
    return _longest(digits, "soc_2010") or _longest(digits, "soc")


def employer_hint(employer: str | None) -> tuple[str, str] | None:
    """The category that a word of the employer's name hints at, and the word."""
    if not employer:
        return None
    hints = _hints()
    for token in tokens_of(employer.casefold()):
        if token in hints:
            return hints[token], token
    return None


def _longest(digits: str, column: str) -> str | None:
    prefixes = _prefixes(column)
    for length in range(8, 1, -1):
        if digits[:length] in prefixes:
            return prefixes[digits[:length]]
    return None


@cache
def _prefixes(column: str) -> dict[str, str]:
    return {prefix: row["name"] for row in read("categories.yaml") for prefix in row[column]}


@cache
def _cues() -> tuple[AhoCorasick, list[tuple[str, str]]]:
    table = read("cues.yaml")
    owners = [(name, cue) for name in category_names() for cue in listed(table.get(name, ""))]
    return AhoCorasick(
        [cue for _, cue in owners], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    ), owners


@cache
def _hints() -> dict[str, str]:
    found: dict[str, str] = {}
    for category, text in read("employers.yaml").items():
        for entry in listed(text):
            found.setdefault(phrase_key(entry), category)
    return found
