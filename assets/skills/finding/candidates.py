"""Finds every place of a text that may be evidence of a skill: one pass of the automaton, then the rules of form.

Rules of form: boundaries, case, longest wins, `unless` phrases, the context that ambiguous names need. Whether a
candidate is kept, and how sure it is, is decided in `judging`.
"""

from bisect import bisect_left, bisect_right
from typing import NamedTuple, TypeAlias

from assets.skills.finding.lexicon import Lexicon, Part
from assets.skills.finding.mention_kinds import Mention
from assets.skills.phrases.normal_form import NormalForm
from assets.skills.sentences.asking_words import is_asked_before
from assets.skills.sentences.sentence_reader import CuePlaces
from assets.skills.sentences.tag_lists import holds, tag_lists
from assets.skills.taxonomy.vocabulary import Case, Entry, Support
from assets.text.sections import Section

# Sections that tell what the job does or asks for; paraphrases elsewhere describe the employer or its offer.
DESCRIBING = frozenset({"duties", "requirements", "nice_to_have", "other"})
_LONGEST = 200  # no surface and hardly a phrase spans more characters; keeps long lines from costing squares
# What stands in a guard before and behind its name, where only the words before tell the name from the word: "using
# React to", "experience with the Workday".
_SMALL = frozenset([(b"the", b""), *((b"", word) for word in b"to in at as on within when with a".split())])
_BLANK = ord(" ")
_NEAR = 60  # characters on each side in which a `near` word makes an ambiguous name count


class Candidate(NamedTuple):
    """Possible evidence `[start, end)` of a skill, in code points."""

    start: int
    end: int
    skill: int
    support: Support
    case: Case


class Draft(NamedTuple):
    """A candidate while it is one among many: drafts sort by place, the longest first, without a key function."""

    start: int
    minus_end: int
    rank: int
    mention: Mention

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands, `[start, end)`."""
        return self.start, -self.minus_end

    @property
    def place(self) -> tuple[int, int, int]:
        """What it is sorted by."""
        return self.start, self.minus_end, self.rank


_Places: TypeAlias = dict[int, list[tuple[int, int]]]


def candidate_of(draft: Draft) -> Candidate:
    """The draft with names for its parts."""
    start, minus_end, _, mention = draft
    return Candidate(start, -minus_end, mention.number, mention.support, mention.case)


class Pass(NamedTuple):
    """What one pass of the automaton finds: names, per skill the places of phrases that exclude it, cues."""

    named: list[Draft]
    excluded: _Places
    cues: CuePlaces


def scan(lexicon: Lexicon, text: str, form: NormalForm) -> Pass:
    """Search a text for all strings of the lexicon.

    Args:
        lexicon: The compiled taxonomy.
        text: The text as given.
        form: `normal_form(text)`.
    """
    named: list[Draft] = []
    excluded: _Places = {}
    cues: CuePlaces = []
    names, known = len(lexicon.owners), lexicon.mentions.written
    lists, unless, first_cue = lexicon.lists, lexicon.unless, lexicon.first_cue
    tags = tag_lists(text)
    for index, start, stop in lexicon.automaton.find_matches_as_indexes(form.flat, overlapping=True):
        if index < names:
            writing = text[start : stop - 2]
            mentions = known.get(writing)
            if mentions is None:
                mentions = _learn(lexicon, index, writing, form.sentences[start + 1 : stop - 1])
            if tags and not mentions and holds(tags, start):
                mentions = _tagged(lexicon, index, writing, form.flat[start + 1 : stop - 1])
            for mention in mentions:
                named.append(Draft(start, 2 - stop, mention.rank, mention))  # noqa: PERF401  # mostly one: a third slower
        elif index >= first_cue:  # of ten strings that name nothing nine are cues
            cues.append((start, lexicon.cues[index]))
        elif index in unless:
            end = stop - 2 if form.flat[stop - 1] == _BLANK else stop - 1
            for skill in unless[index]:
                excluded.setdefault(skill, []).append((start, end))
        else:
            named += _listed(lexicon, lists[index], text, form, start, stop - 2)
    for places in excluded.values():
        places.sort()
    return Pass(named, excluded, sorted(cues))


def _listed(
    lexicon: Lexicon, parts: tuple[Part, ...], text: str, form: NormalForm, start: int, end: int
) -> list[Draft]:
    """The names in a list `[start, end)`, each with its own words; none where it runs over the end of a sentence."""
    if b"\n" in form.sentences[start + 1 : end + 1]:
        return []
    drafts = []
    for begin, stop, skill in parts:
        first, last = start + begin, start + stop
        mention = lexicon.mentions.listed(text[first:last], form.flat[first + 1 : last + 1], skill)
        drafts.append(Draft(first, -last, mention.rank, mention))
    return drafts


def _learn(lexicon: Lexicon, index: int, writing: str, surface: bytes) -> tuple[Mention, ...]:
    """What a writing names that has not been met before: nothing where it runs over the end of a sentence."""
    named = () if b"\n" in surface else lexicon.named(index, writing)
    return lexicon.mentions.learn(writing, surface, named)


def _tagged(lexicon: Lexicon, index: int, writing: str, surface: bytes) -> tuple[Mention, ...]:
    """What a tag names that counts in other writings only, where that is one skill."""
    numbers = lexicon.in_any_case(index)
    return lexicon.mentions.tagged(writing, surface, numbers.pop()) if len(numbers) == 1 else ()


def find_candidates(lexicon: Lexicon, text: str, form: NormalForm, found: Pass, sections: list[Section]) -> list[Draft]:
    """All candidates of a text, in order of place; ambiguous names without support are among them.

    Args:
        lexicon: The compiled taxonomy.
        text: The text as given.
        form: The text in normal form.
        found: What `scan` found in it.
        sections: Its sections; paraphrases are looked for only where the job itself is described.
    """
    named = _longest(sorted(_allowed(found.named, found.excluded, form.sentences)))
    phrased = _allowed(_phrased(lexicon, text, form, sections), found.excluded, form.sentences)
    starts = [draft.start for draft in named]
    # What is inferred says more than its words: it may lie inside other evidence.
    apart = {draft for draft in phrased if draft.mention.is_inferred or not _lies_inside(draft, named, starts)}
    return sorted([*named, *apart])


def _phrased(lexicon: Lexicon, text: str, form: NormalForm, sections: list[Section]) -> list[Draft]:
    search, sentences, mention_of = lexicon.patterns.search, form.sentences, lexicon.mentions.phrased
    drafts = []
    for section in sections:
        if section.label in DESCRIBING:
            for start, end, code in _apart(search(sentences, section.start + 1, section.end + 1)):
                mention = mention_of(code, text[start - 1 : end - 1], sentences.count(b" ", start, end))
                drafts.append(Draft(start - 1, 1 - end, mention.rank, mention))
    return drafts


def _apart(matches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The matches without those that overlap one of the same skill that begins before them or is longer.

    Several patterns of a skill meet in one phrase: a quarter of all matches, each of which would be judged.
    """
    ends: dict[int, int] = {}
    kept = []
    for start, minus_end, code in sorted([(start, -end, code) for start, end, code in matches]):
        if start >= ends.get(code, 0):
            ends[code] = -minus_end
            kept.append((start, -minus_end, code))
    return kept


