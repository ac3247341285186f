"""Every expression of the room's books compiles, for each is compiled only when it is first tried."""

import re

import pytest

from assets.postings.texts.phrase_rules import RuleBook, blank_out, first_match
from assets.postings.work.seniority import rules as seniority_rules
from assets.postings.work.work_mode_words import word_book
from assets.postings.work.year_demands import rules


@pytest.mark.parametrize(
    "book",
    [word_book("title"), word_book("sentence"), seniority_rules().title, rules().asks, rules().nature],
    ids=["mode in titles", "mode in sentences", "seniority", "years asked", "what years are"],
)
def test_every_expression_compiles_and_none_matches_nothing(book: RuleBook) -> None:
    for group in (book.noise, *(found_by for _, found_by in book.groups)):
        for rule in group.each:
            assert rule.pattern.search("") is None, rule.pattern.pattern


def test_a_rule_is_tried_only_where_each_of_its_clauses_is_held() -> None:
    book = RuleBook([["stale", "stale bread"]], {"bread": [["bread|loaf", "rye", "rye (?:bread|loaf)"]]}, {})
    ((_, bread),) = book.groups
    assert first_match(bread, "rye loaf", book.open_for("rye loaf")) is not None
    assert first_match(bread, "rye loaf", book.open_for("a loaf")) is None
    words = "stale bread, rye bread"
    assert blank_out(book.noise, words, book.open_for(words), "·") == "···········, rye bread"


def test_a_broken_expression_is_found_when_it_is_tried() -> None:
    book = RuleBook((), {"bread": [["rye", "rye ("]]}, {})
    with pytest.raises(re.error):
        first_match(book.groups[0][1], "rye", book.open_for("rye"))
