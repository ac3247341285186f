"""What a text says of its class by the skills that it names: each belongs to a family, and families speak for classes.

The words of the families and the weights are made by `text_training`; here they are only applied. A title that names
the occupation is never asked for a second opinion.
"""

import json
import math
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from assets.text.reading_language import reading_language

HERE = Path(__file__).parent / "families"
READ = 4_000  # characters
_SIGNS = re.compile(r"[^a-z0-9+#]+")


class Vote(NamedTuple):
    """A class that a text speaks for.

    Attributes:
        share: Of all that the text says, 0 to 1.
        words: The words of the text that say it, the most telling first.
    """

    category: str
    share: float
    words: tuple[str, ...]


def text_says(description: str) -> list[Vote]:
    """The classes that a text speaks for, the likeliest first; none where it names no skill or is not read."""
    found = families_in(description)
    if not found:
        return []
    shares = shares_of({family: len(words) for family, words in found.items()}, weights())
    return [Vote(category, share, _words_for(category, found)) for category, share in shares]


def families_in(description: str) -> dict[str, tuple[str, ...]]:
    """Family of skills -> the different words in the first 4,000 characters that name a skill of it."""
    language = reading_language(description)
    if not (HERE / f"{language}.txt").exists():
        return {}
    matcher, owners = _words(language)
    text = f" {plain(description[:READ])} "
    found: dict[str, dict[str, None]] = {}
    for pattern, _, _ in matcher.find_matches_as_indexes(text):
        family, word = owners[pattern]
        found.setdefault(family, {})[word] = None
    return {family: tuple(words) for family, words in found.items()}


def plain(text: str) -> str:
    """Lower case, no accents, words parted by one space each."""
    low = text.lower()
    if not low.isascii():
        low = unicodedata.normalize("NFKD", low.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return _SIGNS.sub(" ", low).strip()


def shares_of(counts: Counter[str] | dict[str, int], table: dict[str, Any]) -> list[tuple[str, float]]:
    """The share of each class for so many words of each family, the largest first."""
    scores = dict(table["intercepts"])
    for family, count in counts.items():
        size = math.log1p(count)
        for category, weight in table["weights"].get(family, {}).items():
            scores[category] += weight * size
    most = max(scores.values())
    powers = {category: math.exp(score - most) for category, score in scores.items()}
    total = sum(powers.values())
    return sorted(((c, power / total) for c, power in powers.items()), key=lambda one: (-one[1], one[0]))


def held_out_accuracy(share: float) -> float:
    """How often a class with such a share was right in texts that the weights had not seen."""
    steps = [step for step in weights()["held_out"] if share >= step["from"]]
    step = steps[-1]
    return round(float(step["right"] + 1) / float(step["of"] + 2), 2)


def _words_for(category: str, found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    table = weights()["weights"]
    ranked = sorted(found, key=lambda family: (-table.get(family, {}).get(category, 0.0), family))
    return tuple(word for family in ranked if table.get(family, {}).get(category, 0.0) > 0 for word in found[family])


@cache
def weights() -> dict[str, Any]:
    """`intercepts` and `weights` of the classes, and `held_out`: how often the first one was right, by its share."""
    table: dict[str, Any] = json.loads((HERE / "weights.json").read_text("utf-8"))
    return table


@cache
def _words(language: str) -> tuple[AhoCorasick, list[tuple[str, str]]]:
    """Finds a language's words; a word that ends with a space is whole, the others are beginnings."""
    owners, patterns = [], []
    for line in (HERE / f"{language}.txt").read_text("utf-8").splitlines():
        family, _, words = line.partition("\t")
        for word in words.split("|"):
            owners.append((family, word.strip()))
            patterns.append(f" {word}")
    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest), owners
