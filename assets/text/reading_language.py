"""The languages in which postings are read, and in which of them a text is.

A detector that knows a hundred languages takes a list of programs for any of them. A text is read as something else
than English only where the small words of its sentences say so, too.
"""

import re

from assets.text.language import detect_language, is_plainly_english

ENGLISH = "en"
# What hardly a sentence of a language lacks, and few words of the others.
_SMALL_WORDS = {
    "de": "und die der das den dem ein eine einen mit für von im in zu ist sie du wir bei auf als nach zur oder nicht"
    " kein keine erfahrung kenntnisse jahre",
    "es": "de la el los las y en del un una con para que por al se su tu como o no años experiencia requisitos",
    "fr": "de la le les et des du en un une vous nous pour avec dans est sur au d l à votre ou vos ans expérience"
    " profil",
    "it": "di il la e per con in del della un una dei le gli nel alla che ai si o non anni esperienza requisiti",
    "nl": "de het een en van in met voor op je is bij of wij te aan ons zijn jouw als niet geen jaar ervaring",
    "pt": "de a o e os as em do da um uma com para que por no na ao dos das ou não anos experiência requisitos",
    ENGLISH: "the and of with to for you our we is are or your will as be this on an at",
}
OTHERS = frozenset(_SMALL_WORDS) - {ENGLISH}
READ = frozenset(_SMALL_WORDS)
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_OF_OTHERS = frozenset().union(*(_WORDS[language] for language in OTHERS))
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 4_000  # characters
_SENTENCES = 40  # words: fewer, all in plain letters, may be a list of programs
_LETTERS = 3  # beyond ASCII
_ONE_IN = 10  # small English words, above which a text is English whatever the detector says
_ENOUGH = 2  # small words that make a text one of a language; a bullet has as many


def reading_language(text: str, language: str | None = None) -> str:
    """The language in which a text is read; one that is not in `READ` where it is in none of them.

    Args:
        text: A description.
        language: What `detect_language` said of it, where the caller has asked it.
    """
    words: list[str] | None = None
    detected = language
    if detected is None:
        if is_plainly_english(text):
            return ENGLISH
        words = _WORD.findall(text[:_LOOKED_AT].lower())
        if _is_beyond_doubt(words):
            return ENGLISH
        detected = detect_language(text) or ENGLISH
    if detected == ENGLISH:
        return ENGLISH
    words = _WORD.findall(text[:_LOOKED_AT].lower()) if words is None else words
    english = sum(map(_WORDS[ENGLISH].__contains__, words))
    if detected not in OTHERS:
        is_list = len(words) < _SENTENCES and sum(char.isalpha() and not char.isascii() for char in text) < _LETTERS
        return ENGLISH if is_list or english * _ONE_IN >= len(words) else detected
    own = sum(map(_WORDS[detected].__contains__, words))
    return detected if own >= max(_ENOUGH, english) else ENGLISH


def _is_beyond_doubt(words: list[str]) -> bool:
    """Whether a text is English whatever the detector would say: asking it costs three times as much."""
    english = sum(map(_WORDS[ENGLISH].__contains__, words))
    return english * _ONE_IN >= len(words) and english > sum(map(_OF_OTHERS.__contains__, words))


def is_read(language: str) -> bool:
    """Whether texts of a language are read."""
    return language in READ
