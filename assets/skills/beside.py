"""Someone else's job: "work with UX designers", "reports to the Director of Sales" name what others do.

Asked only of sentences that hold a cue of them. Of 99 such places in 194 labelled real postings readers marked 37.
"""

import re

_MOST_BETWEEN = 120  # characters from "work with" to the last of the people it may list
_WITH = re.compile(
    rb"\b(?:report(?:s|ing)? (?:directly )?(?:in)?to"
    rb"|(?:work|working|works|collaborat[a-z]+|partner[a-z]*|liais[a-z]+|interact[a-z]*|coordinat[a-z]+|communicat[a-z]+"
    rb"|engag[a-z]+|interfac[a-z]+|meet[a-z]*) (?:[a-z]+ ){0,3}?(?:with|alongside)"
    rb"|alongside|supports? (?:our|the|key)|in partnership with)\b"
)
# Where another thing is said than with whom: "work with engineers to build APIs".
_GOES_ON = re.compile(rb" (?:to|by|on|in|for|using|that|who|which|while) ")
_PEOPLE = (
    rb"(?:teams?|departments?|engineers?|designers?|managers?|analysts?|scientists?|developers?|colleagues"
    rb"|stakeholders?|partners?|directors?|leads?|leaders?|leadership|specialists?|professionals|staff|experts?|groups?"
    rb"|functions?|reps|representatives|organi[sz]ations?|vp|head|chief|executives?|administrators?|architects?"
    rb"|counsel|personnel|vendors?|units?|consultants?|supervisors?|nurses?|therapists?|teachers?|officers?)\b"
)
_BEHIND = re.compile(rb"(?: +[a-z&/+]+|  ?){0,8}? *" + _PEOPLE)
_HEAD_OF = re.compile(rb"\b(?:directors?|head|heads|vp|president|manager|leader|lead|chief|chair) of (?:the )?$")
_ARE_PEOPLE = re.compile(rb"(?:ers|ors|ists|ants)$")


def is_of_others(sentences: bytes, line: tuple[int, int], start: int, end: int) -> bool:
    """Whether the sentence `line`, padded, says that `[start, end)`, in code points, is what other people do."""
    first, last = line
    begin, stop = start + 1, end + 1
    opening = None
    for opening in _WITH.finditer(sentences, max(first, begin - 2 * _MOST_BETWEEN), begin):  # noqa: B007  # the last
        pass
    if opening is None or begin - opening.end() > _MOST_BETWEEN:
        return False
    if _GOES_ON.search(sentences, opening.end(), begin):
        return False
    if _HEAD_OF.search(sentences[opening.end() : begin]):
        return True
    return bool(_BEHIND.match(sentences, stop, last) or _ARE_PEOPLE.search(sentences[begin:stop]))
