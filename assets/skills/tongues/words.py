"""Words of a language without accents and endings, so that a list holds one form of each: "organisés" is "organis".

A small stemmer of inflection, not of derivation: it takes number, gender, case and the commonest verb endings, and
leaves "organisation" and "organiser" apart. A letter too much taken is taken on both sides, in lists and in texts.
"""

import unicodedata
from collections.abc import Callable

_SHORTEST = 5  # letters that an ending must leave
# Longest first: only one is taken.
_ENDINGS = {
    "de": "innen ende enden ender endes ten tet test est ern en er em es et st te e n s t",
    "fr": "antes ante ants ant ees ez ee er es ent ons e s x",
    "es": "iendo ando aras eras iras ara era ira ar er ir as os es an en a o e s",
    "nl": "enden ende end eren ers en er es e s t",
    "pt": "indo ando endo oes aras eras ara era ar er ir ao as os es ns am em a o e s m",
    "it": "ando endo erai irai are ere ire chi che ghi ghe a e i o",
}
_APOSTROPHE = "'"
LANGUAGES = tuple(sorted(_ENDINGS))


def fold(word: str) -> str:
    """A word without accents: "ä" is "a", "ß" is "ss"."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFKD", word.replace("ß", "ss")).encode("ascii", "ignore").decode()


def stemmer(language: str) -> Callable[[str], str]:
    """The stem of a folded word in lower case of a language."""
    endings = tuple(sorted(_ENDINGS[language].split(), key=lambda ending: -len(ending)))

    def stem(word: str) -> str:
        if word.isalpha():
            for ending in endings:
                if len(word) - len(ending) >= _SHORTEST and word.endswith(ending):
                    return word[: -len(ending)]
        return word

    return stem


def bare(token: str) -> str:
    """A token without the article or preposition that an apostrophe joins to it: "l'autonomie", "dell'attività"."""
    head, apostrophe, rest = token.partition(_APOSTROPHE)
    return rest if apostrophe and len(rest) > 1 and len(head) <= len("quell") else token


def marked(stem: str) -> bytes:
    """A stem as the vocabulary of a list holds it: apart from words that count as they are written."""
    return f"={stem}".encode("latin-1")
