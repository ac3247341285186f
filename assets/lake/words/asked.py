"""What somebody types into a search box: words, "words in a row" and -words that must not be there."""

import re
from dataclasses import dataclass

from assets.lake.words.layout import spelled

PIECE = re.compile(r'(-?)"([^"]*)"?|(\S+)')
WORD = re.compile(r"\w")
MOST_PIECES = 16


@dataclass(frozen=True)
class Words:
    """What is sought.

    Attributes:
        wanted: Words and phrases that must all be there.
        unwanted: Those that must not.
        problem: What could not be understood, in a sentence; empty where all was.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    problem: str = ""


def read_words(text: str) -> Words:
    """The words of a search box. Marks alone are no words and are left out."""
    wanted: list[str] = []
    unwanted: list[str] = []
    pieces = list(PIECE.finditer(spelled(text)))
    for piece in pieces[:MOST_PIECES]:
        minus, phrase, word = piece[1], piece[2], piece[3]
        if word is not None:
            minus, phrase = ("-", word[1:]) if word.startswith("-") else ("", word)
        if WORD.search(phrase):
            (unwanted if minus else wanted).append(phrase)
    if len(pieces) > MOST_PIECES:
        return Words(tuple(wanted), tuple(unwanted), f"Only the first {MOST_PIECES} words were looked for.")
    if unwanted and not wanted:
        return Words((), (), "A search needs a word that is there, beside those that are not. It was left out.")
    if not wanted and text.strip():
        return Words((), (), f"“{text.strip()[:40]}” holds no word to look for. It was left out.")
    return Words(tuple(wanted), tuple(unwanted))
