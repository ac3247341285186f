"""A list of jobs as an Atom feed (RFC 4287): what it says, and how that becomes XML. Which jobs it holds is a page's.

Ids are made of the job and of the list, not of where the viewer runs, so that a reader knows an entry again anywhere.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from viewer.drawing.words import visible

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
IDS = UUID("e74ad806-08bf-5d12-905b-06e706a1c125")
# Beside the controls that `visible` shows, XML 1.0 has no place for these.
NO_XML = re.compile("[\ufffe\uffff]")
Address = Callable[..., str | None]


@dataclass(frozen=True)
class Entry:
    """One job.

    Attributes:
        job_key: Its key.
        title: Its title.
        employer: Who posted it; None where nobody is named.
        summary: What is to be known before it is opened, in one paragraph of plain text.
        category: Its category; None before it is classified.
        found: The day on which these searches first found it: `2026-11-20`.
        changed: The day on which its text last became another.
    """

    job_key: int
    title: str
    employer: str | None
    summary: str
    category: str | None
    found: str
    changed: str


@dataclass(frozen=True)
class Feed:
    """A list.

    Attributes:
        title: What it is a list of.
        subtitle: What has to be known of it: what was left out of the address, and that it is a sample.
        asked: The filters of its address, by name.
        through: The last day that the snapshot knows: when the feed changed last, if it has no entry.
        entries: Its jobs, the newest found first.
    """

    title: str
    subtitle: str
    asked: dict[str, str]
    through: str
    entries: Sequence[Entry]


def as_atom(feed: Feed, page: Address, itself: str | None) -> bytes:
    """The feed as XML, UTF-8; equal feeds give equal bytes.

    Args:
        feed: What it says; an entry whose page has no address is left out, since it could not be followed.
        page: Gives the address of a page, as `Live` and `Files` do.
        itself: Where the feed lies, as a whole address; None where nobody knows yet.
    """
    linked = [(entry, address) for entry in feed.entries if (address := page("jobs", entry.job_key))]
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en"})
    _text(root, "id", _urn("list", *(f"{name}={value}" for name, value in sorted(feed.asked.items()))))
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(max((entry.changed for entry, _ in linked), default=feed.through)))
    _text(ET.SubElement(root, "author"), "name", "Joblake")
    _text(root, "generator", "Joblake")
    if itself:
        ET.SubElement(root, "link", {"rel": "self", "type": MEDIA_TYPE, "href": itself})
    address = page("jobs", **feed.asked) or page("jobs")
    if address:
        ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": address})
    for entry, address in linked:
        _entry(ET.SubElement(root, "entry"), entry, address)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def etag(body: bytes) -> str:
    """The body's entity tag."""
    return f'"{blake2b(body, digest_size=12).hexdigest()}"'


def is_known(tag: str, if_none_match: str) -> bool:
    """Whether a client's If-None-Match names this tag (RFC 9110, 13.1.2: compared weakly)."""
    given = [part.strip().removeprefix("W/") for part in if_none_match.split(",")]
    return "*" in given or tag in given


def _entry(element: ET.Element, entry: Entry, address: str) -> None:
    _text(element, "id", _urn("job", str(entry.job_key)))
    _text(element, "title", entry.title)
    _text(element, "published", _moment(entry.found))
    _text(element, "updated", _moment(entry.changed))
    if entry.employer:
        _text(ET.SubElement(element, "author"), "name", entry.employer)
    ET.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": address})
    if entry.category:
        ET.SubElement(element, "category", {"term": _plain(entry.category)})
    _text(element, "summary", entry.summary).set("type", "text")


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _plain(text)
    return element


def _plain(text: str) -> str:
    return NO_XML.sub("\ufffd", str(visible(text)))


def _urn(*parts: str) -> str:
    return f"urn:uuid:{uuid5(IDS, ' '.join(parts).encode('utf-8', 'backslashreplace').decode())}"


def _moment(day: str) -> str:
    """A day as Atom says times: sources know the day alone."""
    return f"{day[:10]}T00:00:00Z"
