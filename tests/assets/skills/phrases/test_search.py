"""The index against a reading of the pattern language that is slow and plain."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from assets.skills.phrases.normal_form import normal_form
from assets.skills.phrases.patterns import Element, WordCounts, number_patterns, parse_pattern
from assets.skills.phrases.search import PatternIndex

COUNTS = WordCounts({"model": 50, "models": 90, "team": 900, "lead": 30, "ship": 3})
SOURCES = ("lead* ~2 team*", "(ship|build)* ~3 model", "ship", "team ~1 lead ~2 (model|ship)*", "build* model* team")
INDEX = PatternIndex(
    *number_patterns([(parsed, source) for source in SOURCES for parsed in parse_pattern(source, COUNTS)], COUNTS)
)
WORDS = ("lead", "leading", "team", "teams", "ship", "ships", "build", "model", "models", "the", ",", ".", "\n", "•")


def ends(elements: tuple[Element, ...], tokens: list[str], at: int) -> Iterator[int]:
    """Every token on which a pattern that begins at a token can end, the nearest first."""
    if not elements[0].accepts(tokens[at].encode()):
        return
    if len(elements) == 1:
        yield at
        return
    for following in range(at + 1, min(at + 2 + elements[1].gap, len(tokens))):
        yield from ends(elements[1:], tokens, following)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_a_sentence_holds_a_match_where_the_plain_reading_sees_one(text: str) -> None:
    sentences = normal_form(text).sentences
    found = INDEX.search(sentences, 1, len(text) + 1)
    assert all(start < end for start, end, _ in found)
    for source in SOURCES:
        (pattern,) = parse_pattern(source, COUNTS)
        matched = {sentences.count(b"\n", 0, start) for start, _, payload in found if payload == source}
        expected = set()
        for number, sentence in enumerate(sentences.decode("latin-1").split("\n")):
            tokens = sentence.split()
            if any(next(ends(pattern.elements, tokens, at), None) is not None for at in range(len(tokens))):
                expected.add(number)
        assert matched == expected


def test_a_match_spans_from_the_first_token_to_the_last() -> None:
    text = "we lead, with joy and pride, teams"
    assert [(start, end) for start, end, _ in INDEX.search(normal_form(text).sentences, 1, len(text) + 1)] == []
    text = "we lead, with teams of joy"
    ((start, end, _),) = INDEX.search(normal_form(text).sentences, 1, len(text) + 1)
    assert text[start - 1 : end - 1] == "lead, with teams"


def found(source: str, text: str) -> bool:
    index = PatternIndex(*number_patterns([(parsed, source) for parsed in parse_pattern(source, COUNTS)], COUNTS))
    sentences = normal_form(text).sentences
    return bool(index.search(sentences, 0, len(sentences)))


def test_a_verbs_stem_takes_its_forms_and_no_person() -> None:
    assert found("manag* ~2 project*", "manages a project")
    assert found("manag* ~2 project*", "management of projects")
    assert not found("manag* ~2 project*", "the managers of projects")
    assert not found("lead* ~2 team*", "the leaders of teams")
    assert found("manager* ~2 project*", "the managers of projects")


def test_a_sentence_that_comes_again_is_found_where_it_stands_then() -> None:
    once, twice = normal_form("Ship the model.").sentences, normal_form("Be kind. Ship the model.").sentences
    shift = len("Be kind. ")
    for _ in range(2):  # the first time it is read, then remembered
        assert sorted(INDEX.search(once, 1, len(once))) == [(1, 5, "ship"), (1, 15, "(ship|build)* ~3 model")]
        found = sorted(INDEX.search(twice, 1, len(twice)))
        assert found == [(1 + shift, 5 + shift, "ship"), (1 + shift, 15 + shift, "(ship|build)* ~3 model")]
