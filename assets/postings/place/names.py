"""The names of countries and first-level divisions, and the words of place fields that name no place."""

from functools import cache, lru_cache
from pathlib import Path

from assets.postings.place.towns import towns_named
from assets.text.yaml_table import yaml_table


@lru_cache(maxsize=4096)
def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 of a code or a name in one of eleven languages; None for anything else."""
    bare = " ".join(name.replace("’", "'").split()).strip(" .").lower()
    code = _country_names().get(bare) or _country_names().get(bare.replace(".", ""))
    if code is not None or len(bare) != 2:
        return code
    return bare.upper() if bare.upper() in _country_codes() else None


def regions_called(name: str) -> tuple[tuple[str, str], ...]:
    """(country, full English name) of every US, Canadian, Australian or British division of that name or code."""
    plain = name.strip(" .").lower()
    initials = plain.replace(".", "").replace(" ", "") if "." in plain else ""  # "D.C.", "N. Y."
    return _regions().get(initials if 2 <= len(initials) <= 3 else plain, ())


def known_region(name: str, country: str | None) -> tuple[str, str] | None:
    """(country, full English name) of a US, Canadian, Australian or British division, by name or code.

    Where two countries share a code, the given country decides, else the first of these four in the table.
    """
    hits = regions_called(name)
    for hit in hits:
        if hit[0] == country:
            return hit
    return hits[0] if hits else None


def city_name(name: str | None, country: str | None = None) -> str | None:
    """A city, or None where the text names none ("Remote", "Nationwide", "N/A", a country).

    Args:
        name: What stands for the city.
        country: Of the job. The name of another country is a town's, where that country has such a town.
    """
    if name is None or is_no_place(name):
        return None
    if len(name) <= 3 or is_city_state(name):
        return name
    named = country_code(name)
    if named is None or (country not in (None, named) and any(town.country == country for town in towns_named(name))):
        return name
    return None


def town_name(name: str) -> str | None:
    """What stands before a region's name: a town, be it called like a country (Jamaica, New York)."""
    return None if is_no_place(name) else name


def is_no_place(name: str) -> bool:
    """Whether the text is empty or one of the words that place fields hold for none."""
    bare = name.strip().lower()
    return not bare.strip("-–—.?/") or bare in _words()["no_city"] or is_anywhere(bare)


def is_city_state(name: str) -> bool:
    """Whether the name is a city's and a country's at once."""
    return name.lower() in _words()["city_states"]


def is_anywhere(name: str) -> bool:
    """Whether a place field says that the place does not matter, in one of a dozen languages."""
    return name.strip().lower() in _words()["anywhere"]


def names_of_countries_and_regions() -> frozenset[str]:
    """Every name and code of a country, and of a division of the four, in lower case."""
    return frozenset(_country_names()) | frozenset(_regions())


@cache
def _words() -> dict[str, frozenset[str]]:
    table = yaml_table(Path(__file__).parent / "place_words.yaml")
    return {name: frozenset(words) for name, words in table.items()}


@cache
def _country_names() -> dict[str, str]:
    return {name: code for code, names in _table("countries.tsv") for name in names.split("|")}


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(_country_names().values())


@cache
def _regions() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    rows = _table("regions.tsv")
    order = ("US", "CA", "AU", "GB")
    for country, code, name in sorted(rows, key=lambda row: order.index(row[0])):
        for spelling in (code.lower(), name.lower()):
            found[spelling] = (*found.get(spelling, ()), (country, name))
    return found


def _table(file: str) -> list[list[str]]:
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
