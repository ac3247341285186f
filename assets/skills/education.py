"""Which evidence of a text is education: fields that a degree is asked for in. How degrees are written: `degrees`."""

from assets.skills.context import Line, Reader, strength
from assets.skills.cues import Cue
from assets.skills.degrees import fields_in, holds, named_before, stretches
from assets.skills.lexicon import Lexicon
from assets.skills.matching import Draft, Pass
from assets.skills.mention import code_of
from assets.skills.normal_form import NormalForm
from assets.skills.placing import Sentence
from assets.skills.vocabulary import Support
from assets.text.sections import Section

# Of 60 such places in real postings that were read, 58 named a field of study that the degree may be in.
CONFIDENCE = 0.93
_DEGREE = 1 << Cue.DEGREE
_FIELD_TYPES = frozenset({"knowledge", "method", "education"})

Field = tuple[Draft, Line]


def fields_of_study(
    lexicon: Lexicon, text: str, form: NormalForm, sections: list[Section], seen: Pass, placed: list[Sentence]
) -> list[Field]:
    """The fields of study that a text asks a degree in, in order of place, each with its sentence."""
    places = [at for at, bits in seen.cues if bits & _DEGREE]
    if not places:
        return []
    reader, found, read_to = Reader(form, sections, seen.cues), [], -1
    for place in places:
        if place < read_to:
            continue
        line = reader.next_line(place)
        read_to = line[1]
        found += [(draft, line) for draft in _fields_of_line(lexicon, text, form.sentences, line, placed)]
        after = _line_behind(form.sentences, line)
        if after is not None:
            found += [(draft, line) for draft in _fields_of_line(lexicon, text, form.sentences, after, placed)]
    return sorted(found, key=lambda field: field[0][:3])


def _line_behind(sentences: bytes, line: Line) -> Line | None:
    """The sentence behind, where the full stop of "B.S. in ..." made two of one."""
    _, end, section, cues = line
    if not sentences.startswith((b" in ", b" of "), end + 1):
        return None
    return end + 1, sentences.find(b"\n", end + 1), section, cues


def _fields_of_line(lexicon: Lexicon, text: str, sentences: bytes, line: Line, placed: list[Sentence]) -> list[Draft]:
    start, end = line[:2]
    behind, before = stretches(sentences, max(start - 1, 0), end), named_before(sentences, start, end)
    if not behind and not before:
        return []
    drafts = []
    for (first, last, _, _), _, _, candidates in placed:
        if first < end and start < last:
            drafts += [draft for draft in candidates if _is_field(draft, behind, before)]
    taken = [(draft[0], -draft[1]) for draft in drafts]
    for stretch in (*behind, *before):
        for begin, stop, number in fields_in(sentences, stretch, lexicon.fields):
            ends_well = stretch in behind or stop == stretch[1]
            if ends_well and not any(begin < high and low < stop for low, high in taken):
                spaces = sentences.count(b" ", begin + 1, stop + 1)
                mention = lexicon.mentions.phrased(code_of(number, Support.STATED), text[begin:stop], spaces)
                drafts.append((begin, -stop, mention.rank, mention))
                taken.append((begin, stop))
    return drafts


def _is_field(draft: Draft, behind: list[tuple[int, int]], before: list[tuple[int, int]]) -> bool:
    start, minus_end, _, mention = draft
    if mention.skill.type not in _FIELD_TYPES or mention.support != Support.STATED or mention.skill.kind != "hard":
        return False
    return holds(behind, start, -minus_end) or any(high == -minus_end and low <= start for low, high in before)


def asked_how(line: Line) -> int:
    """How strongly a sentence asks for its degree; a degree is never context."""
    return strength(line[2], line[3])
