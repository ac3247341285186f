"""Sentences that lost the space or line break between them: "SQLExperience with GitKnowledge of Docker".

Parted only before words with which requirements and sections begin, where a small letter follows: "PowerPoint",
"YouTube" and "ExperienceCloud" are names.
"""

import re

import ahocorasick_rs

_OPENERS = (
    "Ability|Able|Advanced|Bachelor|Basic|Certification|Comfortable|Competence|Deep|Degree|Demonstrated"
    "|Demonstrable|Develop"
    "|Excellent|Experience|Experienced|Expert|Expertise|Familiar|Familiarity|Fluency|Fluent|Good|Hands-on"
    "|Knowledge|Master"
    "|Minimum|Must|Preferred|Previous|Proficiency|Proficient|Proven|Qualifications|Required|Requirements"
    "|Responsibilities"
    "|Skilled|Solid|Strong|Understanding|Willingness|Working|You|Your|Our|We"
)
_OPENER = re.compile(rf"(?:{_OPENERS})(?: [a-z(]|:\s)".encode())
_BEFORE = re.compile(rb"(?:[a-z)][+#]*|\d|[A-Z]{2,}[+#]*|[A-Z][+#]{1,2}|[!?;])$")
_LONGEST_END = 8  # bytes before the opener in which the end of a word is told
_SEEKER = ahocorasick_rs.BytesAhoCorasick(
    [word.encode() for word in _OPENERS.split("|")],
    matchkind=ahocorasick_rs.MatchKind.LeftmostFirst,  # so few words are sought with vector instructions: 6 us a text
)
_ENDS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789+#)!?;")  # what may end a word or a sentence
_BLANKS = frozenset(b" \n")
_CAPITALS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def parted(text: str) -> str:
    """The text with a line break where one sentence runs into the next; the same object where none does."""
    data = text.encode("utf-8", "surrogatepass")
    openers = _SEEKER.find_matches_as_indexes(data)
    places = [start for _, start, _ in openers if start and data[start - 1] not in _BLANKS and _is_glued(data, start)]
    if not places:
        return text
    pieces = [data[begin:end] for begin, end in zip([0, *places], [*places, len(data)], strict=True)]
    return b"\n".join(pieces).decode("utf-8", "surrogatepass")


def _is_glued(data: bytes, start: int) -> bool:
    """Whether the opener that starts there begins a sentence right behind another."""
    before = data[start - 1]
    if before not in _ENDS and not (before in _CAPITALS and data[start + 2 : start + 3].isalpha()):
        return False
    end_of_word = data[max(start - _LONGEST_END, 0) : start]
    return _OPENER.match(data, start) is not None and _BEFORE.search(end_of_word) is not None
