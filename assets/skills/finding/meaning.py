"""Whether a name that is a plain word, too, is meant as the name: by its list, what asks for it, how it is written.

"Go", "Excel", "Ruby" at the head of a sentence are written as any word there would be; what follows then tells: "Sketch
ideas on paper" is no software, "Sketch, Figma" is. Asked only of such names.
"""

from collections.abc import Sequence

from assets.skills.finding.candidates import DESCRIBING, Draft, has_near
from assets.skills.finding.meaning_words import (
    ALSO,
    GOES_ON,
    GRADES,
    HYPHENED,
    LAST,
    LETTER_BEFORE,
    LETTER_BEHIND,
    LETTER_JOINED,
    NEXT,
    PERSON_BEFORE,
    PERSON_BEHIND,
    PLACES,
    PREPOSITIONS,
    SECOND,
)
from assets.skills.finding.mention_kinds import Mentions
from assets.skills.phrases.normal_form import NormalForm
from assets.skills.sentences.asking_words import is_asked_before, is_asked_behind
from assets.skills.sentences.sentence_reader import Line
from assets.skills.taxonomy.vocabulary import Support

_NAMED = frozenset({"tool", "language", "human_language"})
_PROGRAMS = frozenset({"tool", "language"})
_JOINS = frozenset({b"", b"and", b"or", b"&", b"and or"})  # what may stand between the names of a list
_LONGEST_JOIN = 8  # characters, with the signs and spaces around it
_WINDOW = 40  # characters behind it that are read


def meant(mentions: Mentions, text: str, form: NormalForm, line: Line, hits: int, drafts: list[Draft]) -> list[Draft]:
    """The candidates of a sentence that are meant as names, in order of place.

    Args:
        mentions: Those of the lexicon.
        text: The text as given.
        form: Its normal form.
        line: The sentence.
        hits: How many of its candidates name a hard skill in clear form.
        drafts: Its candidates.
    """
    for draft in drafts:  # `any` over a generator takes twice as long
        if draft.mention.is_doubted:
            return _Sentence(text, form, line, hits, drafts).meant(mentions)
    return drafts


