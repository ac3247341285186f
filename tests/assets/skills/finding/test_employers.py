"""An employer that makes a known product: its name is who hires, unless the sentence asks for experience with it."""

import pytest

from assets.skills.extraction import extract_skills
from assets.skills.finding.lexicon import lexicon
from assets.skills.judging.evidence import read_candidates
from assets.text.sections import find_sections


def found(text: str) -> dict[str, str]:
    return {hit.skill: hit.text for hit in extract_skills("", text)}


@pytest.mark.parametrize(
    "line",
    [
        "About Zendesk",
        "At Zendesk, we like quiet rooms.",
        "Come and work for Zendesk.",
        "Zendesk employees share a garden.",
        "Zendesk is hiring in Leeds.",
        "The Zendesk culture is calm.",
    ],
)
def test_the_name_of_who_hires_is_no_skill_anywhere_in_the_text(line: str) -> None:
    text = f"{line}\nZendesk sells to florists.\nRequirements\n• SQL"
    assert found(text).keys() == {"SQL"}


def test_where_experience_with_it_is_asked_for_that_mention_counts() -> None:
    text = "About Zendesk\nZendesk writes software.\nRequirements\n• Hands-on experience with Zendesk and SQL"
    assert found(text).keys() == {"Zendesk", "SQL"}
    (hit,) = (hit for hit in extract_skills("", text) if hit.skill == "Zendesk")
    assert (hit.mentions, text[hit.start - 5 : hit.end]) == (1, "with Zendesk")


@pytest.mark.parametrize(
    "text", ["Requirements\n• Zendesk and Intercom", "You will join calls and answer them in Zendesk."]
)
def test_a_product_that_nobody_hires_under_stays_a_skill(text: str) -> None:
    assert "Zendesk" in found(text)


def test_training_sees_the_same_candidates() -> None:
    text = "About Zendesk\nRequirements\n• SQL"
    words = lexicon()
    names = {words.skills[candidate.skill].name for candidate, _ in read_candidates(words, text, find_sections(text))}
    assert names == {"SQL"}
