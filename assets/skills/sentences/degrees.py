"""Fields of study: "a degree in economics or statistics" asks for knowledge of both, marked as education.

One rule for every field: what is listed behind a degree, or stands right before the word, is one. Names that mean a
field only there ("engineering", "law") are the taxonomy's `fields`; other names of knowledge count there as anywhere.
"""

import re
from collections.abc import Container, Iterator, Mapping

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
    + rb"|equivalent +combination +of +education +and +experience)(?= ))*?"
)
# Where the fields begin: behind the last "in" or "of" that only more degrees part from the first. Of "a degree of", no.
# The full stop of "B.S. in ..." ends a sentence there.
_OPENING = re.compile(
    rb"(?:" + _ABBREVIATED + rb"\n +(?:in|of) +|" + _DEGREE + _GRADES + rb" +(?:in|of) +|studied +(?:a +|the +)?)"
)
_BRACKETED = re.compile(_DEGREE + rb" +(?=[a-z])")  # "Bachelor's degree (economics, statistics)"
_LISTS = re.compile(rb"(?: |or|and|/)+")  # what stands between the names of a list
_ITSELF = re.compile(rb" (mba)\b")  # a degree that names its field
_OF_MEASURE = re.compile(rb"\bdegrees? +of +$")
_CLOSING = re.compile(
    rb" (?:experience|with|plus|from|required|preferred|who|is|are|was|years?|knowledge|skills?|proficiency|ability"
    rb"|understanding|certif\w+|strong|proven|working|at|minimum|on|you|we|our|to|has|have|desired|would|will|ideally"
    rb"|preferably|demonstrated|such experience|work|professional|but|if|by)\b"
)
_BEFORE_DEGREE = re.compile(rb"[ \n](?:degrees?|diplomas?|majors?|graduates?)\b")
_LONGEST = 220  # characters in which the fields of one degree are listed
_MOST_WORDS = 4
_WORD = re.compile(rb"[^ \n]+")
_BEFORE = 90

Stretch = tuple[int, int]  # code points


def listed_behind(sentences: bytes, place: int, text: str) -> Stretch | None:
    """Where the fields of the degree are listed whose word begins behind the space at the padded position `place`."""
    opening = _OPENING.match(sentences, place + 1)
    if opening is None:
        opening = _BRACKETED.match(sentences, place + 1)
        if opening is None or text[opening.end() - 2] != "(":
            return None
    if _OF_MEASURE.search(opening[0]):
        return None
    start = opening.end() - 1
    end = min(sentences.find(b"\n", start), start + _LONGEST)
    closing = _CLOSING.search(sentences, start, end)
    return start, (closing.start() if closing else end) - 1


def named_before(sentences: bytes, place: int) -> Stretch | None:
    """What may name the field right before that word: "computer science degree"."""
    if not _BEFORE_DEGREE.match(sentences, place):
        return None
    return max(sentences.rfind(b"\n", 0, place) + 1, place - _BEFORE) - 1, place - 1


def named_itself(sentences: bytes, place: int) -> Stretch | None:
    """The word behind `place` where it is a degree and its field in one: "MBA"."""
    found = _ITSELF.match(sentences, place)
    return (found.start(1) - 1, found.end(1) - 1) if found else None


def is_listed(sentences: bytes, end: int, start: int) -> bool:
    """Whether two names are of one list, by what stands between the code points: "business, marketing or law"."""
    return _LISTS.fullmatch(sentences, end + 1, start + 1) is not None


def fields_in(
    sentences: bytes, stretch: Stretch, fields: Mapping[bytes, int], first_words: Container[bytes]
) -> Iterator[tuple[int, int, int]]:
    """The taxonomy's fields in a stretch, the longest at each place: start, end, number of the skill."""
    words = [found.span() for found in _WORD.finditer(sentences, stretch[0] + 1, stretch[1] + 1)]
    at = 0
    while at < len(words):
        if sentences[slice(*words[at])] not in first_words:
            at += 1
            continue
        for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            begin, stop = words[at][0], words[at + count - 1][1]
            number = fields.get(sentences[begin:stop])
            if number is not None:
                yield begin - 1, stop - 1, number
                at += count
                break
        else:
            at += 1
