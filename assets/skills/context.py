"""What stands around a piece of evidence: section, line, negation, how strongly and for how long it is asked for."""

import re
from bisect import bisect_left, bisect_right
from typing import Literal, NamedTuple, TypeAlias

from assets.skills.cues import Cue
from assets.skills.normal_form import NormalForm
from assets.text.sections import Section, SectionLabel

Requirement = Literal["required", "preferred", "mentioned"]
CuePlaces: TypeAlias = list[tuple[int, int]]  # padded positions, ascending, and what the cue there says, as bits

_MOST_YEARS = 20  # a line that states more is no sentence
_MAX_YEARS = 30  # "40 years of history" is the employer's age
_NEGATION_REACH = 60  # characters on each side in which "no" and "not required" speak of the skill
_YEARS_REACH = 120  # characters between "5+ years" and the skill they are asked for
_YEARS_AFTER = 25  # the same where the years come second
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


class Line(NamedTuple):
    """One sentence or line of the text, padded positions, and the bits of the cues in it."""

    start: int
    end: int
    section: SectionLabel
    cues: int

    def has(self, cue: Cue) -> bool:
        """Whether a word of the cue stands in the sentence."""
        return bool(self.cues >> cue & 1)


class Reader:
    """Answers questions about places of one text; each line is read once."""

    def __init__(self, form: NormalForm, sections: list[Section], cues: CuePlaces) -> None:
        self._form = form
        self._cues = cues
        self.sections = sections
        self._starts = [section.start for section in sections]
        self._line = Line(0, 0, "other", 0)
        self._requirements: dict[int, Requirement] = {}
        self._years: dict[int, tuple[tuple[int, int, float], ...]] = {}

    def section(self, position: int) -> SectionLabel:
        """The label of the section around a code point of the text."""
        index = bisect_right(self._starts, position) - 1
        return self.sections[index].label if index >= 0 else "other"

    def line(self, position: int) -> Line:
        """The sentence around a code point of the text."""
        if not self._line.start <= position + 1 <= self._line.end:
            start, end = self._form.bounds(position + 1)
            self._line = Line(start, end, self.section(position), self._cues_in(start, end))
        return self._line  # evidence comes in order of place: most of it shares the line of the one before

    def requirement(self, line: Line) -> Requirement:
        """How strongly the sentence asks for what it names."""
        known = self._requirements.get(line.start)
        if known is None:
            known = self._requirements[line.start] = self._read_requirement(line)
        return known

    def _read_requirement(self, line: Line) -> Requirement:
        section = line.section
        if section in ("about", "benefits", "boilerplate"):
            return "mentioned"
        if section == "nice_to_have" or line.has(Cue.PREFERRED):
            return "preferred"
        return "required" if section == "requirements" or line.has(Cue.REQUIRED) else "mentioned"

    def _cues_in(self, start: int, end: int) -> int:
        cues, found = self._cues, 0
        index = bisect_left(cues, (start - 1, 0))  # a cue starts with the space, or the break, before its word
        while index < len(cues) and cues[index][0] < end:
            found |= cues[index][1]
            index += 1
        return found

    def is_negated(self, start: int, end: int, line: Line) -> bool:
        """Whether the text says that this is not asked for: "no Java required", "a degree is not necessary"."""
        if not line.has(Cue.NEGATED) or self.requirement(line) == "preferred":  # "not required, but a plus"
            return False
        sentences = self._form.sentences
        before = b" " + sentences[max(line.start, start + 1 - _NEGATION_REACH) : start + 1]
        after = sentences[end + 1 : min(line.end, end + 1 + _NEGATION_REACH)]
        if b"no" in after and _NOT_NEEDED.search(after):
            return True
        if b" no " in before and _NO.search(before):
            return bool(_NEEDED.search(after)) or b"experience" in before or b"knowledge" in before
        return (b"no" in before or b"n't" in before or b"without" in before) and bool(_WITHOUT.search(before))

    def years(self, start: int, end: int, line: Line) -> float | None:
        """The years asked for nearest to the evidence `[start, end)` on its line, if any."""
        stated = self._years.get(line.start)
        if stated is None:
            stated = self._years[line.start] = _read_years(self._form, line) if line.has(Cue.YEARS) else ()
        best: tuple[int, float] | None = None
        for years_start, years_end, years in stated:
            distance = start + 1 - years_end if years_end <= start + 1 else years_start - end - 1
            reach = _YEARS_REACH if years_end <= start + 1 else _YEARS_AFTER
            if 0 <= distance <= reach and (best is None or distance < best[0]):
                best = (distance, years)
        return best[1] if best else None


def _read_years(form: NormalForm, line: Line) -> tuple[tuple[int, int, float], ...]:
    if line.section in ("about", "benefits", "boilerplate"):
        return ()
    found = []
    for match in _YEARS.finditer(form.sentences, line.start, line.end):
        years = float(_NUMBERS.get(match[1], 0) or match[1])
        if 0 < years <= _MAX_YEARS:
            found.append((match.start(), match.end(), years))
        if len(found) == _MOST_YEARS:
            break
    return tuple(found)
