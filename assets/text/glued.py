"""Sentences that lost the space or line break between them: "SQLExperience with GitKnowledge of Docker".

Parted only before words with which requirements and sections begin, where a small letter follows: "PowerPoint",
"YouTube" and "ExperienceCloud" are names.
"""

import re

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
# A text with "a" for what may end a word and "A" for capitals: looked through at the speed of memory.
_SHAPES = bytes(
    ord("A") if chr(code).isupper() else ord("a") if chr(code).isalnum() or chr(code) in "+#)!?;" else ord(" ")
    for code in range(128)
) + b" " * 128  # fmt: skip
_GLUED = ((b"aAa", 1), (b"AAaa", 1))  # with where in them the second sentence begins


def parted(text: str) -> str:
    """The text with a line break where one sentence runs into the next; the same object where none does."""
    data = text.encode("utf-8", "surrogatepass")
    places = _places(data)
    if not places:
        return text
    pieces = [data[begin:end] for begin, end in zip([0, *places], [*places, len(data)], strict=True)]
    return b"\n".join(pieces).decode("utf-8", "surrogatepass")


def _places(data: bytes) -> list[int]:
    """Where a sentence begins right behind another, in bytes, in order."""
    shape = data.translate(_SHAPES)
    found = set()
    for glued, offset in _GLUED:
        at = shape.find(glued)
        while at >= 0:
            start = at + offset
            if _OPENER.match(data, start) and _BEFORE.search(data[max(start - _LONGEST_END, 0) : start]):
                found.add(start)
            at = shape.find(glued, at + 1)
    return sorted(found)
