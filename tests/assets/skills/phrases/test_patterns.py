"""Paraphrase patterns: stems, gaps and alternatives, from the written form to matches."""

import pytest

from assets.skills.phrases.normal_form import normal_form
from assets.skills.phrases.patterns import PatternError, WordCounts, number_patterns, parse_pattern
from assets.skills.phrases.search import PatternIndex

COUNTS = WordCounts({"model": 50, "models": 90, "the": 900, "to": 800, "mentor": 3})


def found(pattern: str, text: str) -> list[str]:
    index = PatternIndex(*number_patterns([(parsed, pattern) for parsed in parse_pattern(pattern, COUNTS)], COUNTS))
    form = normal_form(text)
    matches = index.search(form.sentences, 1, len(text) + 1)
    return [text[start - 1 : end - 1] for start, end, _ in matches]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("deploy* ~3 model*", "You will deploy our newest vision models.", ["deploy our newest vision models"]),
        ("deploy* ~3 model*", "Deployed models", ["Deployed models"]),
        ("deploy* ~1 model*", "deploy our newest models", []),
        ("deploy* ~3 model*", "deploy services. Models follow", []),
        ("deploy* ~3 model*", "deploy services\nmodels", []),
        ("(ship|launch)* ~2 ml model*", "Launching two ML models", ["Launching two ML models"]),
        ("mentor* (teammate|engineer)*", "mentor, teammates", ["mentor, teammates"]),
        ("to ~2 audience", "speak to large audiences", ["to large audiences"]),
        ("(end to end|full) ownership", "end-to-end ownership", ["end-to-end ownership"]),
        ("listen*", "great listeners listen", ["listeners", "listen"]),
        ("build* ~3 and ~2 test*", "build and ship and then test", ["build and ship and then test"]),
    ],
)
def test_a_pattern_matches_within_its_gaps_and_one_sentence(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize("source", ["", "~2 model", "model ~2", "(a|b model", "model ~9 x", "(|a) b"])
def test_what_is_no_pattern_is_refused_with_its_source(source: str) -> None:
    with pytest.raises(PatternError):
        parse_pattern(source, COUNTS)


def test_the_rarest_element_is_the_anchor() -> None:
    (pattern,) = parse_pattern("the mentor* ~2 model", COUNTS)
    assert pattern.anchor == 1
