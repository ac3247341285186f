"""What stands around a piece of evidence: section, line, negation, how strongly and for how long it is asked for."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from assets.skills.normal_form import NormalForm
from assets.text.sections import Section, SectionLabel

Requirement = Literal["required", "preferred", "mentioned"]

_MOST_YEARS = 20  # a line that states more is no sentence
_MAX_YEARS = 30  # "40 years of history" is the employer's age
_NEGATION_REACH = 60  # characters on each side in which "no" and "not required" speak of the skill
_YEARS_REACH = 120  # characters between "5+ years" and the skill they are asked for
_WORDS = (b"one", b"two", b"three", b"four", b"five", b"six", b"seven", b"eight", b"nine", b"ten")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
_COUNT = rb"(\d{1,2}(?:\.\d)?|" + b"|".join(_WORDS) + rb")"
_YEARS = re.compile(
    rb"(?<![\w.])" + _COUNT + rb"\+? *(?:(?:to|or|and)? *(?:\d{1,2}|more|" + b"|".join(_WORDS) + rb")\+? *)?"
    rb"(?:plus +|or more +|full +)?(?:years?|yrs?)'?(?![\w])(?! *(?:old|of age|ago|in business|in a row))"
)
_WITHOUT = re.compile(
    rb" (?:(?:not|don't|doesn't|won't|never) (?:require|need|expect)s?(?: any| to (?:know|have))?"
    rb"|no need (?:for|to know)"
    rb"|without(?: any)?(?: (?:prior|previous))?(?: (?:knowledge|experience|training) (?:of|in|with)))"
    rb"(?: (?:prior|previous|knowledge|experience|of|in|with|a|an|any))* +$"
)
_NO = re.compile(
    rb" no(?: (?:prior|previous|formal|specific|deep|advanced|technical|programming))*"
    rb"(?: (?:knowledge|experience|background|skills?|expertise|training))?(?: (?:of|in|with))? +$"
)
_NEEDED = re.compile(
    rb"^(?: +(?!but |with |and )[a-z+#.]+){0,3}? +(?:(?:is|are) +)?(?:required|necessary|needed|expected|essential)\b"
)
_NOT_NEEDED = re.compile(
    rb"^(?: +(?!but |with )[a-z+#.]+){0,3}? +(?:is|are)?(?: +not|n't)(?: +(?:strictly|absolutely|be))?"
    rb" +(?:required|necessary|needed|mandatory|essential|expected|a must|a requirement)\b"
)
_PREFERRED = re.compile(
    rb" (?:plus|plusses|pluses|bonus|nice to haves?|preferred|preferabl[ey]|desirable|desired|advantageous|an advantage"
    rb"|beneficial|ideally|good to have|helpful|an asset)(?= )"
)
_REQUIRED = re.compile(
    rb" (?:required|requires?|must|mandatory|essential|minimum|at least|proficien\w+|proven|demonstrated|expertise"
    rb"|experienced? (?:in|with)|fluen\w+|knowledge of|hands on|you have|years?"
    rb"|(?:strong|solid|deep|working|good|excellent) (?:knowledge|understanding|skills?)) "
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
        self.sections = sections
        self._starts = [section.start for section in sections]
        self._line: Line | None = None

    def section(self, position: int) -> SectionLabel:
        """The label of the section around a code point of the text."""
        index = bisect_right(self._starts, position) - 1
        return self.sections[index].label if index >= 0 else "other"

    def line(self, position: int) -> Line:
        """The sentence around a code point of the text."""
        if self._line is not None and self._line.start <= position + 1 <= self._line.end:
            return self._line  # evidence comes in order of place: most of it shares the line of the one before
        start, end = self._form.bounds(position + 1)
        section = self.section(position)
        body = b" %b " % self._form.sentences[start:end]
        self._line = Line(start, end, section, _requirement(section, body), _years(section, self._form, start, end))
        return self._line

    def is_negated(self, start: int, end: int, line: Line) -> bool:
        """Whether the text says that this is not asked for: "no Java required", "a degree is not necessary"."""
        sentences = self._form.sentences
        before = b" " + sentences[max(line.start, start + 1 - _NEGATION_REACH) : start + 1]
        after = sentences[end + 1 : min(line.end, end + 1 + _NEGATION_REACH)]
        if line.requirement == "preferred":  # "not required, but a plus"
            return False
        if b"no" in after and _NOT_NEEDED.search(after):
            return True
        if b" no " in before and _NO.search(before):
            return bool(_NEEDED.search(after)) or b"experience" in before or b"knowledge" in before
        return (b"no" in before or b"n't" in before or b"without" in before) and bool(_WITHOUT.search(before))


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
        if len(found) == _MOST_YEARS:
            break
    return tuple(found)
