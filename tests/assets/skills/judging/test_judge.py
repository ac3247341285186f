"""The quick judgement of candidates beside the slow one that training reads."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assets.skills.extraction import extract_skills
from assets.skills.finding.lexicon import lexicon
from assets.skills.judging.evidence import COMPANION_FROM, find_evidence, read_candidates
from assets.skills.judging.scoring import scorer
from assets.text.sections import find_sections

LINES = (
    "About us: we build Python tools for nurses.",
    "Responsibilities",
    "• Mentor teammates, deploy models with Docker",
    "Own online serving and monitoring of ranking models, from prototype to production.",
    "Requirements",
    "• 3+ years of SQL, Excel or Go; knowledge of R is a plus",
    "• strong communication skills, KUBERNETES preferred",
    "You work in a team, manage projects and lead stakeholder meetings",
    "Benefits",
    "dental care, word of mouth, access to Excel",
    "x" * 60 + " SQL " + "y" * 60,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=30).map("\n".join))
def test_the_quick_judgement_is_the_slow_one(text: str) -> None:
    words, numbers, sections = lexicon(), scorer(), find_sections(text)
    found = find_evidence(words, numbers, text, sections)
    asked_for = {evidence.candidate.skill for evidence in found if evidence.is_asked_for}
    expected = []
    for candidate, situation in read_candidates(words, text, sections):
        confidence = numbers.confidence(situation)
        is_companion = candidate.skill in asked_for and confidence >= COMPANION_FROM
        expected += [(candidate, confidence)] if numbers.keeps(situation, confidence) or is_companion else []
    assert [(candidate, confidence) for candidate, confidence, *_ in found] == expected


def test_a_weak_mention_of_a_skill_that_is_asked_for_elsewhere_is_a_mention_and_raises_nothing() -> None:
    alone = "What we do\nOur data team likes statistics."
    text = f"{alone}\nRequirements\nStrong knowledge of statistics is required."
    assert "Statistics" not in {hit.skill for hit in extract_skills("", alone) if hit.requirement != "context"}
    (row,) = (hit for hit in extract_skills("", text) if hit.skill == "Statistics")
    assert row.start > len(alone)


def test_what_is_negated_is_left_out_of_what_is_kept() -> None:
    text = "Requirements\nNo Java required. SQL is a must."
    found = find_evidence(lexicon(), scorer(), text, find_sections(text))
    assert {lexicon().skills[candidate.skill].name for candidate, *_ in found} == {"SQL"}
