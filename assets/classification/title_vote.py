"""What a title says: the phrases found in it, and which of them names the occupation.

Longer before shorter, occupation before field before general head, the last head of a part before earlier ones ("Data
Science Recruiter" recruits), what stands before "of", "for" or a comma before what stands behind it.
"""

from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from assets.classification.tables import listed, title_phrases, words
from assets.classification.title_words import Part, is_whole, parts_of, phrase_key, word

LONGEST = 7
LENGTH_BONUS, POSITION_BONUS = 0.3, 2.0
PART_PENALTY, MOST_PARTS, BRACKET_PENALTY, PREPOSITION_PENALTY = 1.5, 2, 1.0, 3.0
COMPOUND_LENGTH = 7


class Layer(IntEnum):
    """What kind of phrase speaks; a higher one decides whatever lower ones say."""

    GENERAL = 0
    WEAK = 1
    DOMAIN = 2
    HEAD = 3


class Said(NamedTuple):
    """One phrase of a title, for one category."""

    category: str
    layer: Layer
    score: float
    phrase: str


@lru_cache(maxsize=8_192)
def title_says(title: str) -> tuple[Said, ...]:
    """The phrases of a title, the deciding one first. Titles recur across postings: the last 8,192 are remembered."""
    found: list[Said] = []
    for number, part in enumerate(parts_of(title)):
        penalty = PART_PENALTY * min(number, MOST_PARTS) + BRACKET_PENALTY * part.in_brackets
        found += _part_says(part, penalty)
    found.sort(key=lambda said: (-said.layer, -said.score, said.phrase))
    return tuple(_yielded(found))


def _yielded(found: list[Said]) -> list[Said]:
    """The phrases with the field first where the head yields to it."""
    if len(found) < 2 or found[0].phrase not in _yielding():
        return found
    fields = words()["yielding"]["fields"]
    first = next((said for said in found if said.category in fields and said.layer >= Layer.DOMAIN), None)
    return [first, *(said for said in found if said is not first)] if first else found


def _part_says(part: Part, penalty: float) -> list[Said]:
    tokens, size = part.words, len(part.words)
    starts, table, prepositions = _starts(), _table(), _prepositions()
    found: list[Said] = []
    covered, behind = 0, False
    for at in range(size):
        token = tokens[at]
        if token in prepositions and any(said.layer for said in found):
            behind = True
        for length in range(min(starts.get(token, 0), size - at), 0, -1):
            entry = table.get(" ".join(tokens[at : at + length]) if length > 1 else token)
            if entry is None:
                continue
            if at + length > covered:
                covered = at + length
                score = LENGTH_BONUS * length + POSITION_BONUS * covered / size - penalty - PREPOSITION_PENALTY * behind
                found.append(Said(entry[0], entry[1], score, " ".join(tokens[at : at + length])))
            break
        else:
            if len(token) >= COMPOUND_LENGTH and at >= covered:
                found += _compound(token, POSITION_BONUS * (at + 1) / size - penalty)
    return found


def _compound(token: str, score: float) -> list[Said]:
    """A long German word by its last part."""
    endings = _compounds()
    for begin in range(1, len(token) - 3):
        category = endings.get(token[begin:])
        if category:
            return [Said(category, Layer.HEAD, score, token)]
    return []


@cache
def _table() -> dict[str, tuple[str, Layer]]:
    """Each phrase's category and layer. Where two categories write the same words, the head speaks, then the first.

    A phrase that loses silent words ("audit senior", "data science lead") speaks last; with one word left, not at all.
    """
    found: dict[str, tuple[str, Layer]] = {}
    for category, text in words()["general"].items():
        for phrase in listed(text):
            found.setdefault(phrase_key(phrase), (category, Layer.GENERAL))
    weak = {phrase_key(phrase) for phrase in listed(words()["weak"])}
    shortened: dict[str, tuple[str, Layer]] = {}
    fields = {phrase_key(phrase) for kinds in title_phrases().values() for phrase in kinds["domains"]}
    for kind, layer in (("heads", Layer.HEAD), ("domains", Layer.DOMAIN)):
        for category, kinds in title_phrases().items():
            for phrase in kinds[kind]:
                key = phrase_key(phrase)
                rank = Layer.WEAK if key in weak else layer
                if is_whole(phrase):
                    found.setdefault(key, (category, rank))
                elif " " in key:
                    shortened.setdefault(key, (category, min(rank, Layer.DOMAIN) if key in fields else rank))
    found = {**shortened, **found}
    found.pop("", None)
    return found


@cache
def _yielding() -> frozenset[str]:
    return frozenset(phrase_key(phrase) for phrase in listed(words()["yielding"]["heads"]))


@cache
def _starts() -> dict[str, int]:
    """The most words of a phrase that begins with this word."""
    found: dict[str, int] = {}
    for key in _table():
        first, *rest = key.split(" ")
        found[first] = max(found.get(first, 0), min(1 + len(rest), LONGEST))
    return found


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(f"{words()['prepositions']} {words()['foreign_prepositions']}".split())


@cache
def _compounds() -> dict[str, str]:
    return {word(ending): category for ending, category in words()["compounds"].items()}
