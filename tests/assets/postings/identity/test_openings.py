"""Openings: what is linked, what stays apart, in whatever order; precision and recall on labelled pairs."""

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.lake.tables.schemas import JOB_OPENINGS
from assets.postings.identity.opening_words import words_of
from assets.postings.identity.openings import OpeningInput, OpeningLink, link_openings
from tests.assets.postings.identity.opening_pairs import REAL, labelled_pairs

BREAD = " ".join(
    f"You knead the dough number {n} by hand, prove it over night and bake it in oven {n % 7} before the town wakes."
    for n in range(12)
)
SOAP = " ".join(
    f"We boil lye batch {n} with olive oil, pour it into mould {n % 5} and cut the bars for shops along the coast."
    for n in range(12)
)


def posting(key: int, **fields: object) -> OpeningInput:
    base = OpeningInput(key, "Senior Baker", "Crumb & Crust Ltd", "Norwich", "GB", BREAD, f"h{key}", is_summary=False)
    return replace(base, **fields)  # type: ignore[arg-type]


def openings(*postings: OpeningInput) -> list[set[int]]:
    groups: dict[int, set[int]] = {}
    for link in link_openings(postings):
        groups.setdefault(link.opening_key, set()).add(link.job_key)
    return sorted(groups.values(), key=min)


def test_the_same_text_in_fifteen_towns_stays_fifteen_openings() -> None:
    assert len(openings(*(posting(n + 1, city=f"Town {n}") for n in range(15)))) == 15


@pytest.mark.parametrize(
    ("country", "one", "other"),
    [
        ("CA", "Montréal", "Montreal"),
        ("DE", "Köln", "Cologne"),
        ("US", "St. Louis", "Saint Louis"),
        ("US", "New York", "New York City"),
        ("GB", "Leeds", "Leeds, West Yorkshire"),
    ],
)
def test_a_town_under_two_spellings_is_one_place(country: str, one: str, other: str) -> None:
    assert openings(posting(1, city=one, country=country), posting(2, city=other, country=country)) == [{1, 2}]
    assert openings(posting(1, city=one, country=country), posting(2, city="Norwich", country=country)) == [{1}, {2}]


def test_copies_are_linked_to_the_longest_text_with_reason_and_score() -> None:
    rows = link_openings(
        [
            posting(5),
            posting(2, description=BREAD + " Apply by post."),
            posting(9, description=BREAD[:480], is_summary=True),
        ]
    )
    assert {row.opening_key for row in rows} == {2}
    by_key = {row.job_key: row for row in rows}
    assert by_key[2] == OpeningLink(2, 2, True, None, None, None)
    assert by_key[5].link_reason == "near_text"
    assert by_key[9].link_reason == "summary_of"
    assert all(0.7 <= (by_key[key].link_score or 0) <= 1 for key in (5, 9))
    assert {name: type(by_key[5].row()[name]) for name in JOB_OPENINGS.schema.names}


def test_a_posting_without_an_employer_is_nobodys_namesake() -> None:
    """The same long text is still a copy; what only resembles it, or is short, needs an employer to prove it."""
    short = "You bake bread and sell it."
    assert openings(posting(1), posting(2, employer=None)) == [{1, 2}]
    assert openings(posting(1, description=short), posting(2, description=short, employer=None)) == [{1}, {2}]
    assert openings(posting(1, description=short, employer=None), posting(2, description=short, employer=None)) == [
        {1},
        {2},
    ]


def test_a_posting_without_an_employer_tells_no_other_where_it_is() -> None:
    assert openings(posting(1, employer=None), posting(2, employer=None, city=None)) == [{1}, {2}]


def test_ties_in_length_go_to_the_smallest_key() -> None:
    rows = link_openings([posting(8), posting(3), posting(4)])
    assert {row.opening_key for row in rows} == {3}
    assert {row.link_reason for row in rows if not row.is_canonical} == {"same_text"}


@pytest.mark.parametrize(
    ("change", "linked"),
    [
        ({"employer": "CRUMB & CRUST"}, True),
        ({"title": "Sr. Baker (Remote)"}, True),
        ({"employer": "Harbour Recruiting"}, True),
        ({"city": None}, True),
        ({"country": None}, True),
        ({"title": "Staff Baker"}, False),
        ({"title": "Junior Baker"}, False),
        ({"title": "Soap Boiler"}, False),
        ({"city": "Cromer"}, False),
        ({"country": "IE"}, False),
        ({"description": SOAP}, False),
    ],
)
def test_place_title_and_text_must_agree(change: dict[str, object], linked: bool) -> None:
    assert (len(openings(posting(1), posting(2, **change))) == 1) is linked


def test_a_posting_without_a_town_joins_none_of_several_towns() -> None:
    assert openings(posting(1), posting(2, city="Cromer"), posting(3, city=None)) == [{1}, {2}, {3}]


def test_short_texts_of_other_employers_prove_nothing() -> None:
    one, two = posting(1, description="Apply now"), posting(2, description="Apply now", employer="Soap Works")
    assert len(openings(one, two)) == 2


@settings(max_examples=200, deadline=None)
@given(st.text() | st.text(st.sampled_from("aZ_9 .,•’€éßΣİ\n\x1c\u00a0-")))
def test_words_are_runs_of_letters_digits_and_underscores(text: str) -> None:
    assert words_of(text) == re.findall(r"\w+", text.lower())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_postings_changes_nothing_and_each_job_stands_once(seed: int) -> None:
    rnd = random.Random(seed)
    texts = [BREAD, BREAD + " One more line about bread.", SOAP, BREAD[:400], ""]
    postings = [
        posting(
            key,
            description=rnd.choice(texts),
            city=rnd.choice(["Norwich", "Cromer", None]),
            title=rnd.choice(["Senior Baker", "Sr Baker", "Baker"]),
            employer=rnd.choice(["Crumb", "Crumb Ltd", "Soap Works"]),
            is_summary=rnd.random() < 0.2,
        )
        for key in range(1, 15)
    ]
    rows = link_openings(postings)
    assert sorted(row.job_key for row in rows) == list(range(1, 15))
    rnd.shuffle(postings)
    assert link_openings(postings) == rows
    towns: dict[int, set[str]] = {}
    city = {given.job_key: given.city for given in postings}
    for row in rows:
        assert (row.linked_to is None) == row.is_canonical
        towns.setdefault(row.opening_key, set()).update({city[row.job_key]} - {None})  # type: ignore[arg-type]
    assert all(len(names) <= 1 for names in towns.values())


@pytest.mark.skipif(not REAL.exists(), reason="the real postings are not here")
def test_labelled_pairs_of_real_postings_are_linked_right() -> None:
    right = wrong = missed = 0
    for pair in labelled_pairs():
        linked = len(openings(pair.first, pair.second)) == 1
        right += linked and pair.same
        wrong += linked and not pair.same
        missed += pair.same and not linked
    assert right / (right + wrong) >= 0.97
    assert right / (right + missed) >= 0.85
