"""The evidence in a text of one of the six languages: the names and phrases that count there, and how sure each is.

Gives what `assets.skills.judging.evidence` gives for an English text. A sentence is judged by rules: what it denies,
offers or says of the employer is no evidence; technologies that the employer names of itself are context.
"""

import re

from assets.skills.finding.candidates import DESCRIBING, Draft, scan
from assets.skills.finding.education import FIELD_TYPES
from assets.skills.judging.evidence import Kept
from assets.skills.phrases.normal_form import NormalForm, normal_form
from assets.skills.sentences.cues import Cue
from assets.skills.sentences.sentence_reader import CONTEXT, OF_EMPLOYER, YEARS_BIT, Line, Reader, strength
from assets.skills.tongues.sureness import sureness
from assets.skills.tongues.tongue import Tongue, tongue
from assets.skills.tongues.word_lists import WordList
from assets.text.sections import Section

_ASKED = frozenset({"requirements", "nice_to_have"})
_HEADED = frozenset({"duties", "requirements", "nice_to_have"})
_PROGRAMS = frozenset({"tool", "language"})
_CAPITALS = frozenset({"de", "nl"})  # where a language is written with a capital, and an adjective of it otherwise
_REACH = 80  # characters on each side in which words deny a name
_MOST_YEARS = 30
_JOINED = re.compile(r"[^\W\d_]{1,5}['’](?=\w)")  # an article before a name: "l'autonomie"


class TongueReader(Reader):
    """The sentences of a text, with the years that they state in its language."""

    def __init__(self, form: NormalForm, sections: list[Section], words: WordList) -> None:
        super().__init__(form, sections, [])
        self._words = words

    def sentence(self, line: Line) -> str:
        """The sentence in normal form; index i is the padded position `line.begin + i`."""
        return self._sentences[line.begin : line.end].decode("latin-1")

    def line_of(self, position: int) -> Line:
        """The sentence around a code point, with its cues."""
        start, end, section, _ = self.next_line(position)
        words, cues = self._words, 0
        sentence = self._sentences[start:end].decode("latin-1")
        if words.preferred.search(sentence):
            cues |= 1 << Cue.PREFERRED
        if words.required.search(sentence):
            cues |= 1 << Cue.REQUIRED
        if words.experience.search(sentence) and words.years.search(sentence):
            cues |= YEARS_BIT
        return Line(start, end, section, cues)

    def years(self, start: int, end: int, line: Line) -> float | None:  # noqa: ARG002
        """The years of experience that the sentence of an evidence asks for, the nearest before or behind it."""
        best: tuple[int, float] | None = None
        for found in self._words.years.finditer(self.sentence(line)):
            years = self._words.numbers.get(found[1]) or float(found[1])
            distance = abs(line.begin + found.start() - start)
            if years <= _MOST_YEARS and (best is None or distance < best[0]):
                best = distance, years
        return best[1] if best else None


def keep_evidence(language: str, text: str, sections: list[Section]) -> tuple[TongueReader, list[Kept]]:
    """Every kept piece of evidence, in order of place, with the reader of its lines.

    Args:
        language: One of `words.LANGUAGES`.
        text: The description.
        sections: What `find_sections` says of it.
    """
    known, form = tongue(language), normal_form(text)
    reader = TongueReader(form, sections, known.words)
    kept: list[Kept] = []
    for line, drafts in _by_line(reader, _drafts(known, text, form, sections)):
        if _is_header(line, sections):
            continue
        sentence, clear = reader.sentence(line), sum(_is_clear(known, draft) for draft in drafts)
        asked = CONTEXT if line.section in OF_EMPLOYER else strength(line.section, line.cues)
        for draft in drafts:
            if _is_meant(known, text, sentence, line, draft, clear):
                is_field = asked > CONTEXT and _is_field(known.words, sentence, line, draft)
                kept.append(Kept(draft, sureness(draft.mention, line.section), line, asked, is_field))
    return reader, kept


