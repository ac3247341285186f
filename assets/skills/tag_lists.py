"""Lists of technologies as job boards print them: "Technologies: go react spring tdd", all in lower case.

There a name that elsewhere counts only in its own writing ("Go", "React") needs none: nothing else can be meant.
"""

import re

_HEADER = re.compile(r"\b(?:Technologies|Tech stack|Stack|Tags)\b\s*:?\s+(?=[a-z0-9.#+/-]+[ ,\n])")
_TAGS = re.compile(r"(?:[a-z0-9.#+/-]+(?:[ ,]+|\n|$))+")
_HINTS = ("echnologies", "tack", "Tags")  # one of them stands in each header; most texts hold none
_LONGEST = 300
# A list of tags holds no sentence: "Acme Technologies teams to better understand ...".
_WORDS = re.compile(r"\b(?:a|an|and|as|for|from|in|is|of|on|such|that|the|to|was|we|who|with|you)\b(?![+#.])")


def tag_lists(text: str) -> list[tuple[int, int]]:
    """Where the tags of such lists stand, `[start, end)` in code points; two tags or more."""
    if not any(hint in text for hint in _HINTS):
        return []
    found = []
    for header in _HEADER.finditer(text):
        tags = _TAGS.match(text, header.end(), header.end() + _LONGEST)
        if tags and len(tags[0].split()) > 1 and not _WORDS.search(tags[0]):
            found.append(tags.span())
    return found
