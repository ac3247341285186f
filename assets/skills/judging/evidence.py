"""The evidence in a text: candidates with what stands around them, and those of them that are kept."""

from typing import NamedTuple

from assets.skills.finding.by_sentence import place_candidates
from assets.skills.finding.candidates import Candidate, Draft, candidate_of
from assets.skills.finding.education import CONFIDENCE, Field, asked_how, fields_of_study
from assets.skills.finding.employers import employers, is_asked_for
from assets.skills.finding.lexicon import Lexicon
from assets.skills.judging.features import Setting, Situation, first_word, read_setting, size_step, words_beside
from assets.skills.judging.judge import Judge, Weak, judge_of
from assets.skills.judging.scoring import Scorer
from assets.skills.phrases.normal_form import normal_form
from assets.skills.sentences.asides import is_aside
from assets.skills.sentences.cues import Cue
from assets.skills.sentences.other_people import is_of_others, names_people, openings
from assets.skills.sentences.sentence_reader import CONTEXT, MENTIONED, OF_EMPLOYER, Line, Reader, demand, doubt
from assets.text.sections import Section

_NEGATED, _ASIDE, _BESIDE = 1 << Cue.NEGATED, 1 << Cue.ASIDE, 1 << Cue.BESIDE
_DOUBTED = _NEGATED | _ASIDE
# From here on a further mention of a skill that is asked for elsewhere is evidence, too: held out on 254 real postings
# it finds three marked places in a hundred more, and the rows are what they were.
COMPANION_FROM = 0.3
_NONE: list[int] = []


class Evidence(NamedTuple):
    """A candidate that is kept."""

    candidate: Candidate
    confidence: float
    line: Line
    is_asked_for: bool
    is_field: bool


class Kept(NamedTuple):
    """Evidence while it is one piece among many.

    Attributes:
        asked: How strongly its sentence asks for it, see `sentence_reader`.
        is_field: Whether it is a degree's field of study.
    """

    draft: Draft
    confidence: float
    line: Line
    asked: int
    is_field: bool


def find_evidence(lexicon: Lexicon, scorer: Scorer, text: str, sections: list[Section]) -> list[Evidence]:
    """Every kept piece of evidence, in order of place."""
    _, kept = keep_evidence(lexicon, scorer, text, sections)
    kept.sort(key=lambda one: one.draft.place)
    return [
        Evidence(candidate_of(one.draft), one.confidence, one.line, one.asked > CONTEXT, one.is_field) for one in kept
    ]


def keep_evidence(lexicon: Lexicon, scorer: Scorer, text: str, sections: list[Section]) -> tuple[Reader, list[Kept]]:
    """The same as drafts, with the reader of their lines."""
    form, judge, size = normal_form(text), judge_of(scorer), len(text)
    sentences, step = form.sentences, size_step(size)
    reader, placed, seen = place_candidates(lexicon, text, form, sections)
    kept: list[Kept] = []
    weak: list[Weak] = []
    for sentence in placed:
        line = sentence[0]
        _, _, section, cues = line
        judged = judge.keep(sentence, sentences, size, step, weak)
        if cues & _DOUBTED:
            judged = [(draft, said) for draft, said in judged if _is_meant(reader, sentences, line, draft)]
        if judged:
            asked, doubted = demand(section, cues)
            for draft, confidence in judged:
                kept.append(Kept(draft, confidence, line, asked if confidence >= doubted else CONTEXT, is_field=False))
            opened = openings(sentences, line.begin, line.end) if cues & _BESIDE else _NONE
            if section in OF_EMPLOYER or (opened and opened[0] <= judged[-1][0].start + 1):
                kept[-len(judged) :] = [_of_others(sentences, opened, one) for one in kept[-len(judged) :]]
    if weak:
        kept += _companions(judge, reader, sentences, step, kept, weak)
    own = employers(text, [one.draft for one in kept])
    if own:
        kept = [one for one in kept if one.draft.mention.skill not in own or is_asked_for(text, *one.draft.span)]
    fields = fields_of_study(lexicon, text, form, sections, seen, placed)
    return reader, _with_fields(kept, fields) if fields else kept


