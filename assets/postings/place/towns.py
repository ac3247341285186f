"""Towns by name: in which country and region there is one, and one spelling for the names a town goes by.

The table `towns.tsv` is an extract of GeoNames (www.geonames.org, licence CC BY 4.0) that `benchmarks.compile_towns`
makes: towns of 15,000 people and more with the other names of the big ones, and smaller ones where their name would
else be taken for another's. It is sorted and searched where it lies: nothing is read at start, and a look-up, some
20 microseconds, touches a few pages of 2 MB that all processes share.
"""

import mmap
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("towns.tsv")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"['’ʼ`]")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"})
_SHORT_FORMS = {"st": "saint", "ste": "sainte", "sankt": "saint", "sint": "saint", "mt": "mount", "ft": "fort"}
_PREFIX = ("city of ", "stadt ", "ville de ", "ciudad de ", "greater ")
_RIVERS = {" a m": " am main", " a d o": " oder", " i br": " im breisgau", " a rh": " am rhein"}  # "Frankfurt a. M."
_DISTRICT = re.compile(r" \d{1,2}(?:e|er|eme|st|nd|rd|th)?(?: arrondissement| district| bezirk)?$")  # "Dublin 2"
_SHORTEST_CAPITALS = 4  # "NYC" is no town's name in capitals


class Town(NamedTuple):
    """A town of a name.

    Attributes:
        country: ISO 3166-1 alpha-2.
        region: Code of the first-level division for US, Canadian, Australian and British towns, else empty.
        name: Its name in the table, the one all its names lead to.
    """

    country: str
    region: str
    name: str


def folded(name: str) -> str:
    """A name without case, accents and punctuation, "St." and "Mt." spelled out."""
    plain = _APOSTROPHE.sub("", name.lower()).translate(_LETTERS)
    # Letters of mathematics have a case only after they are taken apart.
    plain = "".join(char for char in unicodedata.normalize("NFKD", plain).lower() if not unicodedata.combining(char))
    return " ".join(_SHORT_FORMS.get(word, word) for word in _WORD.findall(plain))


@lru_cache(maxsize=16_384)
def towns_named(name: str) -> tuple[Town, ...]:
    """The towns of a name, in any of its spellings."""
    return tuple(_rows(folded(name)))


@lru_cache(maxsize=65_536)
def town_key(name: str, country: str | None) -> str:
    """One spelling for the names of a town: Köln and Cologne, St. Louis and Saint Louis, "Leeds, West Yorkshire".

    A name that a town of that country bears itself stays; one that is another name of one town of the country leads
    to that town; all else is only folded. Without a country no other names are known.
    """
    whole = name.partition(",")[0] or name
    bare = folded(whole.partition("(")[0]) or folded(whole)
    for short, long in _RIVERS.items():
        if bare.endswith(short):
            bare = bare.removesuffix(short) + long
    shorter = (_DISTRICT.sub("", bare), *(bare.removeprefix(start) for start in _PREFIX))
    for key in dict.fromkeys((folded(whole), bare, *shorter)):
        names = {folded(town.name) for town in _rows(key) if town.country == (country or "").upper()}
        if key in names:
            return key
        if len(names) == 1:
            return names.pop()
    return bare


def in_mixed_case(name: str, country: str | None) -> str:
    """A town's name that stands in capitals or in small letters alone, as the table spells it; else as it stands."""
    if not ((name.isupper() and len(name) >= _SHORTEST_CAPITALS) or name.islower()):
        return name
    key = folded(name)
    known = sorted({t.name for t in _rows(key) if country in (None, t.country) and folded(t.name) == key})
    same = [one for one in known if one.lower() == name.lower()]
    if same:
        return same[0]
    return re.sub(r"[^\W_]+(?:['’][^\W_]{1,2}\b)?", lambda word: word[0].capitalize(), name) if name.isupper() else name


@cache
def _table() -> mmap.mmap:
    with _TABLE.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _rows(key: str) -> Iterator[Town]:
    """The rows of a folded name, by bisection over the bytes of the sorted lines."""
    table, wanted = _table(), f"{key}\t".encode()
    low, high = 0, len(table)
    while low < high:  # the first line that is not below `wanted` starts at `low`
        middle = table.rfind(b"\n", 0, (low + high) // 2) + 1
        middle = max(middle, low)
        end = table.find(b"\n", middle)
        if table[middle : min(end, middle + len(wanted))] < wanted:
            low = end + 1
        else:
            high = middle
    while key and table[low : low + len(wanted)] == wanted:
        end = table.find(b"\n", low)
        _, country, region, name = table[low:end].decode().split("\t")
        yield Town(country, region, name)
        low = end + 1