def _allowed(drafts: list[Draft], excluded: _Places, sentences: bytes) -> list[Draft]:
    """Those that no phrase excludes which speaks of other things than their skill."""
    if not excluded:
        return drafts
    return [
        draft
        for draft in drafts
        if draft.mention.number not in excluded or not _is_excluded(draft, excluded, sentences)
    ]


def _is_excluded(draft: Draft, excluded: _Places, sentences: bytes) -> bool:
    """Whether one of the places of its skill holds the draft, or touches it where it is less than a full name."""
    begin, minus_end, _, mention = draft
    is_full = mention.support == Support.STATED and not mention.is_ambiguous
    places = excluded[mention.number]
    for index in range(bisect_left(places, (2 - minus_end,)) - 1, -1, -1):
        start, end = places[index]
        if start < begin - _LONGEST:
            return False
        if begin - 1 > end or (is_full and not (start <= begin and -minus_end <= end)):
            continue
        around = sentences[start + 1 : begin + 1].strip(), sentences[1 - minus_end : end + 1].strip()
        if around not in _SMALL or not is_asked_before(sentences, begin):
            return True
    return False


def has_near(skill: Entry, form: NormalForm, start: int, end: int) -> bool:
    """Whether one of the words that make an ambiguous name count stands beside it."""
    window = form.flat[max(start + 1 - _NEAR, 0) : start + 1] + b"  " + form.flat[end + 1 : end + 1 + _NEAR]
    for word in skill.near:  # noqa: SIM110  # `any` over a generator takes twice as long
        if word in window:
            return True
    return False


def _longest(drafts: list[Draft]) -> list[Draft]:
    """Of drafts in order of place, those that do not lie inside a longer one: "SQL Server" is not SQL."""
    kept: list[Draft] = []
    reach_start, reach_end, last = -1, 1, -1
    for draft in drafts:
        start, end, _, mention = draft  # the end is counted downwards
        if end < reach_end:
            reach_start, reach_end = start, end
        elif start != reach_start or end != reach_end or mention.number == last:  # inside, or named by a list as well
            continue
        last = mention.number
        kept.append(draft)
    return kept


def _lies_inside(phrase: Draft, names: list[Draft], starts: list[int]) -> bool:
    """Whether a phrase lies inside the name of another skill; no name lies inside another."""
    start, end, _, mention = phrase
    for index in range(bisect_right(starts, start) - 1, -1, -1):
        low, high, _, other = names[index]
        if high > end or low < start - _LONGEST:  # ends before the phrase does, as all names before it do
            return False
        if other.number != mention.number:
            return True
    return False
