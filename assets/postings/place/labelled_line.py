"""The place a posting's text states on a labelled line ("Location: Dallas, TX"), for results that list no place at all.

Not a finder of place names: prose that mentions towns ("offices in Berlin and Oslo") says nothing about this job's.
"""

import re

from assets.postings.place.location import Location, parse_location
from assets.postings.place.names import country_code

_LABELLED = re.compile(
    r"(?<![^\W_] )(?:\b|(?<=[a-z]))(?:(?:Job|Work|Primary|Office|In-[Oo]ffice|Position) )?"
    r"(?:[Ll]ocation|LOCATION|Standort|Arbeitsort|Ubicación|Lieu)s?\s?[:–-]\s*([^\n•|;()]{2,60}?)"
    r"(?=\s*(?:[(\n•|;]|\.\s|$|[A-Z][a-z]+(?: [A-Z]?[a-z]+)?:))"
)
_IN_LABELS = ("ocation", "LOCATION", "tandort", "rbeitsort", "bicación", "Lieu")  # seek the expression only beside one
_WORK_MODE = re.compile(r"remote|hybrid|on-?site|anywhere|various|multiple|nationwide", re.IGNORECASE)
_LONGEST_LOOK = 20_000


def place_stated(text: str, query_country: str | None) -> Location | None:
    """The first labelled place that is a town or region of a certain country, or None.

    Args:
        text: The cleaned description.
        query_country: Decides only what is ambiguous ("Georgia"), as everywhere.
    """
    if not any(word in text for word in _IN_LABELS):
        return None
    for found in _LABELLED.finditer(text, 0, _LONGEST_LOOK):
        name = found[1].strip()
        if _WORK_MODE.search(name):
            continue
        place = parse_location(name, country_code(query_country or ""))
        if place.country is not None and (place.city is not None or place.region is not None):
            return place
    return None
