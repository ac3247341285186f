"""Cleaning of a posting's text: invisible characters, mojibake, markup, glued sentences, white space. Keeps paragraphs.

Most texts are clean, so every step first asks cheaply whether it has anything to do.
"""

import re

import ahocorasick_rs
import ftfy

from assets.text.characters import unusual_characters
from assets.text.glued import parted
from assets.text.markup import MARKUP_SIGNS, without_markup
from assets.text.remembered import Remembered

_SHORT_LINE = 120
_MOJIBAKE_SIGNS = ("Ã", "Â", "â", "ð", "Ð", "ï")
_C1 = re.compile("[\x80-\x9f]")
# White space that cleaning evens out; no cleaned text holds any of these.
UNEVEN = ("  ", " \n", "\n ", "\n\n\n")
_UNEVEN = ahocorasick_rs.BytesAhoCorasick([sign.encode() for sign in UNEVEN])  # half the time of four times `in`
_SPACES = re.compile(r" {2,}")
_EDGES = re.compile(r" *\n *")
_BLANK_LINES = re.compile(r"\n{3,}")
_RARE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164"
    "\ufe00-\ufe0f\ufeff\ufff9-\uffff\uf000-\uf0ff\t\U000e0000-\U000e0fff]"
)


def clean_text(text: str, *, is_even: bool = False) -> str:
    """Clean a text for reading, searching and quoting.

    Removes zero-width, control and private characters and lone surrogates, mends mojibake, turns the many spaces of
    Unicode into the plain one and HTML tags into line breaks and bullets, takes the marks of Markdown out, parts glued
    sentences, and leaves at most one empty line in a row.

    Args:
        text: Any text.
        is_even: The caller knows that it holds none of `UNEVEN`.

    Returns:
        The text that every later span counts its code points in. Cleaning it again changes nothing.
    """
    cleaned = text
    unusual = unusual_characters(text)
    if not unusual.isprintable():  # false for every character that `_RARE` holds
        cleaned = _without_rare_characters(text)
    elif any(sign in unusual for sign in _MOJIBAKE_SIGNS):
        cleaned = str(ftfy.fix_encoding(text))
    if any(sign in cleaned for sign in MARKUP_SIGNS):
        cleaned = without_markup(cleaned)
    cleaned = parted(cleaned)
    if not (is_even and cleaned is text) and _UNEVEN.find_matches_as_indexes(cleaned.encode()):
        cleaned = _evenly_spaced(cleaned)
    return cleaned.strip()


def _evenly_spaced(text: str) -> str:
    """One space at most between words, none at the ends of a line, one empty line at most between paragraphs."""
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = _EDGES.sub("\n", text)
    return _BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text


def clean_line(text: str) -> str:
    """Clean a text that is one line by nature, such as a title: as `clean_text`, and line breaks become spaces."""
    return _KNOWN_LINES[text] if len(text) <= _SHORT_LINE else _one_line(text)


def _one_line(text: str) -> str:
    cleaned = clean_text(text)
    return " ".join(cleaned.split()) if "\n" in cleaned else cleaned


_KNOWN_LINES = Remembered(_one_line, 16_384)  # codes, places and publishers: a posting brings a dozen, few are new


def _without_rare_characters(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:  # lone surrogates, which JSON can carry and no file can
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\ufffd", "")
    if _C1.search(text) or any(sign in text for sign in _MOJIBAKE_SIGNS):
        text = str(ftfy.fix_encoding(text))  # 2 ms a text, against 0.03 ms for the checks
    return _RARE.sub(_replacement, text.replace("\r\n", "\n"))


def _replacement(found: re.Match[str]) -> str:
    char = found.group()
    if char in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    if char in "\t\xa0\u1680\u202f\u205f\u3000" or "\u2000" <= char <= "\u200a":
        return " "
    if "\uf000" <= char <= "\uf0ff":  # bullets of the Symbol and Wingdings fonts
        return "•"
    return ""
