"""The sections of a posting's description: which stretch is about duties, requirements, benefits, boilerplate.

Reads headers, on a line of their own or inline, and paragraphs of legal boilerplate. Not a parser of meaning: a posting
without headers is one section, `other`.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import ahocorasick_rs

from assets.text.yaml_table import yaml_table

SectionLabel = Literal["about", "duties", "requirements", "nice_to_have", "benefits", "boilerplate", "other"]

_HEADER_CHARS = 80  # the longest header line in 375 real postings that opened a section had 71
_HEADER_WORDS = 8
_INLINE_CHARS = 60
_LAST_WORD_CHARS = 24
_GLUED_CHARS = 400
_INLINE_MARKS = (":", "•", "●", "·", "▪")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\s•·▪◦●○]+")
_MARKUP = " \t*#_=~>|•·▪◦●○-–—:："
_BULLETS = frozenset("•·▪◦●○*-–—‣⁃∙")
_ENDS_SENTENCE = frozenset(".!?:;)]\n•·▪◦●○*")


class Section(NamedTuple):
    """A stretch `[start, end)` of the text, in code points, and its subject. A header belongs to what it opens."""

    label: SectionLabel
    start: int
    end: int


@dataclass(frozen=True)
class _Headers:
    """The phrases of `section_headers.yaml`, ready to look up."""

    exact: dict[str, SectionLabel]
    cues: dict[str, tuple[int, SectionLabel]]  # word -> (priority, label)
    last_words: frozenset[str]


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = yaml_table(Path(__file__).parent / "section_headers.yaml")
    return tables


@cache
def _headers() -> _Headers:
    tables = _tables()
    exact: dict[str, SectionLabel] = {}
    cues: dict[str, tuple[int, SectionLabel]] = {}
    for label in get_args(SectionLabel):
        exact.update(dict.fromkeys(tables["labels"][label]["headers"], label))
    for priority, label in enumerate(tables["cue_order"]):
        for word in tables["labels"][label]["cues"]:
            cues[word] = (priority, label)
    last_words = frozenset(phrase.rstrip("?").split()[-1] for phrase in exact)
    return _Headers(exact, cues, last_words)


@cache
def _legal_phrases(part: Literal["english", "others"]) -> ahocorasick_rs.AhoCorasick:
    """Finds the words of the law; so few phrases, sought leftmost, let the machine skip most of the text."""
    return ahocorasick_rs.AhoCorasick(
        _tables()["boilerplate_phrases"][part],
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.DFA,
    )


@lru_cache(maxsize=4)  # several readers of one posting share one look
def find_sections(text: str) -> list[Section]:
    """Cut a cleaned description into sections.

    Args:
        text: The description as `clean_text` leaves it.

    Returns:
        Sections that follow one another without a gap and cover `[0, len(text))`; none for an empty text. What stands
        before the first header is `about` where later headers name duties or requirements, else `other`.
    """
    if not text:
        return []
    lines = _line_headers(text)
    openings = _boilerplate(text) | _inline_headers(text, lines) | lines
    if 0 not in openings:
        has_body = any(label in ("duties", "requirements") for label in openings.values())
        openings[0] = "about" if has_body else "other"
    starts = sorted(openings)
    sections: list[Section] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        label = openings[start]
        if sections and sections[-1].label == label == "other":
            sections[-1] = Section(label, sections[-1].start, end)
        else:
            sections.append(Section(label, start, end))
    return sections


def _line_headers(text: str) -> dict[int, SectionLabel]:
    """Lines that are a header as a whole: start -> label."""
    openings: dict[int, SectionLabel] = {}
    position = 0
    for line in text.split("\n"):
        length = len(line)
        if (
            2 < length <= _HEADER_CHARS
            and line[-1] not in ".;,"
            # A line that starts like a bullet is a header all the same: "- Requirements:", "**Requirements**".
            and (line[0] not in _BULLETS or ":" in line[-3:] or line.startswith("**"))
        ):
            label = _header_label(line)
            if label is not None:
                openings[position] = label
        position += length + 1
    return openings


@lru_cache(maxsize=32_768)  # the same few hundred header lines open most postings
def _header_label(line: str) -> SectionLabel | None:
    headers = _headers()
    bare = _bare(line)
    label = headers.exact.get(bare)
    if label is not None or (line[0] in _BULLETS and not line.startswith("**")):
        return label
    words = bare.replace("/", " ").replace(",", " ").split()
    if not 0 < len(words) <= _HEADER_WORDS:
        return None
    found = [headers.cues[word] for word in words if word in headers.cues]
    if not (found or words[0] == "about") or not _looks_like_header(line):
        return None
    return min(found)[1] if found else "about"


def _bare(header: str) -> str:
    """A header without markup, case and closing punctuation, as the table spells it."""
    return header.strip(_MARKUP).rstrip("?!. …").lower().replace("’", "'")


def _looks_like_header(line: str) -> bool:
    """Whether a short line ends in a colon or stands in capitals or title case."""
    if line.rstrip(" *_").endswith((":", "：")):
        return True
    return all(word[0].isupper() or not word[0].isalpha() for word in line.split() if len(word) > 3)


def _inline_headers(text: str, lines: Container[int]) -> dict[int, SectionLabel]:
    """Headers inside a line, before a colon or a bullet ("What You'll Do • Design ..."): start -> label.

    `lines` are the starts of the lines that are a header as a whole; there is nothing inside them.
    """
    openings: dict[int, SectionLabel] = {}
    last_words = _headers().last_words
    for mark in _INLINE_MARKS:
        end = text.find(mark, 1)
        while end != -1:
            if text[end - 1] != "\n":
                before = text[max(end - _LAST_WORD_CHARS, 0) : end].rsplit(None, 1)
                if before and before[-1].strip(_MARKUP + "?!. …").lower() in last_words:
                    floor = max(end - _HEADER_CHARS, 0)
                    line_start = text.rfind("\n", floor, end) + 1 or floor
                    if line_start not in lines:
                        _add_inline_header(openings, text, max(line_start, end - _INLINE_CHARS), end)
            end = text.find(mark, end + 1)
    return openings


def _add_inline_header(openings: dict[int, SectionLabel], text: str, line_start: int, end: int) -> None:
    """Note the longest header phrase that ends just before `end`, where its line goes on behind it."""
    for word in _WORD.finditer(text, line_start, end):
        start = word.start()
        if not (text[start].isupper() or text[start] in "¿à"):
            continue
        label = _headers().exact.get(_bare(text[start:end]))
        if label is not None and (_starts_afresh(text, line_start, start) or _is_titled(text[start:end])):
            openings[start] = label
            return


def _starts_afresh(text: str, line_start: int, start: int) -> bool:
    before = text[line_start:start].rstrip(" *_#")
    return not before or before[-1] in _ENDS_SENTENCE


def _is_titled(phrase: str) -> bool:
    """Whether a phrase in the middle of glued text can only be a header: several words, all of them capitalised."""
    words = phrase.split()
    capitals = all(word[0].isupper() or not word[0].isalpha() for word in words if len(word) > 3)
    return capitals and (len(words) > 1 or len(words[0]) > 7)


def _boilerplate(text: str) -> dict[int, SectionLabel]:
    """Paragraphs in which the law speaks: start -> label."""
    is_english = " the " in text or " and " in text or " is " in text
    machine = _legal_phrases("english" if is_english else "others")
    try:
        found = machine.find_matches_as_indexes(text)
    except UnicodeEncodeError:  # a lone surrogate: the machine reads UTF-8
        found = machine.find_matches_as_indexes(_SURROGATE.sub("?", text))
    return {_paragraph_start(text, start): "boilerplate" for _, start, _ in found}


def _paragraph_start(text: str, position: int) -> int:
    """Where the paragraph of a position starts; its sentence, where the text is glued into one long line."""
    start = text.rfind("\n", 0, position) + 1
    if position - start <= _GLUED_CHARS:
        return start
    sentence = max(text.rfind(end, start, position) for end in (". ", "! ", "? ", ": "))
    return start if sentence < 0 else sentence + 2
