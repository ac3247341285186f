"""Fields of study: "a degree in economics or statistics" asks for knowledge of both, marked as education.

One rule for every field: what is listed behind a degree, or stands right before the word, is one. Names that mean a
field only there ("engineering", "law") are the taxonomy's `fields`; other names of knowledge count there as anywhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

_ABBREVIATED = rb"(?:b\.?sc?|m\.?sc?|b\.?a|m\.?a|b\.?eng|m\.?eng|ph\.?d|b\.?tech|m\.?tech|b\.?b\.?a|a\.?a\.?s?)"
_DEGREE = (
    rb"(?:degrees?|diplomas?|bachelor(?:'?s)?|master(?:'?s)|masters?|doctorates?|associate'?s|major(?:ed|ing)?|"
    + _ABBREVIATED
    + rb")"
)
_GRADES = (
    rb"(?: *(?:degrees?|diplomas?|or|and|a|an|in|of|bachelor(?:'?s)?|master(?:'?s)?|doctorate|equivalent|higher"
    rb"|advanced|university|college|level|required|preferred|preferably|science|arts|engineering|applied|ideally|"
    + _ABBREVIATED
    + rb")(?= ))*?"
)
# Where the fields begin: behind the last "in" or "of" that only more degrees part from the first. Of "a degree of", no.
_OPENING = re.compile(rb"(?<![\w.])(?:" + _DEGREE + rb")" + _GRADES + rb" +(?:in|of) +|(?<=\n) +(?:in|of) +")
_AFTER_ABBREVIATION = re.compile(rb"(?<![\w.])" + _ABBREVIATED + rb"\s*$")
_OF_MEASURE = re.compile(rb"\bdegrees? +of +$")
_CLOSING = re.compile(
    rb" (?:experience|with|plus|from|required|preferred|who|is|are|was|years?|knowledge|skills?|proficiency|ability"
    rb"|understanding|certif\w+|strong|proven|working|at|minimum|on|you|we|our|to|has|have|desired|would|will|ideally"
    rb"|preferably|demonstrated|such experience|work|professional|but|if|by)\b"
)
_BEFORE_DEGREE = re.compile(rb" (?:degrees?|diplomas?|majors?|graduates?)\b")
_LONGEST = 220  # characters in which the fields of one degree are listed
_MOST_WORDS = 4
_WORD = re.compile(rb"[^ \n]+")
_BEFORE = 60

Stretch = tuple[int, int]  # code points


def stretches(sentences: bytes, start: int, end: int) -> list[Stretch]:
    """Where the sentence `[start, end)`, padded, lists the fields of a degree."""
    found: list[Stretch] = []
    for opening in _OPENING.finditer(sentences, start, end):
        begins_line = opening[0].lstrip().startswith((b"in ", b"of "))
        if begins_line and not _AFTER_ABBREVIATION.search(sentences, max(opening.start() - 12, 0), opening.start()):
            continue
        if _OF_MEASURE.search(opening[0]):
            continue
        closing = _CLOSING.search(sentences, opening.end() - 1, min(end, opening.end() + _LONGEST))
        found.append((opening.end() - 1, (closing.start() if closing else min(end, opening.end() + _LONGEST)) - 1))
    return found


def named_before(sentences: bytes, start: int, end: int) -> list[Stretch]:
    """What may name the field right before the word: "computer science degree"."""
    return [
        (max(start, found.start() - _BEFORE) - 1, found.start() - 1)
        for found in _BEFORE_DEGREE.finditer(sentences, start, end)
    ]


def fields_in(sentences: bytes, stretch: Stretch, fields: Mapping[bytes, int]) -> Iterator[tuple[int, int, int]]:
    """The taxonomy's fields in a stretch, the longest at each place: start, end, number of the skill."""
    words = [found.span() for found in _WORD.finditer(sentences, stretch[0] + 1, stretch[1] + 1)]
    at = 0
    while at < len(words):
        for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            begin, stop = words[at][0], words[at + count - 1][1]
            number = fields.get(sentences[begin:stop])
            if number is not None:
                yield begin - 1, stop - 1, number
                at += count
                break
        else:
            at += 1


def holds(found: Sequence[Stretch], start: int, end: int) -> bool:
    """Whether one of the stretches holds `[start, end)`."""
    return any(low <= start and end <= high for low, high in found)
