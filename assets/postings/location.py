"""Reading place names: a display location's city, region and country, ISO codes, one spelling of regions."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from assets.text.clean import clean_line
from assets.text.remembered import Remembered

_GLUE = re.compile(r"(?:\s{2,}|\u00a0\s*|\s+)[•·|]\s.*$|\s*\((?:via|über|a través de|melalui) [^)]*\)\s*$", re.DOTALL)
_MORE = re.compile(
    r"\s*\(\s*\+\s*\d[^)]*\)\s*$|\s*\+\s*\d+\s+(?:more|others?|weitere|más|autres?|lainnya)\s*$", re.IGNORECASE
)
_WORK_MODE = re.compile(r"\s*[(\[-]\s*(?:fully )?(?:remote|hybrid|on-?site)\s*[)\]]?\s*$", re.IGNORECASE)
_WORK_MODE_FIRST = re.compile(
    r"^(?:fully )?(?:remote|hybrid|on-?site|in-office)\s*(?:[-–:,/]|\bin\b)\s*", re.IGNORECASE
)
_SEVERAL = re.compile(r"\s*;\s*|\s+or\s+|\s+oder\s+")
_STREET = re.compile(r"\d+[a-zA-Z]?\s+\S")
_GREATER = re.compile(r"^Greater (.+?) (?:Metro(?:politan)? )?Area$")
_POSTCODE = re.compile(r"\s+\d{5}(?:-\d{4})?$")
_LONGEST = 200
# States that share their name with a big city: alone, the name is taken for the city.
_CITY_TOO = frozenset({"New York", "Washington"})


@dataclass(frozen=True, slots=True)
class Location:
    """What a display location says; the country is ISO 3166-1 alpha-2."""

    city: str | None = None
    region: str | None = None
    country: str | None = None
    anywhere: bool = False


@lru_cache(maxsize=16_384)
def parse_location(text: str, likely_country: str | None = None) -> Location:
    """Read "Camden, NJ", "Vancouver, BC, Canada", "London", "United Kingdom", "Anywhere".

    Args:
        text: A display location without its publisher.
        likely_country: Decides what is ambiguous: "Georgia", "CA", "DE".
    """
    text = text[:_LONGEST]
    bare = _WORK_MODE.sub("", _MORE.sub("", text)).strip(" ,;-–|")
    if is_anywhere(bare) or (not bare and is_anywhere(text)):
        return Location(anywhere=True)
    bare = _WORK_MODE_FIRST.sub("", bare)
    places = [place for place in _SEVERAL.split(bare) if place]
    found = [_one_place(place, likely_country) for place in places if not is_anywhere(place)]
    return _shared([place for place in found if place != Location()])


def _shared(places: list[Location]) -> Location:
    """What several places have in common: "Portland, OR or Seattle, WA" is in the US, and in no one town."""
    if not places:
        return Location()
    first = places[0]
    country = first.country if all(place.country == first.country for place in places) else None
    region = first.region if country and all(place.region == first.region for place in places) else None
    city = first.city if all(place == first for place in places) else None
    return Location(city, region, country)


def _one_place(bare: str, likely_country: str | None) -> Location:
    city, _, country_name = bare.rpartition(" - ")
    if country_code(country_name):  # "Dubai - United Arab Emirates"
        bare = f"{city}, {country_name}"
    pieces = [piece.strip() for piece in bare.split(",") if piece.strip()]
    if not pieces:
        return Location()
    if len(pieces) > 2 and _STREET.match(pieces[0]):
        del pieces[0]
    if len(pieces) == 1:
        return _single_name(pieces[0], likely_country)
    last = _POSTCODE.sub("", pieces[-1])
    region = known_region(last, likely_country)
    country = country_code(last)
    if region is not None and (country is None or country != likely_country):
        return Location(city_name(pieces[0]), region[1], region[0])
    if country is None:
        return Location(city_name(pieces[0]), last, None)
    return _before_country(pieces[:-1], country)


def without_publisher(location: str) -> str:
    """A display location, cleaned, without the "     •  melalui Indeed" that some languages glue on."""
    return _BARE[location] if len(location) <= _LONGEST else _bare(location)


def _bare(location: str) -> str:
    return clean_line(_GLUE.sub("", location)).strip(" ,;•·|")


_BARE = Remembered(_bare, 8192)


@lru_cache(maxsize=4096)
def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 of a code or a name in one of eleven languages; None for anything else."""
    bare = " ".join(name.replace("’", "'").split()).strip(" .").lower()
    code = _country_names().get(bare) or _country_names().get(bare.replace(".", ""))
    if code is not None or len(bare) != 2:
        return code
    return bare.upper() if bare.upper() in _country_codes() else None


def known_region(name: str, country: str | None) -> tuple[str, str] | None:
    """(country, full English name) of a US, Canadian, Australian or British division, by name or code.

    Where two countries share a code, the given country decides, else the first of these four in the table.
    """
    hits = _regions().get(name.strip(" .").lower(), ())
    for hit in hits:
        if hit[0] == country:
            return hit
    return hits[0] if hits else None


def city_name(name: str | None) -> str | None:
    """A city, or None where the text names none ("Remote", "Nationwide", a country)."""
    if not name or name.lower() in _words()["no_city"] or is_anywhere(name):
        return None
    is_country = len(name) > 3 and country_code(name) is not None and name.lower() not in _words()["city_states"]
    return None if is_country else name


def is_anywhere(name: str) -> bool:
    """Whether a place field says that the place does not matter, in one of a dozen languages."""
    return name.strip().lower() in _words()["anywhere"]


def _single_name(name: str, likely_country: str | None) -> Location:
    city, _, code = _POSTCODE.sub("", name).rpartition(" ")
    if city and code.isupper() and len(code) in (2, 3):  # "Austin TX"; Italian provinces have two letters, too
        hit = known_region(code, likely_country)
        if hit is not None and (hit[0] == likely_country or len(code) == 3):
            return Location(city_name(city), hit[1], hit[0])
    name = _GREATER.sub(r"\1", name)
    region = known_region(name, likely_country) if len(name) > 3 else None
    country = country_code(name) if len(name) != 2 or name.isupper() else None
    if name.lower() in _words()["city_states"]:
        return Location(city=name, country=country)
    if (
        region is not None
        and region[1] not in _CITY_TOO
        and (country in (None, region[0]) or country != likely_country)
    ):
        return Location(region=region[1], country=region[0])
    if country is not None:
        return Location(country=country)
    return Location(city=city_name(name))


def _before_country(pieces: list[str], country: str) -> Location:
    """What stands before a country's name: a city, a region, or both."""
    region = known_region(_POSTCODE.sub("", pieces[-1]), country)
    full = region[1] if region is not None and region[0] == country else None
    if len(pieces) == 1:
        if full is not None and full not in _CITY_TOO:
            return Location(region=full, country=country)
        return Location(city=city_name(pieces[0]), country=country)
    return Location(city_name(pieces[0]), full or pieces[-1], country)


@cache
def _words() -> dict[str, frozenset[str]]:
    table = yaml.safe_load((Path(__file__).parent / "place_words.yaml").read_text(encoding="utf-8"))
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
