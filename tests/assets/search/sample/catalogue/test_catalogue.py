"""The corpus is large, varied, invented, and always tells the same things."""

import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations, pairwise
from statistics import mean

import pytest

from assets.search.sample.catalogue.catalogue import catalogue, prose
from assets.search.sample.catalogue.corpus_files import employers, roles
from assets.search.sample.life import sighting

# Well-known names that an invented one could hit by accident; whole words of an employer's name are compared.
REAL = frozenset(
    [
        "spotify",
        "google",
        "amazon",
        "microsoft",
        "apple",
        "netflix",
        "meta",
        "facebook",
        "deliveroo",
        "monzo",
        "revolut",
        "barclays",
        "tesco",
        "sainsbury",
        "asda",
        "lidl",
        "aldi",
        "zalando",
        "sap",
        "siemens",
        "bosch",
        "n26",
        "hellofresh",
        "kaiser",
        "walgreens",
        "rush",
        "northwestern",
        "advocate",
        "loblaw",
        "shopify",
        "rbc",
        "scotiabank",
        "bmo",
        "telus",
        "rogers",
        "manulife",
        "dhl",
        "ups",
        "fedex",
        "hermes",
        "royal",
        "yodel",
        "indeed",
        "linkedin",
        "glassdoor",
        "monster",
        "adzuna",
        "santander",
        "bbva",
        "telefonica",
        "repsol",
        "inditex",
        "mercadona",
        "iberia",
        "accenture",
        "deloitte",
        "kpmg",
        "pwc",
        "hays",
        "adecco",
        "randstad",
    ]
)


def test_the_sample_is_as_large_as_promised() -> None:
    originals = [posting for posting in catalogue() if posting.kind == "original"]
    hirers = {posting.employer.name for posting in originals}
    assert len(originals) >= 600
    assert len(hirers) >= 60
    assert len({role.category for role in roles()}) >= 10
    assert {posting.place.country for posting in originals} == {"GB", "DE", "US", "CA", "ES"}
    assert {posting.language for posting in originals} == {"en", "de", "es"}
    assert {posting.kind for posting in catalogue()} == {"original", "town copy", "agency copy", "summary"}


def test_no_employer_is_a_real_one_and_no_address_leads_anywhere() -> None:
    for employer in employers():
        words = set(re.findall(r"\w+", employer.name.lower()))
        assert not words & REAL, employer.name
        assert employer.site.endswith(".example")
    assert len({employer.name for employer in employers() if employer.name != "Vacancy Vine"}) == len(employers()) - 1


def test_keys_and_ids_are_unique_and_look_like_real_ones() -> None:
    ids = [posting.docid(0) for posting in catalogue()]
    assert len(set(ids)) == len(ids) == len({posting.key for posting in catalogue()})
    assert all(re.fullmatch(r"[\w-]{16}AAAAAA==", one) for one in ids)


def test_some_postings_come_back_under_another_id() -> None:
    moved = [posting for posting in catalogue() if posting.docid(1) != posting.docid(2)]
    assert 0.2 < len(moved) / len(catalogue()) < 0.5


def test_originals_share_neither_text_nor_opening() -> None:
    originals = [posting for posting in catalogue() if posting.kind == "original"]
    texts = [prose(posting, 0).text for posting in originals]
    assert len(set(texts)) == len(texts)
    openings = [(posting.employer.name, posting.language, posting.title) for posting in originals]
    assert len(set(openings)) == len(openings)


def test_copies_in_other_towns_have_the_very_same_text() -> None:
    texts = {posting.key: prose(posting, 0).text for posting in catalogue() if posting.kind == "original"}
    copies = [posting for posting in catalogue() if posting.kind == "town copy"]
    assert copies
    assert mean(prose(copy, 0).text == texts[copy.source] for copy in copies) > 0.5


def test_summaries_are_a_few_hundred_characters() -> None:
    lengths = [len(prose(posting, 0).text) for posting in catalogue() if posting.kind == "summary"]
    assert lengths
    assert all(150 < length < 800 for length in lengths)


def test_no_slot_or_alternative_is_left_open() -> None:
    for posting in catalogue():
        for edition in range(4):
            text = prose(posting, edition).text
            assert not re.search(r"[\[\]{}|]", text), (posting.key, text)
            assert "  " not in text, (posting.key, text)


def test_postings_of_one_role_rarely_share_half_of_their_bullets() -> None:
    by_role = defaultdict(list)
    for posting in catalogue():
        if posting.kind == "original":
            told = prose(posting, 0)
            by_role[posting.role.name, posting.language].append(set(told.duties + told.needs))
    shares = [
        len(one & other) / min(len(one), len(other))
        for bullets in by_role.values()
        for one, other in combinations(bullets, 2)
    ]
    assert mean(shares) < 0.3
    assert mean(share > 0.5 for share in shares) < 0.05


@pytest.mark.parametrize("start", [date(2025, 1, 1), date(2026, 11, 1), date(2029, 10, 1)])
def test_every_posting_lives_within_sixty_days_and_a_few_change_their_text(start: date) -> None:
    days = [start + timedelta(days=offset) for offset in range(60)]
    changed = 0
    for posting in catalogue():
        seen = [found for day in days if (found := sighting(posting.key, day))]
        assert seen, posting.key
        editions = {(found.cycle, found.edition) for found in seen}
        changed += len(editions) > len({cycle for cycle, _ in editions})
    assert 0.08 < changed / len(catalogue()) < 0.4


@pytest.mark.parametrize("start", [date(2025, 1, 1), date(2026, 11, 1), date(2029, 12, 1)])
def test_a_day_keeps_most_of_the_day_before(start: date) -> None:
    days = [
        {posting.key for posting in catalogue() if sighting(posting.key, start + timedelta(days=offset))}
        for offset in range(21)
    ]
    pairs = list(pairwise(days))
    assert all(len(day) > 0.3 * len(catalogue()) for day in days)
    assert 0.03 <= mean(len(after - before) / len(after) for before, after in pairs) <= 0.06
    assert 0.03 <= mean(len(before - after) / len(before) for before, after in pairs) <= 0.06
    assert all(len(after - before) / len(after) < 0.1 for before, after in pairs)
