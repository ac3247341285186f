"""Lists of technologies as job boards print them: "Technologies: go react spring tdd", all in lower case.

There a name that elsewhere counts only in its own writing ("Go", "React") needs none: nothing else can be meant.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

_HEADERS = ("Technologies", "Tech stack", "Stack", "Tags")
_HEADER = re.compile(r"\b(?:" + "|".join(_HEADERS) + r")\b(?:\s*+:)?\s++(?=[a-z0-9.#+/-]+[ ,\n])")
_TAGS = re.compile(r"(?:[a-z0-9.#+/-]+(?:[ ,]+|\n|$))+")
_LONGEST = 300
# A list of tags holds no sentence: "Acme Technologies teams to better understand ...".
_WORDS = re.compile(r"\b(?:a|an|and|as|for|from|in|is|of|on|such|that|the|to|was|we|who|with|you)\b(?![+#.])")


def tag_lists(text: str) -> list[tuple[int, int]]:
    """Where the tags of such lists stand, `[start, end)` in code points, in order; two tags or more."""
    if not ("tack" in text or "Tags" in text or "Technologies" in text):
        return []
    found = []
    for header in _headers(text):
        tags = _TAGS.match(text, header.end(), header.end() + _LONGEST)
        if tags and len(tags[0].split()) > 1 and not _WORDS.search(tags[0]):
            found.append(tags.span())
    return sorted(found)


def holds(places: list[tuple[int, int]], position: int) -> bool:
    """Whether one of the places that `tag_lists` gives is around a position."""
    index = bisect_left(places, (position + 1,)) - 1
    return index >= 0 and position < places[index][1]


def _headers(text: str) -> Iterator[re.Match[str]]:
    """The headers, sought as plain words: a hundredth of the time of the expression, which is asked only there."""
    for word in _HEADERS:
        at = text.find(word)
        while at >= 0:
            header = _HEADER.match(text, at)
            if header:
                yield header
            at = text.find(word, at + 1)
