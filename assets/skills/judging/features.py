"""What the score of a piece of evidence depends on: itself, the words beside it, its sentence and its text.

Read by training from labelled postings; `judge` adds up the same weights for any. Holds no number that was learnt.
"""

from bisect import bisect_right
from typing import NamedTuple

from assets.skills.finding.mention_kinds import Mention
from assets.skills.sentences.cues import Cue
from assets.skills.sentences.sentence_reader import Line
from assets.skills.taxonomy.vocabulary import Entry, Kind, Support
from assets.text.sections import SectionLabel

WORDS = ("b", "bb", "a", "l")  # the word before, the one before that, the word after, the first of the sentence
_NEIGHBOUR = 40  # characters in which the words before and after are looked for
_CUES = (Cue.PREFERRED, Cue.REQUIRED, Cue.YEARS, Cue.READER, Cue.EMPLOYER)
_OF_WHOM = 1 << Cue.READER | 1 << Cue.EMPLOYER
_LENGTH_STEP = 25  # characters by which sentences differ
_MOST_STEPS = 8
_SIZES = (2_000, 3_000, 4_000, 5_500)  # characters that part notes from long adverts
_MOST_AROUND = 12
CUE_BITS = sum(1 << cue for cue in _CUES)
# The features of a setting beside its cues, and how many values each takes.
MEASURES = {"len": _MOST_STEPS + 1, "at": 10, "size": len(_SIZES) + 1, "near": _MOST_AROUND + 1}


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
    """What the score of one candidate depends on.

    Attributes:
        crowd: How many hard skills the line names, 1 to `by_sentence.MOST_HITS`.
        words: As `WORDS` says, each empty where there is none.
        is_of_others: Whether it is other people's job; weighs nothing, for no confidence makes it asked for.
    """

    mention: Mention
    section: SectionLabel
    crowd: int
    setting: Setting
    words: tuple[bytes, bytes, bytes, bytes]
    is_of_others: bool = False

    @property
    def skill(self) -> Entry:
        """What is mentioned."""
        return self.mention.skill

    @property
    def kind(self) -> Kind:
        """Hard or soft."""
        return self.mention.skill.kind

    def features(self) -> tuple[str, ...]:
        """Keys of the weight table."""
        kind = self.kind
        words = (f"{where} {kind} {word.decode('latin-1')}" for where, word in zip(WORDS, self.words, strict=True))
        place = place_features(kind, self.mention.support, self.section, self.crowd)
        whose = whose_feature(kind, self.section, self.setting.cues)
        return (*place, whose, *self.mention.features(), *self.setting.features(kind), *words)


def place_features(kind: Kind, support: Support, section: SectionLabel, crowd: int) -> tuple[str, ...]:
    """Keys of the weight table for evidence of a kind and support in such a sentence."""
    return (f"{kind} {support}", f"{kind} {support} {section}", f"{kind} {section} {crowd}")


def whose_feature(kind: Kind, section: SectionLabel, cues: int) -> str:
    """Key of the weight table for whom a sentence of a section speaks of."""
    return f"whose {kind} {section} {(cues & _OF_WHOM) >> Cue.READER}"


def size_step(size: int) -> int:
    """The step on which a text of so many code points stands."""
    return bisect_right(_SIZES, size)


def read_setting(line: Line, size: int, step: int, around: int) -> tuple[int, int, int, int, int]:
    """A `Setting` as a plain tuple.

    Args:
        line: The sentence.
        size: Of the text, in code points.
        step: `size_step(size)`.
        around: How many candidates stand in the sentence and close to it.
    """
    start, end, _, cues = line
    length = (end - start) // _LENGTH_STEP
    if length > _MOST_STEPS:  # here and below: `min` and `max` cost as much as all the rest
        length = _MOST_STEPS
    if around > _MOST_AROUND:
        around = _MOST_AROUND
    return cues & CUE_BITS, length, 10 * start // (size + 2), step, around


def first_word(sentences: bytes, start: int, end: int) -> bytes:
    """The word with which a sentence begins: "Manage", "Experience", "We"."""
    words = sentences[start : min(start + _NEIGHBOUR, end)].split(None, 1)
    return words[0] if words else b""


def words_beside(sentences: bytes, line: Line, start: int, end: int) -> tuple[bytes, bytes, bytes]:
    """The word before `[start, end)` in its sentence, the one before that and the word after; padded positions."""
    first, last, _, _ = line
    low, high = start - _NEIGHBOUR, end + _NEIGHBOUR
    if low > first:
        first = low
    if high < last:
        last = high
    before, after = sentences[first:start].rsplit(None, 2), sentences[end:last].split(None, 1)
    if not before:
        return b"", b"", after[0] if after else b""
    return before[-1], before[-2] if len(before) > 1 else b"", after[0] if after else b""
