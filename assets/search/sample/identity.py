"""How an answer names a posting: a `job_id` that differs in every search, and a link that holds the query."""

from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from hashlib import shake_256
from urllib.parse import quote, quote_plus

from assets.search.sample.catalogue.catalogue import Posting
from assets.search.sample.catalogue.draws import Draws
from assets.search.sample.life import Sighting


@dataclass(frozen=True, slots=True)
class Seen:
    """A posting on show: what, when, for which query and in which language of display."""

    posting: Posting
    sighting: Sighting
    day: date
    query: str
    display: str


def job_id(docid: str, seen: Seen) -> str:
    """Base64 of the docid and a token of this search; some United States results come without the token."""
    draws = Draws("job id", docid)
    if seen.posting.place.country == "US" and draws.chance("bare id", 25):
        return b64encode(docid.encode()).decode()
    token = urlsafe_b64encode(shake_256(f"{docid}/{seen.query}/{seen.day}".encode()).digest(204)).decode()
    encoded = b64encode(f"{docid}:{token}".encode()).decode()
    return encoded.rstrip("=") if draws.chance("unpadded", 20) else encoded


def google_link(docid: str, seen: Seen) -> str:
    """A link that holds the query, in one of three styles."""
    query, escaped = quote_plus(seen.query), quote(docid, safe="")
    country = seen.posting.place.country.lower()
    style = Draws("link", docid, seen.query, seen.day).between("style", 0, 9)
    base = "https://www.google.com/search"
    if style < 4:
        return f"{base}?ibp=htl;jobs&q={query}&htidocid={escaped}&hl={seen.display}-{country.upper()}"
    if style < 8:
        escaped = quote(escaped, safe="") if style == 7 else escaped  # One in ten is encoded twice.
        viewer = f"vhid=vt%3D20/docid%3D{escaped}&vssid=jobs-detail-viewer"
        return f"{base}?q={query}&gl={country}&hl={seen.display}&udm=8#{viewer}"
    packed = urlsafe_b64encode(shake_256(f"{docid}{seen.day}".encode()).digest(90)).decode()
    where = f"htidocid={escaped}&hl={seen.display}&shndl=37&shmd={packed}&source=sh/x/job/li/m1/1"
    return f"{base}?ibp=htl;jobs&q={query}&{where}"
