"""What the score of a piece of evidence depends on: itself, the words beside it, its sentence and its text.

Read by training from labelled postings and by `scoring` from any; holds no number that was learnt.
"""

from bisect import bisect_right
from typing import NamedTuple

from assets.skills.context import Line
from assets.skills.cues import Cue
from assets.skills.matching import Candidate
from assets.skills.normal_form import NormalForm
from assets.skills.vocabulary import Case, Entry, Kind, Support
from assets.text.sections import SectionLabel

MOST_HITS = 3
WORDS = ("b", "bb", "a", "l")  # the word before, the one before that, the word after, the first of the sentence
_CLEAR_TYPES = frozenset({"tool", "language", "certification", "licence"})
_MOST_WORDS = 4
_NEIGHBOUR = 40  # characters in which the words before and after are looked for
_CUES = (Cue.PREFERRED, Cue.REQUIRED, Cue.YEARS)
_LENGTH_STEP = 25  # characters by which sentences differ
_MOST_STEPS = 8
_SIZES = (2_000, 3_000, 4_000, 5_500)  # characters that part notes from long adverts
_MOST_AROUND = 12
CUE_BITS = sum(1 << cue for cue in _CUES)
# The features of a setting beside its cues, and how many values each takes.
MEASURES = {"len": _MOST_STEPS + 1, "at": 10, "size": len(_SIZES) + 1, "near": _MOST_AROUND + 1}


class Place(NamedTuple):
    """The part of a situation that goes with the evidence itself and takes few values.

    Attributes:
        crowd: How many hard skills the line names, at most 3.
        shape: How the evidence is written: lower, upper, title, mixed.
    """

    support: Support
    section: SectionLabel
    crowd: int
    case: Case
    shape: str


class Setting(NamedTuple):
    """What holds for all evidence of a sentence.

    Attributes:
        cues: Which of `_CUES` stand in it, a bit for each.
        length: Of the sentence, in steps.
        tenth: Of the text, in which it begins.
        size: Of the text: what a short one names is more often meant.
        around: How many candidates stand in the sentence and close to it.
    """

    cues: int
    length: int
    tenth: int
    size: int
    around: int

    @property
    def is_note(self) -> bool:
        """Whether the text is short: what such texts name was marked more often at the same score."""
        return self.size == 0

    def features(self, kind: Kind) -> tuple[str, ...]:
        """Keys of the weight table."""
        return (
            *cue_features(kind, self.cues),
            *(f"{name} {kind} {n}" for name, n in zip(MEASURES, self[1:], strict=True)),
        )


def cue_features(kind: Kind, cues: int) -> tuple[str, ...]:
    """Keys of the weight table for the cues of a sentence."""
    return tuple(f"cue {kind} {cue.name}" for cue in _CUES if cues >> cue & 1)


class Situation(NamedTuple):
    """What the score of one candidate depends on. A tuple: some seventy are made per posting.

    Attributes:
        surface: The evidence in normal form.
        words: As `WORDS` says, each empty where there is none.
    """

    skill: Entry
    place: Place
    setting: Setting
    surface: bytes
    words: tuple[bytes, bytes, bytes, bytes]

    @property
    def kind(self) -> Kind:
        """Hard or soft."""
        return self.skill.kind

    @property
    def section(self) -> SectionLabel:
        """The section the evidence stands in."""
        return self.place.section

    @property
    def is_clear_name(self) -> bool:
        """A named technology, certificate or licence that can't be read as a plain word."""
        return (
            self.place.support == Support.STATED
            and self.place.case != Case.AMBIGUOUS
            and self.skill.type in _CLEAR_TYPES
            and not self.skill.imported
            and self.place.shape != "lower"
        )

    def features(self) -> tuple[str, ...]:
        """Keys of the weight table."""
        kind = self.kind
        words = (f"{where} {kind} {word.decode('latin-1')}" for where, word in zip(WORDS, self.words, strict=True))
        support, section, crowd, *_ = self.place
        place = place_features(kind, support, section, crowd)
        return (*place, *self.own_features(), *self.setting.features(kind), *words)

    def own_features(self) -> tuple[str, ...]:
        """Those of them that neither depend on the sentence nor on the words around."""
        skill, kind, (support, _, _, case, shape) = self.skill, self.skill.kind, self.place
        return (
            f"{kind} {case} {shape}",
            f"{kind} {skill.type}",
            f"k {skill.skill_id}",
            f"f {skill.family}",
            f"w {kind} {support} {min(self.surface.count(b' ') + 1, _MOST_WORDS)}",
            f"s {self.surface.decode('latin-1')}" if support == Support.STATED else f"p {skill.skill_id}",
        )


def place_features(kind: Kind, support: Support, section: SectionLabel, crowd: int) -> tuple[str, ...]:
    """Keys of the weight table for evidence of a kind and support in such a sentence."""
    return (f"{kind} {support}", f"{kind} {support} {section}", f"{kind} {section} {crowd}")


def read_setting(line: Line, size: int, around: int) -> Setting:
    """Look at a sentence of a text of `size` code points; `around` counts the candidates in it and close to it."""
    length = min((line.end - line.start) // _LENGTH_STEP, _MOST_STEPS)
    tenth = 10 * line.start // (size + 2)
    return Setting(line.cues & CUE_BITS, length, tenth, bisect_right(_SIZES, size), min(around, _MOST_AROUND))


def first_word(form: NormalForm, line: Line) -> bytes:
    """The word with which a sentence begins: "Manage", "Experience", "We"."""
    words = form.sentences[line.start : min(line.start + _NEIGHBOUR, line.end)].split(None, 1)
    return words[0] if words else b""


def words_beside(sentences: bytes, line: Line, start: int, end: int) -> tuple[bytes, bytes, bytes]:
    """The word before `[start, end)` in its sentence, the one before that and the word after; padded positions."""
    low, high = start - _NEIGHBOUR, end + _NEIGHBOUR
    before = sentences[max(line.start, low) : start].rsplit(None, 2)
    after = sentences[end : min(line.end, high)].split(None, 1)
    last = before[-1] if before else b""
    return last, before[-2] if len(before) > 1 else b"", after[0] if after else b""


def read_situation(
    skill: Entry, candidate: Candidate, form: NormalForm, text: str, line: Line, hits: int, setting: Setting
) -> Situation:
    """Look at a candidate and its surroundings; `hits` counts the hard skills on its line, 1 to `MOST_HITS`."""
    alone = read_alone(skill, candidate, form, text, line, hits, setting)
    words = words_beside(form.sentences, line, candidate.start + 1, candidate.end + 1)
    return alone._replace(words=(*words, first_word(form, line)))


def read_alone(
    skill: Entry, candidate: Candidate, form: NormalForm, text: str, line: Line, hits: int, setting: Setting
) -> Situation:
    """The same without a look at the words around."""
    start, end = candidate.start, candidate.end
    place = Place(candidate.support, line.section, hits, candidate.case, _shape(text[start:end]))
    return Situation(skill, place, setting, form.flat[start + 1 : end + 1], (b"", b"", b"", b""))


def _shape(surface: str) -> str:
    if surface.islower():
        return "lower"
    if surface.isupper():
        return "upper"
    return "title" if surface[:1].isupper() else "mixed"