def _drafts(known: Tongue, text: str, form: NormalForm, sections: list[Section]) -> list[Draft]:
    """Names of the taxonomy, and phrases of the list where the job is described, none inside a longer one."""
    search = known.phrases.search
    described = [section for section in sections if section.label in DESCRIBING]
    found = [draft for draft in scan(known.lexicon, text, _parted(form)).named if known.counts(draft.mention)]
    for section in described:
        matches = search(form.sentences, section.start + 1, section.end + 1)
        found += [_phrased(known, text, form, first - 1, last - 1, code) for first, last, code in matches]
    return _longest(found)


def _phrased(known: Tongue, text: str, form: NormalForm, start: int, end: int, code: int) -> Draft:
    """A phrase of the list at `[start, end)`, in code points, without the article before it."""
    article = _JOINED.match(text, start, end)
    first = article.end() if article else start
    spaces = form.sentences.count(b" ", first + 1, end + 1)
    mention = known.lexicon.mentions.phrased(code, text[first:end], spaces)
    return Draft(first, -end, mention.rank, mention)


def _parted(form: NormalForm) -> NormalForm:
    """The text with its articles parted from the names behind them: "d'Excel"."""
    return NormalForm(form.sentences.replace(b"'", b" "), form.flat.replace(b"'", b" "))


def _longest(drafts: list[Draft]) -> list[Draft]:
    """Drafts in order of place, without those that another one holds."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: one.place):
        if not any(draft.start >= other.start and draft.minus_end >= other.minus_end for other in kept[-3:]):
            kept.append(draft)
    return kept


def _by_line(reader: TongueReader, drafts: list[Draft]) -> list[tuple[Line, list[Draft]]]:
    lines: list[tuple[Line, list[Draft]]] = []
    for draft in drafts:
        if lines and draft.start + 1 < lines[-1][0].end:
            lines[-1][1].append(draft)
        else:
            lines.append((reader.line_of(draft.start), [draft]))
    return lines


def _is_clear(known: Tongue, draft: Draft) -> bool:
    return draft.mention.skill.type in _PROGRAMS and not known.is_doubted(draft.mention)


def _is_header(line: Line, sections: list[Section]) -> bool:
    """Whether a sentence is the header that opens a section: it names no skill of its own."""
    return line.section in _HEADED and any(
        s.label == line.section and line.begin - 1 <= s.start < line.end - 1 for s in sections
    )


def _is_meant(known: Tongue, text: str, sentence: str, line: Line, draft: Draft, clear: int) -> bool:
    """Whether a sentence asks for what it names."""
    start, minus_end, _, mention = draft
    at, behind = start + 1 - line.begin, 1 - minus_end - line.begin
    words = known.words
    if known.is_doubted(mention) and not clear:
        return False
    if " " not in sentence[at:behind] and words.unless.match(sentence, at):
        return False
    if mention.skill.type == "human_language" and not _is_spoken(words, text, sentence, line, start):
        return False
    if words.denied_before.search(sentence[max(0, at - _REACH) : at]):
        return False
    return not words.denied_behind.match(sentence[behind : behind + _REACH])


def _is_field(words: WordList, sentence: str, line: Line, draft: Draft) -> bool:
    """Whether a sentence names it as what a degree is in: a degree stands before it, and no experience between."""
    start, _, _, mention = draft
    at = start + 1 - line.begin
    if mention.skill.kind != "hard" or mention.skill.type not in FIELD_TYPES:
        return False
    before = sentence[max(0, at - _REACH) : at]
    degrees = [found.end() for found in words.degree.finditer(before)]
    asks_anew = (words.experience.search, words.required.search)
    return bool(degrees) and not any(search(before, degrees[-1]) for search in asks_anew)


def _is_spoken(words: WordList, text: str, sentence: str, line: Line, start: int) -> bool:
    """Whether a language is named as one that is to be known, not as a market or as what a thing is called."""
    if words.language in _CAPITALS and not text[start].isupper():
        return False
    return line.section in _ASKED or words.spoken.search(sentence) is not None
