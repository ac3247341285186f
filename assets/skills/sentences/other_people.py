"""Someone else's job: "work with UX designers", "reports to the Director of Sales" name what others do.

Asked only of sentences that hold a cue of them. Of 99 such places in 194 labelled real postings readers marked 37.
"""

import re
from bisect import bisect_right

_MOST_BETWEEN = 120  # characters from "work with" to the last of the people it may list
_WITH = re.compile(
    rb"\b(?:report(?:s|ing)? (?:directly )?(?:in)?to"
    rb"|(?:work|working|works|collaborat[a-z]+|partner[a-z]*|liais[a-z]+|interact[a-z]*|coordinat[a-z]+|communicat[a-z]+"
    rb"|engag[a-z]+|interfac[a-z]+|meet[a-z]*) (?:[a-z]+ ){0,3}?(?:with|alongside|across)"
    rb"|alongside|supports? (?:our|the|key)|in partnership with)\b"
)
# Where another thing is said than with whom: "work with engineers to build APIs".
_GOES_ON = re.compile(rb" (?:to|by|on|in|for|using|that|who|which|while) ")
_PEOPLE = frozenset(
    form
    for noun in (
        b"team department engineer designer manager analyst scientist developer colleague stakeholder partner director"
        b" lead leader specialist professional expert group function rep representative organization organisation head"
        b" chief executive administrator architect vendor unit consultant supervisor nurse therapist teacher officer"
    ).split()
    for form in (noun, noun + b"s")
) | {b"leadership", b"staff", b"counsel", b"personnel", b"vp"}
_MOST_BEHIND, _WORDS_BEHIND = 90, 8  # characters, and words, in which the people may follow what they do
_HEAD_OF = re.compile(rb"\b(?:directors?|head|heads|vp|president|manager|leader|lead|chief|chair) of (?:the )?$")
_ARE_PEOPLE = re.compile(rb"(?:ers|ors|ists|ants)$")
# Right behind a name, where an employer speaks of itself: "our sales consultants", "the most successful sales people".
_MANY = re.compile(
    rb" +(?:people|teams?|professionals|specialists|representatives|associates|executives|experts|leaders|staff"
    rb"|[a-z]{3,}(?:gers|eers|pers|sors|ators|ists|tants))\b"
)


def openings(sentences: bytes, start: int, end: int) -> list[int]:
    """Where the words that speak of others end in the sentence `[start, end)`, all padded; asked once per sentence."""
    return [found.end() for found in _WITH.finditer(sentences, start, end)]


def names_people(sentences: bytes, start: int, end: int) -> bool:
    """Whether `[start, end)`, in code points, is what people are called: "marketing teams", "Python developers"."""
    last = sentences.rfind(b" ", start + 1, end + 1)
    return any(at > 0 and _MANY.match(sentences, at) for at in (end + 1, last))


def is_of_others(sentences: bytes, opened: list[int], last: int, start: int, end: int) -> bool:
    """Whether a sentence says that `[start, end)`, in code points, is what other people do.

    Args:
        sentences: The normal form of the text.
        opened: What `openings` says of the sentence.
        last: Its end, padded.
        start: Of the evidence.
        end: Of the evidence.
    """
    begin, stop = start + 1, end + 1
    index = bisect_right(opened, begin) - 1
    if index < 0:
        return False
    opening = opened[index]
    if begin - opening > _MOST_BETWEEN or _GOES_ON.search(sentences, opening, begin):
        return False
    if sentences[opening:begin].endswith((b" of ", b" of the ")) and _HEAD_OF.search(sentences[opening:begin]):
        return True
    behind = sentences[stop : min(last, stop + _MOST_BEHIND)].split()[:_WORDS_BEHIND]
    return not _PEOPLE.isdisjoint(behind) or _ARE_PEOPLE.search(sentences[begin:stop]) is not None
