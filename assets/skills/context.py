"""What stands around a piece of evidence: its section, its line, a negation, how strongly it is asked for, for how long."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from assets.skills.normal_form import NormalForm
from assets.text.sections import Section, SectionLabel

Requirement = Literal["required", "preferred", "mentioned"]

_MAX_YEARS = 30  # "40 years of history" is the employer's age
_YEARS_REACH = 120  # characters between "5+ years" and the skill they are asked for
_NUMBERS = {
    b"one": 1, b"two": 2, b"three": 3, b"four": 4, b"five": 5, b"six": 6, b"seven": 7, b"eight": 8, b"nine": 9, b"ten": 10,
}  # fmt: skip
_COUNT = rb"(\d{1,2}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten)"
_YEARS = re.compile(
    _COUNT + rb"\+? *(?:(?:to|or|and)? *(?:\d{1,2}|more|one|two|three|four|five|six|seven|eight|nine|ten)\+? *)?"
    rb"(?:plus +|or more +|full +)?(?:years?|yrs?)'?(?= )(?! *(?:old|of age|ago|in business|in a row))"
)
_NEGATED_BEFORE = re.compile(
    rb"(?: (?:no|zero)(?: (?:prior|previous|formal|specific|deep|advanced|technical))?"
    rb"(?: (?:knowledge|experience|background|skills?|expertise|training))?(?: (?:of|in|with|or|and))?"
    rb"| (?:not|don't|doesn't|won't|n't|never) (?:require|need|use|want|expect|involve)s?(?: any| to know| you to know)?"
    rb"(?: (?:prior|previous|knowledge|experience|of|in|with|a|an))*"
    rb"| (?:instead of|rather than|not a|no need (?:for|to know)|without(?: any)?(?: prior)?(?: knowledge of| experience (?:in|with))?))"
    rb" +$"
)
_NO_HEAD = re.compile(rb" (?:no|zero)(?: [a-z]+)? +$")
_NEEDED = re.compile(rb"^(?: [a-z+#.]+){0,3} (?:is |are )?(?:required|necessary|needed|expected)\b")
_NOT_NEEDED = re.compile(
    rb"^(?: +(?:or|and|experience|knowledge|skills?|degree|background|training|certification|[a-z+#.]+))??"
    rb"(?: [a-z+#.]+){0,2}? +(?:is|are|not)(?: +not)?(?: \w+)? +(?:required|necessary|needed|mandatory|essential|a must|expected)\b"
)
_PREFERRED = re.compile(
    rb" (?:(?:is|are|a|an|as|big|huge|strong|definite|would be|highly|strongly|also)? *)"
    rb"(?:plus|bonus|nice to haves?|preferred|preferabl[ey]|desirable|desired|advantageous|an advantage|"
    rb"beneficial|ideally|a pluses|good to have|helpful|an asset)\b"
)
_REQUIRED = re.compile(
    rb" (?:required|requires?|must|mandatory|essential|minimum|at least|proficien\w+|proven|demonstrated|"
    rb"experienced? (?:in|with)|expertise|fluen\w+|(?:strong|solid|deep|working|good|excellent) (?:knowledge|understanding|skills?)"
    rb"|knowledge of|hands on|you have|years?) "
)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or line of the text, padded positions, with what holds for all evidence on it."""

    start: int
    end: int
    section: SectionLabel
    requirement: Requirement
    years: tuple[tuple[int, int, float], ...]


class Reader:
    """Answers questions about places of one text; each line is read once."""

    def __init__(self, form: NormalForm, sections: list[Section]) -> None:
        self._form = form
        self._sections = sections
        self._starts = [section.start for section in sections]
        self._lines: dict[int, Line] = {}

    def section(self, position: int) -> SectionLabel:
        """The label of the section around a code point of the text."""
        index = bisect_right(self._starts, position) - 1
        return self._sections[index].label if index >= 0 else "other"

    def line(self, position: int) -> Line:
        """The sentence around a code point of the text."""
        start, end = self._form.bounds(position + 1)
        line = self._lines.get(start)
        if line is None:
            section = self.section(position)
            body = b" %b " % self._form.sentences[start:end]
            line = Line(start, end, section, _requirement(section, body), _years(section, self._form, start, end))
            self._lines[start] = line
        return line

    def is_negated(self, start: int, end: int, line: Line) -> bool:
        """Whether the text says that this is not asked for: "no Java required", "a degree is not necessary"."""
        sentences = self._form.sentences
        before = b" " + sentences[max(line.start, start + 1 - 60) : start + 1]
        after = sentences[end + 1 : min(line.end, end + 1 + 60)] + b" "
        if b"preferred" in after or b" plus" in after or b"bonus" in after:
            return False
        if b" not" in after and _NOT_NEEDED.search(after) and b"not only" not in after:
            return b" not " in after.split(b"required")[0]
        if _NEGATED_BEFORE.search(before):
            return not _NO_HEAD.search(before) or bool(_NEEDED.search(after))
        return False


def years_for(line: Line, start: int, end: int) -> float | None:
    """The years asked for nearest to the evidence `[start, end)` on its line, if any."""
    best: tuple[int, float] | None = None
    for years_start, years_end, years in line.years:
        distance = start + 1 - years_end if years_end <= start + 1 else years_start - end - 1
        if 0 <= distance <= (_YEARS_REACH if years_end <= start + 1 else 25) and (best is None or distance < best[0]):
            best = (distance, years)
    return best[1] if best else None


def _requirement(section: SectionLabel, body: bytes) -> Requirement:
    if section in ("about", "benefits", "boilerplate"):
        return "mentioned"
    if section == "nice_to_have" or _PREFERRED.search(body):
        return "preferred"
    return "required" if section == "requirements" or _REQUIRED.search(body) else "mentioned"


def _years(section: SectionLabel, form: NormalForm, start: int, end: int) -> tuple[tuple[int, int, float], ...]:
    if section in ("about", "benefits", "boilerplate") or form.sentences.find(b"y", start, end) < 0:
        return ()
    found = []
    for match in _YEARS.finditer(form.sentences, start, end):
        years = float(_NUMBERS.get(match[1], 0) or match[1])
        if 0 < years <= _MAX_YEARS:
            found.append((match.start(), match.end(), years))
    return tuple(found)
