"""City, region and country are read from whatever the source lists, in one spelling, and never invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.postings.place.location import parse_location, without_publisher
from assets.postings.place.names import country_code
from assets.postings.place.place import read_place


def listed(**fields: object) -> tuple[str | None, str | None, str | None, str]:
    place = read_place({f"job_{name}": value for name, value in fields.items()})
    return place.city, place.region, place.country, place.scope


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"city": "Austin", "state": "TX", "country": "US"}, ("Austin", "Texas", "US", "city")),
        ({"city": "Austin", "state": "Texas", "country": "us"}, ("Austin", "Texas", "US", "city")),
        ({"city": "London", "country": "UK"}, ("London", None, "GB", "city")),
        ({"city": "London", "country": "GB", "location": "London, United Kingdom"}, ("London", None, "GB", "city")),
        ({"state": "KS", "country": "US"}, (None, "Kansas", "US", "region")),
        ({"country": "US", "location": "United States"}, (None, None, "US", "country")),
        ({"city": "Remote", "country": "US"}, (None, None, "US", "country")),
        ({"city": "Berlin", "state": "BE", "country": "DE"}, ("Berlin", "BE", "DE", "city")),
        ({"location": "Anywhere"}, (None, None, None, "anywhere")),
        ({"location": "Anywhere", "country": "US"}, (None, None, "US", "anywhere")),
        ({"location": "Irgendwo"}, (None, None, None, "anywhere")),
        ({"location": "Camden, NJ"}, ("Camden", "New Jersey", "US", "city")),
        ({"location": "Vancouver, BC, Canada"}, ("Vancouver", "British Columbia", "CA", "city")),
        ({"location": "Dubai - United Arab Emirates"}, ("Dubai", None, "AE", "city")),
        ({"location": "München, Bayern, Deutschland"}, ("München", "Bayern", "DE", "city")),
        ({"location": "Jakarta, Indonesia     •  melalui Indeed"}, ("Jakarta", None, "ID", "city")),
        ({"location": "Madrid     •  a través de LinkedIn"}, ("Madrid", None, None, "city")),
        ({"location": "Deutschland"}, (None, None, "DE", "country")),
        ({"location": "California"}, (None, "California", "US", "region")),
        ({"location": "London, England, United Kingdom"}, ("London", "England", "GB", "city")),
        ({"location": "Atlanta, Georgia"}, ("Atlanta", "Georgia", "US", "city")),
        ({"location": "Tbilisi, Georgia", "country": "GE"}, ("Tbilisi", None, "GE", "city")),
        ({"location": "Hybrid - Austin, TX"}, ("Austin", "Texas", "US", "city")),
        ({"location": "Tokyo, Japan (via Indeed)"}, ("Tokyo", None, "JP", "city")),
        ({"location": "12345 Main Street, Springfield, IL 62701"}, ("Springfield", "Illinois", "US", "city")),
        ({"location": "Sydney NSW"}, ("Sydney", "New South Wales", "AU", "city")),
        ({"location": "Austin TX 78701", "country": "US"}, ("Austin", "Texas", "US", "city")),
        ({"location": "Trento TN", "country": "IT"}, ("Trento TN", None, "IT", "city")),
        ({"location": "Greater Boston Area"}, ("Boston", None, None, "city")),
        ({"location": "Portland, OR or Seattle, WA"}, (None, None, "US", "country")),
        ({"location": "Dallas, TX; Austin, TX"}, (None, "Texas", "US", "region")),
        ({"location": "Remote or Austin, TX"}, ("Austin", "Texas", "US", "city")),
        ({"location": "EMEA"}, (None, None, None, "unknown")),
        ({"city": "Online"}, (None, None, None, "anywhere")),
        ({"location": "New York, NY (+2 others)"}, ("New York", "New York", "US", "city")),
        ({"location": "Singapore", "country": "SG"}, ("Singapore", None, "SG", "city")),
        ({"city": "Leeds", "country": "GB", "location": "Austin, TX"}, ("Leeds", None, "GB", "city")),
        ({"city": None, "state": None, "country": None, "location": None}, (None, None, None, "unknown")),
        ({"city": 7, "state": ["x"], "country": {}, "location": True}, (None, None, None, "unknown")),
    ],
)
def test_a_place_is_read(fields: dict[str, object], expected: tuple[str | None, str | None, str | None, str]) -> None:
    assert listed(**fields) == expected


@pytest.mark.parametrize(
    ("fields", "query_country", "expected"),
    [
        ({"location": "Montréal, QC, Canada"}, None, ("Montréal", "Quebec", "CA")),
        ({"location": "Lebanon, NH"}, "us", ("Lebanon", "New Hampshire", "US")),
        ({"location": "Peru, IL"}, "us", ("Peru", "Illinois", "US")),
        ({"location": "Palestine, TX"}, "us", ("Palestine", "Texas", "US")),
        ({"location": "Georgia, VT"}, "us", ("Georgia", "Vermont", "US")),
        ({"location": "Armenia, CO"}, "us", ("Armenia", None, "CO")),
        ({"location": "Armenia, Colombia"}, None, ("Armenia", None, "CO")),
        ({"location": "Cuba, NY"}, "us", ("Cuba", "New York", "US")),
        ({"location": "Poland, OH"}, "us", ("Poland", "Ohio", "US")),
        ({"location": "Norway, ME"}, "us", ("Norway", "Maine", "US")),
        ({"location": "Jamaica, NY, USA"}, "us", ("Jamaica", "New York", "US")),
        ({"location": "Nevada, MO"}, "us", ("Nevada", "Missouri", "US")),
        ({"location": "Washington, DC"}, "us", ("Washington", "District of Columbia", "US")),
        ({"location": "Washington, D.C."}, "us", ("Washington", "District of Columbia", "US")),
        ({"location": "Delaware, OH"}, "us", ("Delaware", "Ohio", "US")),
        ({"city": "Lebanon", "state": "NH", "country": "US"}, None, ("Lebanon", "New Hampshire", "US")),
        ({"city": "Lebanon", "country": "US"}, None, ("Lebanon", None, "US")),
        ({"city": "Peru", "state": "Illinois", "country": "US"}, None, ("Peru", "Illinois", "US")),
        ({"city": "Germany", "country": "DE"}, None, (None, None, "DE")),
        ({"city": "Germany", "country": "US"}, None, (None, None, "US")),
        ({"city": "United States", "state": "TX", "country": "US"}, None, (None, "Texas", "US")),
        ({"city": "Mexico", "state": "MO", "country": "US"}, None, ("Mexico", "Missouri", "US")),
        ({"city": "Panama City", "state": "FL", "country": "US"}, None, ("Panama City", "Florida", "US")),
        ({"city": "Leeds, West Yorkshire", "country": "GB"}, None, ("Leeds", "West Yorkshire", "GB")),
        ({"city": "Austin, TX", "country": "US"}, None, ("Austin", "Texas", "US")),
        ({"city": "LEEDS", "country": "GB"}, None, ("Leeds", None, "GB")),
        ({"city": "ST. LOUIS", "state": "MO", "country": "US"}, None, ("St. Louis", "Missouri", "US")),
        ({"city": "10115 Berlin", "country": "DE"}, None, ("Berlin", None, "DE")),
        ({"city": "NULL", "state": "-", "country": "GB"}, None, (None, None, "GB")),
        ({"city": "None", "state": "undefined", "country": "DE"}, None, (None, None, "DE")),
        ({"city": "", "state": "unknown", "country": "FR"}, None, (None, None, "FR")),
        ({"city": "Leeds", "state": "N/A", "country": "GB"}, None, ("Leeds", None, "GB")),
        ({"location": "N/A", "country": "US"}, None, (None, None, "US")),
        ({"location": "Toronto, CA"}, "us", ("Toronto", None, "CA")),
        ({"location": "San Jose, CA"}, "us", ("San Jose", "California", "US")),
        ({"location": "Munich, DE"}, "us", ("Munich", None, "DE")),
        ({"location": "Dover, DE"}, "us", ("Dover", "Delaware", "US")),
        ({"location": "Lewes, DE"}, "us", ("Lewes", "Delaware", "US")),
        ({"location": "Mumbai, IN"}, "us", ("Mumbai", None, "IN")),
        ({"location": "Salem, IN"}, "us", ("Salem", "Indiana", "US")),
        ({"location": "Salem, IN"}, "in", ("Salem", None, "IN")),
        ({"location": "Gary, IN"}, None, ("Gary", "Indiana", "US")),
        ({"location": "Tel Aviv, IL"}, "us", ("Tel Aviv", None, "IL")),
        ({"location": "Chicago, IL"}, None, ("Chicago", "Illinois", "US")),
        ({"location": "Buenos Aires, AR"}, "us", ("Buenos Aires", None, "AR")),
        ({"location": "Little Rock, AR"}, "us", ("Little Rock", "Arkansas", "US")),
        ({"location": "Rabat, MA"}, "us", ("Rabat", None, "MA")),
        ({"location": "Lima, PE"}, "us", ("Lima", None, "PE")),
        ({"location": "Charlottetown, PE"}, "ca", ("Charlottetown", "Prince Edward Island", "CA")),
        ({"location": "Perth, WA"}, "us", ("Perth", "Western Australia", "AU")),
        ({"location": "Seattle, WA"}, "au", ("Seattle", "Washington", "US")),
        ({"location": "Batumi, Georgia"}, "us", ("Batumi", None, "GE")),
        ({"location": "Savannah, Georgia"}, "us", ("Savannah", "Georgia", "US")),
        ({"location": "Dahlonega, Georgia"}, "us", ("Dahlonega", "Georgia", "US")),
        ({"location": "Leeds, West Yorkshire"}, "gb", ("Leeds", "West Yorkshire", "GB")),
        ({"location": "Chennai, Tamil Nadu"}, "in", ("Chennai", "Tamil Nadu", "IN")),
        ({"location": "Zaragoza, Aragón"}, None, ("Zaragoza", "Aragón", None)),
        ({"location": "München, Bayern"}, "de", ("München", "Bayern", "DE")),
        ({"location": "75008 Paris, Île-de-France, France"}, "fr", ("Paris", "Île-de-France", "FR")),
        ({"location": "1012 AB Amsterdam, Netherlands"}, "nl", ("Amsterdam", None, "NL")),
        ({"location": "D-80331 München"}, "de", ("München", None, None)),
        ({"location": "00-001 Warszawa, Poland"}, "pl", ("Warszawa", None, "PL")),
        ({"location": "28001 Madrid"}, "es", ("Madrid", None, None)),
        ({"location": "Wien, Vienna, Austria"}, None, ("Wien", None, "AT")),
        ({"location": "Berlin, Berlin, Germany"}, None, ("Berlin", "Berlin", "DE")),
        ({"location": "Panama City, Panama"}, None, ("Panama City", None, "PA")),
        ({"location": "LONDON, UNITED KINGDOM"}, None, ("London", None, "GB")),
        ({"location": "NEW YORK, NY"}, "us", ("New York", "New York", "US")),
        ({"location": "COEUR D'ALENE, ID"}, "us", ("Coeur d'Alene", "Idaho", "US")),
        ({"location": "MCALLEN, TX"}, "us", ("McAllen", "Texas", "US")),
        ({"location": "FRANKFURT AM MAIN, DEUTSCHLAND"}, None, ("Frankfurt am Main", None, "DE")),
        ({"location": "STOKE-ON-TRENT, England"}, "gb", ("Stoke-on-Trent", "England", "GB")),
        ({"location": "São Paulo, SP, Brazil"}, "br", ("São Paulo", "SP", "BR")),
        ({"location": "Ciudad de México, CDMX, México"}, "mx", ("Ciudad de México", None, "MX")),
        ({"location": "Springfield"}, "us", ("Springfield", None, None)),
        ({"location": "Portland"}, "us", ("Portland", None, None)),
        ({"location": "Leeds (Hybrid)"}, "gb", ("Leeds", None, None)),
        ({"city": "NYC", "state": "NY", "country": "US"}, None, ("NYC", "New York", "US")),
    ],
)
def test_a_town_is_told_from_a_country_a_region_and_nothing(
    fields: dict[str, str], query_country: str | None, expected: tuple[str | None, str | None, str | None]
) -> None:
    place = read_place({f"job_{name}": value for name, value in fields.items()}, query_country)
    assert (place.city, place.region, place.country) == expected


def test_the_country_asked_for_decides_only_what_is_ambiguous() -> None:
    assert read_place({"job_location": "Tbilisi, Georgia"}, "ge").country == "GE"
    assert read_place({"job_location": "Springfield"}, "us").country is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "kept"),
    [
        (51.5, -0.12, True),
        (55.378051, -3.435973, False),
        (0, 0, False),
        (91, 0, False),
        (None, 1.0, False),
        ("x", 1, False),
    ],
)
def test_only_a_city_has_coordinates(latitude: object, longitude: object, *, kept: bool) -> None:
    job = {"job_city": "London", "job_country": "GB", "job_latitude": latitude, "job_longitude": longitude}
    assert (read_place(job).latitude is not None) == kept
    assert read_place({**job, "job_city": None}).latitude is None


@pytest.mark.parametrize(
    ("shown", "bare"),
    [
        ("Madrid     •  a través de LinkedIn", "Madrid"),
        ("Lyon, France • via Fernwick Jobs", "Lyon, France"),
        ("Köln\u00a0\u00a0\u00a0•\u00a0über StepStone", "Köln"),
        ("Stratford-upon-Avon", "Stratford-upon-Avon"),
    ],
)
def test_a_publisher_glued_to_a_place_is_cut_off(shown: str, bare: str) -> None:
    assert without_publisher(shown) == bare


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("AI Engineer (Mill)Location: Dallas, TX (Complete Remote)Type: Fulltime", ("Dallas", "Texas", "US")),
        ("We mill.\nIn-office location: Norwich, England, United Kingdom.\n", ("Norwich", "England", "GB")),
        ("Location: Remote - Dallas, TX", (None, None, None)),
        ("We have offices in Dallas, TX and Norwich.", (None, None, None)),
        ("Location: LA", (None, None, None)),
    ],
)
def test_a_labelled_line_tells_the_place_of_a_job_that_lists_none(
    text: str, place: tuple[str | None, str | None, str | None]
) -> None:
    found = read_place({}, "us", text)
    assert (found.city, found.region, found.country) == place
    assert found.source == ("text" if place[2] else "none")


def test_a_listed_place_is_never_replaced_by_the_text() -> None:
    found = read_place({"job_country": "GB"}, "us", "Location: Dallas, TX")
    assert (found.city, found.country, found.source) == (None, "GB", "listed")


def test_countries_are_known_by_code_and_name_in_several_languages() -> None:
    names = ["uk", "GBR", "Vereinigtes Königreich", "Royaume-Uni", "Inggris Raya", "U.K."]
    assert {country_code(name) for name in names} == {"GB"}
    assert country_code("Atlantis") is None
    assert country_code("zz") is None


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ABcd ,•()+1-|USNYCAUK\u00a0é")), st.sampled_from([None, "US", "DE", "GE"]))
def test_no_location_breaks_the_parser(text: str, country: str | None) -> None:
    location = parse_location(without_publisher(text), country)
    assert location.city != ""
    assert location.country is None or len(location.country) == 2
