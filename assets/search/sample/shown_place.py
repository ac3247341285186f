"""Where a posting is said to be: whole in English, glued to the publisher and otherwise empty in other languages."""

from typing import Any

from assets.search.sample.catalogue.catalogue import Posting
from assets.search.sample.catalogue.draws import Draws


def shown_place(posting: Posting, display: str, publisher: str, draws: Draws) -> dict[str, Any]:
    """The six location fields; a country-level posting has the middle of the country for coordinates."""
    place = posting.place
    if display != "en":
        via = {"de": "über", "es": "a través de"}[display]
        return {
            "job_location": f"{place.label}     •  {via} {publisher}",
            **dict.fromkeys(("job_city", "job_state", "job_country", "job_latitude", "job_longitude")),
        }
    if posting.work_mode == "remote" and draws.chance("nowhere", 50):
        label, latitude, longitude = _COUNTRIES[place.country]
        label = "Anywhere" if draws.chance("anywhere", 25) else label
        city = state = None
    else:
        label, latitude, longitude, city, state = place.label, place.latitude, place.longitude, place.city, place.state
    return {
        "job_location": label,
        "job_city": city,
        "job_state": state,
        "job_country": place.country,
        "job_latitude": latitude,
        "job_longitude": longitude,
    }


_COUNTRIES = {
    "GB": ("United Kingdom", 55.378051, -3.435973),
    "US": ("United States", 38.7945952, -106.5348379),
    "CA": ("Canada", 56.130366, -106.346771),
    "DE": ("Germany", 51.165691, 10.451526),
    "ES": ("Spain", 40.463667, -3.74922),
}