class _Sentence:
    """One sentence with its candidates; each question is asked of one of them by its index."""

    def __init__(self, text: str, form: NormalForm, line: Line, hits: int, drafts: Sequence[Draft]) -> None:
        self._text = text
        self._form = form
        self._line = line
        self._hits = hits
        self._drafts = drafts

    def meant(self, mentions: Mentions) -> list[Draft]:
        """Ambiguous names need support, or go on as bare; what reads as a plain word needs more."""
        kept, read = [], self._read_as_words()
        for index, draft in enumerate(self._drafts):
            start, minus_end, rank, mention = draft
            if index in read:
                continue
            if not mention.is_ambiguous or self._is_supported(index):
                kept.append(draft)
            elif mention.may_be_bare:
                kept.append(Draft(start, minus_end, rank, mentions.bare(mention)))
        return kept

    def _is_supported(self, index: int) -> bool:
        """Whether something around an ambiguous name supports it."""
        start, minus_end, _, mention = self._drafts[index]
        if not mention.is_homonym and self._has_context(index):
            return True
        return has_near(mention.skill, self._form, start, -minus_end)

    def _has_context(self, index: int) -> bool:
        """Whether an ambiguous name stands among things asked for, is asked for itself, or is one of a list."""
        type_, section = self._drafts[index].mention.skill.type, self._line.section
        if type_ in _NAMED and section in ("requirements", "nice_to_have"):
            return True
        if self._hits > 1 and section in DESCRIBING:
            return True
        return type_ in _PROGRAMS and (self._is_asked_for(index) or self._is_listed(index))

    def _is_asked_for(self, index: int) -> bool:
        """Whether the words just before or behind a name can only speak of a name: "Experience with Go"."""
        start, minus_end, _, _ = self._drafts[index]
        sentences, end = self._form.sentences, -minus_end
        if is_asked_behind(sentences, end, self._line.end):
            return True
        return is_asked_before(sentences, start) and not self._is_compound(index)

    def _is_compound(self, index: int) -> bool:
        """Whether a name is followed by a word that makes it part of something else: "Access control"."""
        word = self._next_word(index)
        return bool(word) and not (word in GOES_ON or word in PREPOSITIONS or word == "and") and word.islower()

    def _is_listed(self, index: int) -> bool:
        """Whether a name stands in a list with one that is sure: "R/Python", "Go, Rust and C"."""
        return any(self._is_sure(other) for other in self._run(index) if other != index)

    def _run(self, index: int) -> list[int]:
        """The candidates of the list around one of them, itself included."""
        low = high = index
        while low > 0 and self._adjoin(low - 1, low):
            low -= 1
        while high + 1 < len(self._drafts) and self._adjoin(high, high + 1):
            high += 1
        return [*range(low, high + 1)]

    def _adjoin(self, left: int, right: int) -> bool:
        """Whether nothing but the sign or word of a list stands between two candidates, or both at one place."""
        end, start = -self._drafts[left][1], self._drafts[right][0]
        if start < end:
            return True
        if start - end > _LONGEST_JOIN:
            return False
        if start - end == 1:  # nothing but a space: tags in a row are a list, "Ruby jewellery" is none
            return all(self._drafts[index].mention.skill.type in _PROGRAMS for index in (left, right))
        return self._form.sentences[end + 1 : start + 1].strip() in _JOINS

    def _is_sure(self, index: int) -> bool:
        """Whether a candidate names a program or a method by more than a word that may be another."""
        start, minus_end, _, mention = self._drafts[index]
        if mention.support != Support.STATED or mention.skill.kind != "hard" or mention.may_be_word:
            return mention.is_ambiguous and (
                has_near(mention.skill, self._form, start, -minus_end) or self._is_asked_for(index)
            )
        return not mention.is_ambiguous

    def _read_as_words(self) -> set[int]:
        """The candidates that read as plain words; the last first, for a list reads as its last name does."""
        read: set[int] = set()
        for index in range(len(self._drafts) - 1, -1, -1):
            if self._drafts[index].mention.may_be_word and self._reads_as_word(index, read):
                read.add(index)
        return read

    def _reads_as_word(self, index: int, read: set[int]) -> bool:
        start, minus_end, _, _ = self._drafts[index]
        text, end = self._text, -minus_end
        word = self._next_word(index)
        if (end - start == 1 and self._is_letter(start, end)) or self._is_person(start, end):
            return True
        if not word:
            return False
        if word == "of" or word in PLACES:
            return True
        if text[end : end + 1] == "-":
            return word in HYPHENED
        if not word.islower() or word in GOES_ON or self._is_proper(start) or self._is_asked_for(index):
            return False
        if word in ("and", "or"):
            return self._goes_on_as_word(index, read)
        if word in PREPOSITIONS:
            return self._is_placed(index, word)
        return not self._is_listed(index) and not self._starts_name(end + 1)

    def _is_letter(self, start: int, end: int) -> bool:
        """Whether a name of one letter is a grade, a class, one of several letters, or part of a word."""
        text = self._text
        if LETTER_JOINED.match(text, end) or text[start - 1 : start] in ("°", "º"):
            return True
        before = LAST.search(text, max(start - _WINDOW, 0), start)
        if before is not None and before[1].lower() in GRADES:
            return True
        beside = LETTER_BEFORE.search(text, max(start - _WINDOW, 0), start), LETTER_BEHIND.match(text, end)
        return any(found is not None and not self._is_candidate(found.start(1)) for found in beside)

    def _is_candidate(self, position: int) -> bool:
        return any(draft.start == position for draft in self._drafts)

    def _is_person(self, start: int, end: int) -> bool:
        """Whether one is told to speak to, or will be met by, someone of that name."""
        text = self._text
        if not text[start].isupper():
            return False
        before = PERSON_BEFORE.search(text, max(start - _WINDOW, self._line.begin - 1, 0), start)
        return before is not None or PERSON_BEHIND.match(text, end) is not None

    def _goes_on_as_word(self, index: int, read: set[int]) -> bool:
        """Whether "Sage and ..." goes on with a plain word, and nothing else in the sentence is a name."""
        end = -self._drafts[index][1]
        following = [other for other in range(index + 1, len(self._drafts)) if self._drafts[other][0] >= end]
        if following and self._adjoin(index, following[0]):
            return following[0] in read
        joined = NEXT.match(self._text, end)
        second = SECOND.match(self._text, joined.end()) if joined else None
        if second is None or not second[1].islower() or second[1] in ALSO:
            return False
        return not self._names_another(index)

    def _names_another(self, index: int) -> bool:
        """Whether the sentence names another hard skill in clear form."""
        mine = self._drafts[index].mention.skill
        return any(d[3].counts and not d[3].may_be_word and d[3].skill is not mine for d in self._drafts)

    def _is_placed(self, index: int, word: str) -> bool:
        """Whether a name before a preposition reads as a word: "Docker at the port", "airflow through ducts"."""
        start, minus_end, _, mention = self._drafts[index]
        if word == "at" and self._text.startswith(" at the ", -minus_end):
            return True
        if self._is_asked_section(index) or self._names_another(index):
            return False
        return mention.is_ambiguous or not self._text[start].isupper()

    def _is_asked_section(self, index: int) -> bool:
        """Whether a name stands where things are asked for, written as it is: "Spark for large tables"."""
        start, minus_end, _, mention = self._drafts[index]
        as_named = not self._text[start:-minus_end].islower() or mention.skill.name.islower()
        return as_named and self._line.section in ("requirements", "nice_to_have")

    def _starts_name(self, position: int) -> bool:
        """Whether the name of a program or language begins there: "Ruby Rails"."""
        found = (draft.mention for draft in self._drafts if draft.start == position)
        return any(mention.skill.type in _PROGRAMS and not mention.is_ambiguous for mention in found)

    def _is_proper(self, start: int) -> bool:
        """Whether a capital inside a sentence, behind a word without one, shows a name."""
        if not self._text[start].isupper():
            return False
        before = LAST.search(self._text, max(self._line.begin - 1, start - _WINDOW), start)
        return before is not None and before[1].islower()

    def _next_word(self, index: int) -> str:
        """The word behind a candidate in its sentence; empty where a sign or the end follows."""
        end = -self._drafts[index][1]
        found = NEXT.match(self._text, end, min(end + _WINDOW, self._line.end - 1))
        return found[1] if found else ""
