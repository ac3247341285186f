"""Sentences the candidates of a text by sentence and leaves those that are not meant.

What holds for a sentence is read once for all candidates in it.
"""

from bisect import bisect_left, bisect_right
from typing import TypeAlias

from assets.skills.finding.candidates import Draft, Pass, find_candidates, scan
from assets.skills.finding.lexicon import Lexicon
from assets.skills.finding.meaning import meant
from assets.skills.phrases.normal_form import NormalForm
from assets.skills.sentences.sentence_reader import Line, Reader
from assets.text.sections import Section

MOST_HITS = 3  # hard skills that are counted in a sentence; more say no more
_CLOSE = 100  # characters before and after a sentence whose candidates make it stand in company


# The candidates of one sentence, in order of place: the sentence, how many hard skills it names (1 to `MOST_HITS`), how
# many candidates stand in it and close to it, the candidates.
Sentence: TypeAlias = tuple[Line, int, int, list[Draft]]


def place_candidates(
    lexicon: Lexicon, text: str, form: NormalForm, sections: list[Section]
) -> tuple[Reader, list[Sentence], Pass]:
    """All candidates that the rules of form leave, in order of place, with what the pass over the text found."""
    seen = scan(lexicon, text, form)
    reader = Reader(form, sections, seen.cues)
    placed = []
    starts: list[int] = []
    for line, hits, drafts in _by_line(reader, find_candidates(lexicon, text, form, seen, sections)):
        supported = meant(lexicon.mentions, text, form, line, hits, drafts)
        if supported:
            starts += [draft.start for draft in supported]
            placed.append((line, min(max(hits, 1), MOST_HITS), supported))
    sentences = []
    for line, hits, drafts in placed:
        around = bisect_right(starts, line.end + _CLOSE) - bisect_left(starts, line.begin - _CLOSE)
        sentences.append((line, hits, around, drafts))
    return reader, sentences, seen


def _by_line(reader: Reader, drafts: list[Draft]) -> list[tuple[Line, int, list[Draft]]]:
    """Candidates in order of place, by sentence; with how many of them name a hard skill in clear form."""
    lines: list[tuple[Line, int, list[Draft]]] = []
    index, count = 0, len(drafts)
    while index < count:
        first, hits = index, 0
        line = reader.next_line(drafts[first].start)
        end = line.end
        while index < count and drafts[index].start < end:
            hits += drafts[index].mention.counts
            index += 1
        lines.append((line, hits, drafts[first:index]))
    return lines
