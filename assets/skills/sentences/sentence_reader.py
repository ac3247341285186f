"""What stands around a piece of evidence: section, line, negation, how strongly and for how long it is asked for."""

import math
import re
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from assets.skills.phrases.normal_form import NormalForm
from assets.skills.sentences.cues import Cue
from assets.skills.sentences.negation import denies
from assets.text.sections import Section, SectionLabel

Requirement = Literal["required", "preferred", "mentioned", "context"]
REQUIREMENTS: tuple[Requirement, ...] = ("context", "mentioned", "preferred", "required")  # weakest first
CONTEXT, MENTIONED, PREFERRED, REQUIRED = range(4)
YEARS_BIT = 1 << Cue.YEARS
_READER, _EMPLOYER = 1 << Cue.READER, 1 << Cue.EMPLOYER
OF_EMPLOYER = frozenset({"about", "benefits", "boilerplate"})
# Below these confidences what such sections name is the employer's: held out on 254 real postings, 0.88 of what is
# above them was marked. A sentence that speaks to its reader there asks for more of it.
_SURE, _SURE_OF_READER = 0.85, 0.75
_SURE_OF_EMPLOYER = 0.7  # elsewhere, where a sentence speaks of the employer alone
CuePlaces: TypeAlias = list[tuple[int, int]]  # padded positions, ascending, and what the cue there says, as bits

_MOST_YEARS = 20  # a line that states more is no sentence
_MAX_YEARS = 30  # "40 years of history" is the employer's age
_YEARS_REACH = 120  # characters between "5+ years" and the skill they are asked for
_YEARS_AFTER = 25  # the same where the years come second
_WORDS = (b"one", b"two", b"three", b"four", b"five", b"six", b"seven", b"eight", b"nine", b"ten")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
_COUNT = rb"(\d{1,2}(?:\.\d)?|" + b"|".join(_WORDS) + rb")"
_YEARS = re.compile(
    rb"(?<![\w.])" + _COUNT + rb"\+? *(?:(?:to|or|and)? *(?:\d{1,2}|more|" + b"|".join(_WORDS) + rb")\+? *)?"
    rb"(?:plus +|or more +|full +)?(?:years?|yrs?)'?(?![\w])(?! *(?:old|of age|ago|in business|in a row))"
)


class Line(NamedTuple):
    """One sentence or line of the text: where it begins and ends, padded, its section, the bits of the cues in it."""

    begin: int
    end: int
    section: SectionLabel
    cues: int


class Reader:
    """Answers questions about places of one text, which are asked in order of place; each line is read once."""

    def __init__(self, form: NormalForm, sections: list[Section], cues: CuePlaces) -> None:
        self._sentences = form.sentences
        self._cues = cues
        self._next_cue = 0
        self._sections = sections
        self._next_section = 0
        self._section: SectionLabel = "other"
        self._section_end: float = -1
        self._years: dict[int, tuple[tuple[int, int, float], ...]] = {}

    def next_line(self, position: int) -> Line:
        """The sentence around a code point of the text, which stands behind those asked for before."""
        sentences, cues, index, found = self._sentences, self._cues, self._next_cue, 0
        start, end = sentences.rfind(b"\n", 0, position + 1) + 1, sentences.find(b"\n", position + 1)
        while index < len(cues) and cues[index][0] < end:
            if cues[index][0] >= start - 1:  # a cue starts with the space, or the break, before its word
                found |= cues[index][1]
            index += 1
        self._next_cue = index
        if position >= self._section_end:
            self._enter_section(position)
        return Line(start, end, self._section, found)

    def _enter_section(self, position: int) -> None:
        """Go on to the section around a code point of the text."""
        sections, index = self._sections, self._next_section
        while index < len(sections) and sections[index][1] <= position:
            index += 1
        self._next_section = index
        self._section = sections[index - 1][0] if index else "other"
        self._section_end = sections[index][1] if index < len(sections) else math.inf

    def is_negated(self, start: int, end: int, line: Line, *, is_soft: bool) -> bool:
        """Whether the text says that this is not asked for: "no Java required", "a degree is not necessary"."""
        begin, stop, section, cues = line
        if not cues >> Cue.NEGATED & 1 or strength(section, cues) == PREFERRED:  # "not required, but a plus"
            return False
        return denies(self._sentences, begin, stop, start, end, is_soft=is_soft)

    def years(self, start: int, end: int, line: Line) -> float | None:
        """The years asked for nearest to the evidence `[start, end)` on its line, if any."""
        stated = self._years.get(line.begin)
        if stated is None:
            stated = self._years[line.begin] = _read_years(self._sentences, line)
        best: tuple[int, float] | None = None
        for years_start, years_end, years in stated:
            distance = start + 1 - years_end if years_end <= start + 1 else years_start - end - 1
            reach = _YEARS_REACH if years_end <= start + 1 else _YEARS_AFTER
            if 0 <= distance <= reach and (best is None or distance < best[0]):
                best = (distance, years)
        return best[1] if best else None


@cache
def demand(section: SectionLabel, cues: int) -> tuple[int, float]:
    """`strength` and `doubt` of a sentence in one look."""
    return strength(section, cues), doubt(section, cues)


@cache
def strength(section: SectionLabel, cues: int) -> int:
    """How strongly a sentence of a section asks for what it names: an index into `REQUIREMENTS`."""
    if section in OF_EMPLOYER:
        return MENTIONED
    if section == "nice_to_have" or cues >> Cue.PREFERRED & 1:
        return PREFERRED
    return REQUIRED if section == "requirements" or cues >> Cue.REQUIRED & 1 else MENTIONED


@cache
def doubt(section: SectionLabel, cues: int) -> float:
    """The confidence below which a sentence of a section names what it does not ask for."""
    speaks_to_reader, speaks_of_employer = cues & _READER, cues & _EMPLOYER
    if section in OF_EMPLOYER:
        return _SURE_OF_READER if speaks_to_reader and not speaks_of_employer else _SURE
    return _SURE_OF_EMPLOYER if speaks_of_employer and not speaks_to_reader and section != "requirements" else 0.0


def _read_years(sentences: bytes, line: Line) -> tuple[tuple[int, int, float], ...]:
    start, end, section, cues = line
    if not cues & YEARS_BIT or section in OF_EMPLOYER:
        return ()
    found = []
    for match in _YEARS.finditer(sentences, start, end):
        years = float(_NUMBERS.get(match[1], 0) or match[1])
        if 0 < years <= _MAX_YEARS:
            found.append((match.start(), match.end(), years))
        if len(found) == _MOST_YEARS:
            break
    return tuple(found)
