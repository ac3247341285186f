"""Which evidence of a text is education: fields that a degree is asked for in. How degrees are written: `degrees`."""

from assets.skills.finding.by_sentence import Sentence
from assets.skills.finding.candidates import Draft, Pass
from assets.skills.finding.lexicon import Lexicon
from assets.skills.finding.mention_kinds import code_of
from assets.skills.phrases.normal_form import NormalForm
from assets.skills.sentences.cues import Cue
from assets.skills.sentences.degrees import Stretch, fields_in, is_listed, listed_behind, named_before, named_itself
from assets.skills.sentences.sentence_reader import Line, Reader, strength
from assets.skills.taxonomy.vocabulary import Support
from assets.text.sections import Section

# Of 62 such places in real postings that were read, 60 named a field of study that the degree may be in.
CONFIDENCE = 0.93
_DEGREE = 1 << Cue.DEGREE
FIELD_TYPES = frozenset({"knowledge", "method", "education"})

Field = tuple[Draft, Line]


def fields_of_study(
    lexicon: Lexicon, text: str, form: NormalForm, sections: list[Section], seen: Pass, placed: list[Sentence]
) -> list[Field]:
    """The fields of study that a text asks a degree in, in order of place, each with its sentence."""
    places = [at for at, bits in seen.cues if bits & _DEGREE]
    if not places:
        return []
    found: dict[tuple[int, int], Draft] = {}
    for place in places:
        for stretch in (listed_behind(form.sentences, place, text), named_itself(form.sentences, place)):
            if stretch is not None:
                for draft in _fields(lexicon, text, form.sentences, stretch, placed):
                    found.setdefault(draft[:2], draft)
        before = named_before(form.sentences, place)
        if before is not None:
            for draft in _last_listed(
                form.sentences, _fields(lexicon, text, form.sentences, before, placed), before[1]
            ):
                found.setdefault(draft[:2], draft)
    reader = Reader(form, sections, seen.cues)
    return [(found[at], reader.next_line(at[0])) for at in sorted(found)]


def _fields(lexicon: Lexicon, text: str, sentences: bytes, stretch: Stretch, placed: list[Sentence]) -> list[Draft]:
    """What names a field in a stretch: names of knowledge that count anywhere, then those that count only here."""
    low, high = stretch
    drafts = [
        draft
        for (first, last, _, _), _, _, candidates in placed
        if first <= high and low < last
        for draft in candidates
        if low <= draft.start and -draft.minus_end <= high and _may_be_field(draft)
    ]
    taken = [draft.span for draft in drafts]
    for begin, stop, number in fields_in(sentences, stretch, lexicon.fields, lexicon.field_words):
        if not any(begin < end and start < stop for start, end in taken):
            spaces = sentences.count(b" ", begin + 1, stop + 1)
            mention = lexicon.mentions.phrased(code_of(number, Support.STATED), text[begin:stop], spaces)
            drafts.append(Draft(begin, -stop, mention.rank, mention))
    return drafts


def _last_listed(sentences: bytes, drafts: list[Draft], end: int) -> list[Draft]:
    """Of the names in a stretch those that end it, with the list that they are in: "economics or law degree"."""
    taken: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: one.minus_end):  # the last first
        stop = -draft.minus_end
        if not (stop == end or (taken and is_listed(sentences, stop, end))):
            break
        taken.append(draft)
        end = draft.start
    return taken


def _may_be_field(draft: Draft) -> bool:
    mention = draft.mention
    return mention.support == Support.STATED and mention.skill.type in FIELD_TYPES and mention.skill.kind == "hard"


def asked_how(line: Line) -> int:
    """How strongly a sentence asks for its degree; a degree is never context."""
    return strength(line.section, line.cues)