def _companions(
    judge: Judge, reader: Reader, sentences: bytes, step: int, kept: list[Kept], weak: list[Weak]
) -> list[Kept]:
    """Weak places of skills that the text asks for elsewhere: further mentions, which make no row and no demand."""
    asked_for = {one.draft.mention.number for one in kept if one.asked > CONTEXT}
    found: list[Kept] = []
    for one in weak:
        draft, line, _ = one
        if draft.mention.number not in asked_for:
            continue
        confidence, (_, _, section, cues) = judge.confidence_of(one, sentences, step), line
        if confidence < COMPANION_FROM or (cues & _DOUBTED and not _is_meant(reader, sentences, line, draft)):
            continue
        how = MENTIONED if confidence >= doubt(section, cues) else CONTEXT
        evidence = Kept(draft, confidence, line, how, is_field=False)
        opened = openings(sentences, line.begin, line.end) if cues & _BESIDE else _NONE
        found.append(_of_others(sentences, opened, evidence) if opened or section in OF_EMPLOYER else evidence)
    return found


def _with_fields(kept: list[Kept], fields: list[Field]) -> list[Kept]:
    """All evidence in order of place, degrees' fields of study as what they are."""
    places = {draft[:2] for draft, _ in fields}
    found = [one for one in kept if one.draft[:2] not in places]
    found += [Kept(draft, CONFIDENCE, line, asked_how(line), is_field=True) for draft, line in fields]
    return sorted(found, key=lambda one: one.draft.place)


def _of_others(sentences: bytes, opened: list[int], evidence: Kept) -> Kept:
    """The same, as context where a hard skill is what other people do."""
    draft, line = evidence.draft, evidence.line
    if draft.mention.skill.kind == "hard" and _is_theirs(sentences, opened, line, draft):
        return evidence._replace(asked=CONTEXT, is_field=False)
    return evidence


def _is_theirs(sentences: bytes, opened: list[int], line: Line, draft: Draft) -> bool:
    start, minus_end, *_ = draft
    if is_of_others(sentences, opened, line.end, start, -minus_end):
        return True
    return line.section in OF_EMPLOYER and names_people(sentences, start, -minus_end)


def _is_meant(reader: Reader, sentences: bytes, line: Line, draft: Draft) -> bool:
    """Whether a sentence with a cue to the contrary asks for what it names."""
    begin, stop, section, cues = line
    start, minus_end, _, mention = draft
    if cues & _NEGATED and reader.is_negated(start, -minus_end, line, is_soft=mention.skill.kind == "soft"):
        return False
    return not (cues & _ASIDE and is_aside(sentences, begin, stop, section, start, -minus_end))


def read_candidates(lexicon: Lexicon, text: str, sections: list[Section]) -> list[tuple[Candidate, Situation]]:
    """All candidates that the rules of form leave, with the features that score them: what training learns from."""
    form, size = normal_form(text), len(text)
    reader, placed, seen = place_candidates(lexicon, text, form, sections)
    fields = {draft[:2] for draft, _ in fields_of_study(lexicon, text, form, sections, seen, placed)}
    own = employers(text, [draft for *_, drafts in placed for draft in drafts])
    found = []
    for line, hits, around, drafts in placed:
        setting = Setting(*read_setting(line, size, size_step(size), around))
        first = first_word(form.sentences, line.begin, line.end)
        opened = openings(form.sentences, line.begin, line.end) if line.cues & _BESIDE else _NONE
        for draft in drafts:
            start, minus_end, _, mention = draft
            if draft[:2] in fields:  # never judged
                continue
            if line.cues & _DOUBTED and not _is_meant(reader, form.sentences, line, draft):
                continue
            if mention.skill in own and not is_asked_for(text, start, -minus_end):
                continue
            words = words_beside(form.sentences, line, start + 1, 1 - minus_end)
            others = mention.skill.kind == "hard" and _is_theirs(form.sentences, opened, line, draft)
            found.append(
                (candidate_of(draft), Situation(mention, line.section, hits, setting, (*words, first), others))
            )
    return found
