"""The offline classifier: title rules first, then what else speaks, else Other.

Its confidence is the held-out accuracy of the layer that answered (accuracy.yaml), never a feeling of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assets.classification.side_votes import cues_in, employer_hint, soc_category
from assets.classification.tables import OTHER, read
from assets.classification.text_vote import held_out_accuracy, text_says
from assets.classification.title_vote import Layer, Said, title_says
from assets.classification.title_words import parts_of

EVIDENCE_LENGTH = 200
WEAK_POINTS, DEFAULT_POINTS, SOC_POINTS, EMPLOYER_POINTS = 6.0, 2.0, 2.0, 2.0
TEXT_POINTS, LEAST_SHARE, WORDS_SHOWN = 10.0, 0.1, 4  # of all that the skills of a text say, of a class that is heard
LEAST_POINTS = 3.0
LAYERS = {Layer.HEAD: "head", Layer.DOMAIN: "domain"}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Classification:
    """A category and why.

    Attributes:
        category: One of the 25 categories, or Other.
        confidence: How often the layer that answered was right on held-out titles, 0 to 1.
        evidence: The words that decided and where they stood; None where nothing spoke.
        runner_up: The second category; None where nothing else spoke.
        runner_up_confidence: Its share of what is left.
    """

    category: str
    confidence: float
    evidence: str | None
    runner_up: str | None
    runner_up_confidence: float | None


def classify(title: str, description: str, employer: str | None = None, onet_soc: str | None = None) -> Classification:
    """The category of a posting from its words.

    Args:
        title: As posted; may be empty.
        description: Plain text; only its beginning is read, and only where the title says too little.
        employer: The employer's name, a hint for general titles.
        onet_soc: O*NET-SOC code of 2010 or 2018, a weak vote.
    """
    decided = _decided(title)
    if decided is None:
        return _from_points(title, title_says(title), description, employer, onet_soc)
    category, layer, proof, second = decided
    if second is None:
        vote = soc_category(onet_soc)
        second = vote if vote != category else None
    return _answer(category, layer, proof, second)


@lru_cache(maxsize=8_192)
def _decided(title: str) -> tuple[str, str, str, str | None] | None:
    """What a title that names an occupation or a field decides: category, layer, proof, second; None for any other."""
    said = title_says(title)
    if not said or said[0].layer < Layer.DOMAIN:
        return None
    first = said[0]
    second = next((other.category for other in said if other.category != first.category and other.layer), None)
    return first.category, _layer(first, title), _title_proof(first.phrase, title), second


def _layer(said: Said, title: str) -> str:
    """The layer as `accuracy.yaml` names it: a head that is the whole title is right more often than one word of it."""
    if said.layer is not Layer.HEAD:
        return LAYERS[said.layer]
    size, words = said.phrase.count(" ") + 1, sum(len(part.words) for part in parts_of(title))
    return f"{LAYERS[said.layer]} {'whole' if size >= words else 'long' if size > 1 else 'word'}"


def _from_points(
    title: str, said: tuple[Said, ...], description: str, employer: str | None, onet_soc: str | None
) -> Classification:
    """A general title, the text, the SOC code and the employer's name, added up."""
    points: dict[str, float] = {}
    proof: dict[str, list[str]] = {}
    general = next((one for one in said if one.category != OTHER), None)
    weak = general is not None and general.layer is Layer.WEAK
    if general:
        worth = WEAK_POINTS if weak else DEFAULT_POINTS
        _add(points, proof, general.category, worth, _title_proof(general.phrase, title))
    votes = text_says(description)
    for category, share, words in votes:
        if share >= LEAST_SHARE:
            _add(points, proof, category, TEXT_POINTS * share, _quoted(words))
    for category, cues in cues_in(description).items():
        _add(points, proof, category, float(len(cues)), _quoted(cues))
    vote = soc_category(onet_soc)
    if vote:
        _add(points, proof, vote, SOC_POINTS, f"soc: {onet_soc}")
    hint = employer_hint(employer)
    if hint:
        _add(points, proof, hint[0], EMPLOYER_POINTS, f'employer: "{hint[1]}"')
    ranked = sorted(points, key=lambda category: (-points[category], category))
    if not ranked or (points[ranked[0]] < LEAST_POINTS and general is None):
        return _answer(OTHER, "none", None, ranked[0] if ranked else None)
    first = ranked[0]
    layer = "text"
    if general and first == general.category:
        layer = "weak" if weak else "general"
    sure = held_out_accuracy(votes[0].share) if votes and votes[0].category == first else None
    return _answer(first, layer, "; ".join(proof[first]), ranked[1] if len(ranked) > 1 else None, sure)


def _quoted(words: Sequence[str]) -> str:
    return "text: " + ", ".join(f'"{word}"' for word in words[:WORDS_SHOWN])


@lru_cache(maxsize=8_192)
def _title_proof(phrase: str, title: str) -> str:
    """The words of a title that a phrase was read from, as they stand there; the title where they stand otherwise."""
    return f'title: "{_as_written(phrase.split(" "), title) or title.strip()}"'


def _as_written(parts: list[str], title: str) -> str | None:
    """The first place of a title where these words follow one another, each with or without a plural s."""
    if not (title.isascii() and all(part.isalnum() and part.isascii() for part in parts)):
        words = r"[\W_]+".join(f"{re.escape(part)}s?" for part in parts)
        found = re.search(rf"(?<![^\W_]){words}(?![^\W_])", title, re.IGNORECASE)
        return found[0] if found else None
    # Plain words need no expression of their own, which takes a hundred times as long to compile as to apply.
    places = [word.span() for word in _WORD.finditer(title)]
    written = [title[start:end].lower() for start, end in places]
    size = len(parts)
    for at in range(len(places) - size + 1):
        if all(word in (part, part + "s") for word, part in zip(written[at : at + size], parts, strict=True)):
            return title[places[at][0] : places[at + size - 1][1]]
    return None


def _add(points: dict[str, float], proof: dict[str, list[str]], category: str, worth: float, why: str) -> None:
    points[category] = points.get(category, 0.0) + worth
    proof.setdefault(category, []).append(why)


def _answer(
    category: str, layer: str, evidence: str | None, second: str | None, sure: float | None = None
) -> Classification:
    """An answer as sure as its layer, or as the text that says the same."""
    confidence = max(_accuracy()[layer], sure or 0.0)
    share = round((1 - confidence) / 2, 2) if second else None
    return Classification(category, confidence, evidence and evidence[:EVIDENCE_LENGTH], second, share)


@cache
def _accuracy() -> dict[str, float]:
    """Smoothed held-out accuracy by layer, the mean of its sets, each (right + 1) / (of + 2)."""
    return {
        layer: round(sum((n["right"] + 1) / (n["of"] + 2) for n in sets) / len(sets), 2)
        for layer, sets in read("accuracy.yaml").items()
    }
