"""A town under two spellings is one town; two towns are two."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assets.postings.place.towns import folded, in_mixed_case, town_key, towns_named
from benchmarks.compile_towns import TABLE, own_lines, towns_of


@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("CA", ["Montréal", "Montreal", "MONTREAL", "Montréal, QC"]),
        ("CA", ["Québec", "Quebec City", "Quebec"]),
        ("DE", ["Köln", "Cologne", "Koeln", "Colonia", "Keulen"]),
        ("DE", ["München", "Munich", "Muenchen", "Monaco di Baviera"]),
        ("DE", ["Frankfurt am Main", "Frankfurt", "Frankfurt a. M.", "Frankfurt a.M."]),
        ("US", ["St. Louis", "Saint Louis", "St Louis", "City of Saint Louis"]),
        ("US", ["New York", "New York City", "NYC", "New York, NY"]),
        ("IE", ["Dublin", "Dublin 2", "Dublin 15"]),
        ("FR", ["Paris", "Paris 15e", "Paris 8e arrondissement", "Paris (75)"]),
        ("US", ["Ft. Worth", "Fort Worth"]),
        ("US", ["Mt. Vernon", "Mount Vernon"]),
        ("US", ["Washington", "Washington, D.C.", "Washington DC"]),
        ("GB", ["Leeds", "Leeds, West Yorkshire", "City of Leeds", "Leeds (Hybrid)"]),
        ("CH", ["Zürich", "Zurich", "Zuerich"]),
        ("CH", ["St. Gallen", "Sankt Gallen"]),
        ("NL", ["Den Haag", "The Hague", "'s-Gravenhage"]),
        ("BE", ["Antwerpen", "Antwerp", "Anvers"]),
        ("IN", ["Bengaluru", "Bangalore"]),
        ("IN", ["Gurugram", "Gurgaon"]),
        ("MX", ["Mexico City", "Ciudad de México", "CDMX"]),
        ("PT", ["Lisboa", "Lisbon"]),
        ("AT", ["Wien", "Vienna"]),
    ],
)
def test_the_spellings_of_a_town_are_one(country: str, names: list[str]) -> None:
    assert len({town_key(name, country) for name in names}) == 1, {name: town_key(name, country) for name in names}


@pytest.mark.parametrize(
    ("country", "one", "other"),
    [
        ("US", "Orleans", "New Orleans"),
        ("US", "Kansas City", "Kansas"),
        ("US", "York", "New York"),
        ("US", "Louisville", "St. Louis"),
        ("DE", "Frankfurt (Oder)", "Frankfurt am Main"),
        ("CA", "London", "Londonderry"),
        ("GB", "Newcastle upon Tyne", "Newcastle-under-Lyme"),
        ("US", "Springfield", "Springdale"),
        (None, "Köln", "Cologne"),
    ],
)
def test_two_towns_stay_two(country: str | None, one: str, other: str) -> None:
    assert town_key(one, country) != town_key(other, country)


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("AUSTIN", "Austin"),
        ("austin", "Austin"),
        ("MCALLEN", "McAllen"),
        ("COEUR D'ALENE", "Coeur d'Alene"),
        ("SMALLVILLE TOWNSHIP", "Smallville Township"),
        ("NYC", "NYC"),
        ("Montréal", "Montréal"),
        ("Montreal", "Montreal"),
        ("smallville", "smallville"),
    ],
)
def test_a_town_is_shown_as_its_source_spells_it_but_for_capitals(given_name: str, shown: str) -> None:
    assert in_mixed_case(given_name, None) == shown


def test_every_line_of_the_table_is_found_by_its_name() -> None:
    lines = TABLE.read_text("utf-8").splitlines()[1:]
    assert lines == sorted(lines, key=str.encode)
    for line in (lines[0], lines[-1], *lines[:: len(lines) // 400]):
        name, country, region, shown = line.split("\t")
        assert (country, region, shown) in towns_named(name)


def test_the_table_holds_every_larger_town_of_the_package() -> None:
    lines = set(TABLE.read_text("utf-8").splitlines(keepends=True))
    assert set(own_lines(towns_of(15_000))) <= lines
    assert 80_000 < len(lines) < 120_000


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.sampled_from([None, "US", "DE", "xx"]))
@example("\N{MATHEMATICAL SANS-SERIF BOLD CAPITAL ALPHA}", None)
def test_any_name_has_a_key_that_is_its_own(name: str, country: str | None) -> None:
    key = town_key(name, country)
    assert town_key(key, country) == key
    assert folded(folded(name)) == folded(name)
    assert folded(in_mixed_case(name, country)) == folded(name)
