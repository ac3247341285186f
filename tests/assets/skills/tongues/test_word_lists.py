"""The lists of the six languages are sound: their skills exist, no phrase stands twice, and they load."""

from collections import Counter

import pytest

from assets.skills.finding.lexicon import lexicon
from assets.skills.taxonomy.vocabulary import Kind
from assets.skills.tongues.tongue import tongue
from assets.skills.tongues.word_lists import word_list
from assets.skills.tongues.words import LANGUAGES
from assets.text.reading_language import OTHERS


def named(language: str, kind: Kind) -> set[str]:
    """The skills of a kind that a language's list names."""
    kinds = {skill.name: skill.kind for skill in lexicon().skills}
    return {name for name in word_list(language).skills if kinds[name] == kind}


def test_every_language_that_is_read_has_a_list() -> None:
    assert set(LANGUAGES) == OTHERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_names_sixty_soft_skills_and_more_than_two_hundred_hard_ones(language: str) -> None:
    assert tongue(language).words is word_list(language)  # every name is one of the taxonomy's, else this raises
    assert len(named(language, "soft")) >= 60
    assert len(named(language, "hard")) >= 230


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_belongs_to_two_skills(language: str) -> None:
    owners = Counter(
        phrase.casefold() for phrases in word_list(language).skills.values() for phrase in dict.fromkeys(phrases)
    )
    assert [phrase for phrase, count in owners.items() if count > 1] == []
