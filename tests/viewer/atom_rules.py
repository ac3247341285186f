"""What RFC 4287 demands of a feed such as ours, held against its bytes; returns what is broken, in words."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # RFC 3339, as 3.3 narrows it
ONCE = {"feed": {"id", "title", "updated"}, "entry": {"id", "title", "updated"}}
AT_MOST_ONCE = {"subtitle", "generator", "icon", "logo", "rights", "published", "summary", "content", "source"}
KNOWN = {
    "feed": {"id", "title", "updated", "subtitle", "author", "generator", "link", "category", "entry"},
    "entry": {"id", "title", "updated", "published", "author", "link", "category", "summary"},
}


def broken_rules(body: bytes, *, whole_addresses: bool = True) -> list[str]:
    """The rules that a feed breaks; `whole_addresses` is left out for files whose place nobody knows."""
    root = ET.fromstring(body)  # noqa: S314 - our own bytes; not well-formed is the first rule broken
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    entries = root.findall(f"{ATOM}entry")
    found = [*_node(root, "feed", whole=whole_addresses)]
    for entry in entries:
        found += _node(entry, "entry", whole=whole_addresses)
        if not entry.findall(f"{ATOM}author") and not root.findall(f"{ATOM}author"):
            found.append("an entry has no author, and neither has the feed")  # 4.2.1
        if not entry.findall(f"{ATOM}content") and not _links(entry, "alternate"):
            found.append("an entry has neither content nor an alternate link")  # 4.1.2
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(ids)) != len(ids):
        found.append("two entries have one id")  # 4.1.1: allowed only with other times, which ours never are
    return found


def _node(node: ET.Element, kind: str, *, whole: bool) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in node]
    for name in ONCE[kind]:
        if names.count(name) != 1:
            yield f"{kind} has {names.count(name)} times {name}"
    yield from (f"{kind} has {name} twice" for name in AT_MOST_ONCE if names.count(name) > 1)
    yield from (f"{kind} has an unknown {name}" for name in set(names) - KNOWN[kind])
    for author in node.findall(f"{ATOM}author"):
        if len(author.findall(f"{ATOM}name")) != 1:
            yield "an author has not one name"
    yield from _values(node)
    yield from _addresses(node, whole=whole)


def _values(node: ET.Element) -> Iterator[str]:
    for name in ("updated", "published"):
        for child in node.findall(f"{ATOM}{name}"):
            if not MOMENT.fullmatch(child.text or ""):
                yield f"{name} is {child.text!r}"
    identity = node.findtext(f"{ATOM}id") or ""
    if not urlsplit(identity).scheme:
        yield f"id {identity!r} is no absolute IRI"  # 4.2.6


def _addresses(node: ET.Element, *, whole: bool) -> Iterator[str]:
    alternates = [(link.get("type"), link.get("hreflang")) for link in _links(node, "alternate")]
    if len(set(alternates)) != len(alternates):
        yield "two alternate links are of one type"
    for link in node.findall(f"{ATOM}link"):
        address = urlsplit(link.get("href") or "")
        if whole and not (address.scheme and address.netloc):
            yield f"{link.get('href')!r} is no whole address"
        if not link.get("href"):
            yield "a link leads nowhere"


def _links(node: ET.Element, relation: str) -> list[ET.Element]:
    return [link for link in node.findall(f"{ATOM}link") if link.get("rel", "alternate") == relation]
