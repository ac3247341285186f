"""The text as the matcher reads it: one byte per code point, lower case, token boundaries as spaces.

Because every code point becomes exactly one byte, an offset here is an offset in the given text (plus the one byte of
padding), whatever the text holds: letters whose lower case is longer, lone surrogates, emoji. Not for display.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTER = "\x80"  # stands for a letter or digit that Latin-1 lacks: a control character there, so free for use
_BREAK = "\n"
_BREAKING = "\n\r\x0b\x0c\x85;!?:•·▪◦●○‣⁃∙■□➢➤✓✔★►▶\u2028\u2029"
_QUOTES = "'’‘ʼ`´"
_KEPT = "+#.&_'"  # part of a token: C++, C#, Node.js, R&D, snake_case, driver's
# "experience.Strong": scraped texts lose the space after a full stop, while ASP.NET and Node.js keep their dot.
_LOST_SPACE = re.compile(rb"\.(?=[A-Z][a-z])")
_EMPHASIS = re.compile(rb"(?<![^\s])_+|_+(?![^\s])")
_TRAILING_DOTS = re.compile(rb"\.+(?=[ \n])")
# What postings hold of characters beyond Latin-1, most of it: replaced at once, the rest one by one.
_FREQUENT = (("•", "\n"), ("’", "'"), ("–", " "), ("—", " "), ("“", " "), ("”", " "), ("●", "\n"), ("‘", "'"))


@lru_cache(maxsize=4096)
def _latin(char: str) -> str:
    """One Latin-1 character for one that Latin-1 lacks."""
    if char in _QUOTES:
        return "'"
    if char in _BREAKING:
        return _BREAK
    folded = unicodedata.normalize("NFKC", char)
    if len(folded) == 1 and folded < "\u0100":
        return folded
    base = unicodedata.normalize("NFD", char)[0]
    if base < "\x80" and base.isalpha():
        return base
    return _LETTER if char.isalnum() else " "


def _fold_unencodable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_latin, error.object[error.start : error.end])), error.end


codecs.register_error("joblake_fold", _fold_unencodable)


def _table() -> bytes:
    table = bytearray(b" " * 256)
    for code in range(256):
        char = chr(code)
        lower = char.lower()
        if char == _LETTER or char.isalnum() or char in _KEPT:
            table[code] = ord(lower) if lower < "\u0100" else code
        elif char in _BREAKING:
            table[code] = ord(_BREAK)
    for char in "`´":
        table[ord(char)] = ord("'")
    return bytes(table)


_TABLE = _table()


@dataclass(frozen=True, slots=True)
class NormalForm:
    r"""A text in both forms the matcher needs; index i + 1 here is code point i of the text.

    Attributes:
        sentences: Lower case, tokens parted by spaces, `\n` where a line or sentence ends.
        flat: The same with spaces for the ends: what the automaton searches.
    """

    sentences: bytes
    flat: bytes


def normal_form(text: str) -> NormalForm:
    """Fold a text of any length and content; `len(sentences) == len(text) + 2`."""
    if not text.isascii():
        for char, folded in _FREQUENT:
            text = text.replace(char, folded)
    latin = _LOST_SPACE.sub(b"\n", text.encode("latin-1", "joblake_fold"))
    sentences = b"\n%b\n" % latin.translate(_TABLE)
    sentences = sentences.replace(b". ", b"\n ").replace(b".\n", b"\n\n")
    if b"_" in sentences:  # marks of emphasis, not part of a word as in snake_case
        sentences = _EMPHASIS.sub(lambda marks: b" " * len(marks[0]), sentences)
    if b".\n" in sentences:  # several dots
        sentences = _TRAILING_DOTS.sub(lambda dots: b"\n" * len(dots[0]), sentences)
    return NormalForm(sentences, sentences.replace(b"\n", b" "))


@lru_cache(maxsize=65_536)  # the patterns repeat their words
def normal_phrase(phrase: str) -> bytes:
    """A phrase of the taxonomy in the form the texts have: tokens parted by one space each."""
    return b" ".join(normal_form(phrase).flat.split())
