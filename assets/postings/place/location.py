"""Reading place names: a display location's city, region and country, ISO codes, one spelling of regions."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assets.postings.place.names import (
    city_name,
    country_code,
    is_anywhere,
    is_city_state,
    known_region,
    regions_called,
    town_name,
)
from assets.postings.place.towns import Town, in_mixed_case, town_key, towns_named
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
_POSTCODE_FIRST = re.compile(r"^(?:[A-Z]{1,2}-)?(?:\d{4,6}|\d{2,3}-\d{2,3}|\d{4} ?[A-Z]{2})\s+(?=[^\W\d_]{3})")
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
    shared = _shared([place for place in found if place != Location()])
    return replace(shared, city=in_mixed_case(shared.city, shared.country)) if shared.city else shared


def _shared(places: list[Location]) -> Location:
    """What several places have in common: "Portland, OR or Seattle, WA" is in the US, and in no one town."""
    if not places:
        return Location()
    first = places[0]
    if len(places) == 1:
        return first
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
    if len(pieces) > 2 and _STREET.match(pieces[0]) and not towns_named(without_postcode(pieces[0])):
        del pieces[0]
    pieces[0] = without_postcode(pieces[0])
    if len(pieces) == 1:
        return _single_name(pieces[0], likely_country)
    last = _POSTCODE.sub("", pieces[-1])
    country = country_code(last)
    region = _region_of(pieces[0], last, country, likely_country)
    if region is not None:
        return Location(town_name(pieces[0]), region[1], region[0])
    if country is None:
        return Location(town_name(pieces[0]), town_name(last), _country_of(pieces[0], likely_country))
    return _before_country(pieces[:-1], country)


def _region_of(city: str, name: str, country: str | None, likely_country: str | None) -> tuple[str, str] | None:
    """(country, region) where the name after a town is a region's, None where it is a country's or nobody's.

    "DE" is Delaware and Germany: where one of the two has such a town, that one is meant; else the likely country.
    """
    regions = regions_called(name)
    if not regions or (country is None and len(regions) == 1):
        return next(iter(regions), None)
    towns = towns_named(city)
    found: list[tuple[str, str] | None] = [
        region for region in regions if any(_lies_in(town, region) for town in towns)
    ]
    if any(town.country == country for town in towns):
        found.append(None)
    likely = [region for region in found if (region[0] if region else country) == likely_country]
    if likely or len(found) == 1:
        return (likely or found)[0]
    return None if country == likely_country is not None else known_region(name, likely_country)


def _lies_in(town: Town, region: tuple[str, str]) -> bool:
    return town.country == region[0] and known_region(town.region, town.country) == region


def _country_of(city: str, likely_country: str | None) -> str | None:
    """The country of a town before a region that is not known: the likely one, else the only one with such a town."""
    countries = {town.country for town in towns_named(city)}
    if likely_country in countries:
        return likely_country
    return countries.pop() if len(countries) == 1 else None


def without_postcode(town: str) -> str:
    """A town without the postcode that stands before it in much of Europe: "10115 Berlin"."""
    return _POSTCODE_FIRST.sub("", town)


def without_publisher(location: str) -> str:
    """A display location, cleaned, without the "     •  melalui Indeed" that some languages glue on."""
    return _BARE[location] if len(location) <= _LONGEST else _bare(location)


def _bare(location: str) -> str:
    return clean_line(_GLUE.sub("", location)).strip(" ,;•·|")


_BARE = Remembered(_bare, 8192)


def _single_name(name: str, likely_country: str | None) -> Location:
    city, _, code = _POSTCODE.sub("", name).rpartition(" ")
    if city and code.isupper() and len(code) in (2, 3):  # "Austin TX"; Italian provinces have two letters, too
        hit = known_region(code, likely_country)
        if hit is not None and (hit[0] == likely_country or len(code) == 3):
            return Location(city_name(city), hit[1], hit[0])
    name = _GREATER.sub(r"\1", name)
    region = known_region(name, likely_country) if len(name) > 3 else None
    country = country_code(name) if len(name) != 2 or name.isupper() else None
    if is_city_state(name):
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
    last = _POSTCODE.sub("", pieces[-1])
    region = known_region(last, country)
    full = region[1] if region is not None and region[0] == country else None
    if len(pieces) == 1:
        if full is not None and full not in _CITY_TOO:
            return Location(region=full, country=country)
        return Location(city=city_name(pieces[0], country), country=country)
    if full is None and _is_other_name(last, pieces[0], country):
        return Location(town_name(pieces[0]), None, country)
    return Location(town_name(pieces[0]), full or town_name(last), country)


def _is_other_name(name: str, city: str, country: str) -> bool:
    """Whether what stands for a region is the town again under another name: "Mexico City, CDMX"."""
    return name.lower() != city.lower() and town_key(name, country) == town_key(city, country)
