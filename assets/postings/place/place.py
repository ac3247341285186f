"""Where a job is, as its source lists it: city, region, country. Not whether it may be done elsewhere (`work_mode`)."""

import math
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from assets.postings.objects.source_fields import LONGEST_LINE, Job, number_field, text_field
from assets.postings.place.labelled_line import place_stated
from assets.postings.place.location import Location, parse_location, without_postcode, without_publisher
from assets.postings.place.names import city_name, country_code, is_anywhere, is_no_place, known_region, town_name
from assets.postings.place.towns import in_mixed_case
from assets.text.yaml_table import yaml_table

PlaceScope = Literal["city", "region", "country", "anywhere", "unknown"]

_CENTROID_DEGREES = 0.02
_NULL_POINT = 0.0, 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """A job's place.

    Attributes:
        city: As the source spells it.
        region: First-level division; full English name for US, Canadian, Australian and British ones.
        country: ISO 3166-1 alpha-2, upper case ("uk" and "United Kingdom" are GB).
        scope: The finest part that is known; `anywhere` where the source says so or lists only "Remote".
        source: `listed`; `text` where nothing is listed and a labelled line of the description says it; or `none`.
        location_raw: The display text without the publisher glued to it.
        latitude: Degrees; only with a city, for else it is a centroid.
        longitude: As `latitude`.
    """

    city: str | None
    region: str | None
    country: str | None
    scope: PlaceScope
    source: Literal["listed", "text", "none"]
    location_raw: str | None
    latitude: float | None
    longitude: float | None


def read_place(job: Job, query_country: str | None = None, description: str = "") -> Place:
    """The place of a JSearch object, from `job_city`, `job_state`, `job_country`, completed from `job_location`.

    Args:
        job: The object.
        query_country: Decides only what is ambiguous ("Georgia"); a search's country is no evidence of a job's.
        description: Cleaned; read only where the object lists no place.
    """
    listed = _listed_place(job, query_country)
    stated = place_stated(description, query_country) if listed.scope == "unknown" and description else None
    if stated is None:
        return listed
    scope = _finest(stated.city, stated.region, stated.country)
    return replace(listed, city=stated.city, region=stated.region, country=stated.country, scope=scope, source="text")


def _listed_place(job: Job, query_country: str | None) -> Place:
    shown = job.get("job_location")
    location = without_publisher(shown[:LONGEST_LINE]) if isinstance(shown, str) else ""
    listed_country = country_code(text_field(job, "job_country") or "")
    parsed = parse_location(location, listed_country or country_code(query_country or ""))
    if listed_country and parsed.country and listed_country != parsed.country:
        parsed = Location(anywhere=parsed.anywhere)  # the fields contradict each other; the typed ones win
    listed_city, state = _city_and_state(text_field(job, "job_city"), text_field(job, "job_state"))
    country, region = _region_and_country(state, listed_country or parsed.country)
    country = listed_country or parsed.country or country
    city = _city(listed_city, region, country) or (parsed.city if parsed.city != region else None)
    if region is None and city in (parsed.city, None):
        region = parsed.region
    anywhere = city is None and (parsed.anywhere or (country is None and is_anywhere(listed_city or "")))
    scope: PlaceScope = "anywhere" if anywhere else _finest(city, region, country)
    latitude, longitude = _coordinates(job, country) if scope == "city" else (None, None)
    source: Literal["listed", "none"] = "none" if scope == "unknown" else "listed"
    return Place(city, region, country, scope, source, location or None, latitude, longitude)


def _city_and_state(city: str | None, state: str | None) -> tuple[str | None, str | None]:
    """The two fields, where the first may hold both: "Leeds, West Yorkshire"."""
    name, comma, rest = (city or "").partition(",")
    if not comma or not name.strip():
        return city and without_postcode(city), state
    return without_postcode(name.strip()), state or rest.strip() or None


def _city(name: str | None, region: str | None, country: str | None) -> str | None:
    """The listed city; beside a region the name of another country is a town's (Jamaica, New York)."""
    if name is None:
        return None
    is_beside_region = region is not None and country is not None and country_code(name) != country
    found = town_name(name) if is_beside_region else city_name(name, country)
    return in_mixed_case(found, country) if found else None


def _region_and_country(state: str | None, country: str | None) -> tuple[str | None, str | None]:
    """(country, region) of `job_state`: "TX" and "Texas" are one; a foreign name stays as it stands."""
    if state is None or is_no_place(state):
        return None, None
    hit = known_region(state, country)
    if hit is not None and country in (None, hit[0]):
        return hit
    return None, None if country_code(state) == country is not None and len(state) > 2 else state


def _finest(city: str | None, region: str | None, country: str | None) -> PlaceScope:
    if city is not None:
        return "city"
    if region is not None:
        return "region"
    return "country" if country is not None else "unknown"


def _coordinates(job: Job, country: str | None) -> tuple[float | None, float | None]:
    """Both coordinates, or neither where they are off the globe, at its null point or a country's centroid."""
    latitude, longitude = number_field(job, "job_latitude"), number_field(job, "job_longitude")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None, None
    here = latitude, longitude
    for point in (_NULL_POINT, *_centroids().get(country or "", ())):
        if abs(latitude - point[0]) < _CENTROID_DEGREES and math.dist(here, point) < _CENTROID_DEGREES:
            return None, None
    return here


@cache
def _centroids() -> dict[str, list[tuple[float, float]]]:
    table = yaml_table(Path(__file__).parent / "centroids.yaml")
    return {country: [(float(x), float(y)) for x, y in points] for country, points in table.items()}
