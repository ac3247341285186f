"""Addresses: of the viewer's own pages, live or as files, and which of a posting's links may be followed."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import PurePosixPath
from urllib.parse import quote, urlencode, urlsplit

GAPS = re.compile(r"\s+")
ODD = re.compile(r"[^\w+#.]+")
LONGEST_KEPT = 100
LONGEST_NAME = 200  # bytes; common file systems take 255


@dataclass(frozen=True)
class OutsideLink:
    """A link of a posting: where it really leads, and whether it is one to follow."""

    url: str
    host: str
    safe: bool


def outside(url: str | None) -> OutsideLink | None:
    """A link to another site; only http and https with a host are safe to follow, the rest is shown as text."""
    if not url:
        return None
    text = url.strip()
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
        safe = parts.scheme.lower() in ("http", "https") and bool(host) and parts.username is None
        _ = parts.port
    except ValueError:  # a host or port that can't be one
        return OutsideLink(text, "", safe=False)
    return OutsideLink(text, host, safe and not any(character.isspace() for character in text))


def skill_slug(skill: str, skill_id: str | None) -> str:
    """The last part of a skill's address: its id in the taxonomy, else its name without odd characters."""
    return skill_id or ODD.sub("-", skill.lower()).strip("-") or "-"


def employer_slug(employer_key: str) -> str:
    """The last part of an employer's address."""
    return GAPS.sub("-", employer_key.strip())


@dataclass(frozen=True)
class Live:
    """Addresses on the running viewer: every page is there, whatever is asked of it.

    Attributes:
        today: The day on which it is looked at, UTC, for what is said as so many days ago; None says dates.
    """

    today: date | None = None
    static = False

    def page(self, *parts: object, **asked: object) -> str | None:
        """The address of a page, with what is asked in the query; empty values are left out."""
        filled = tuple((name, str(value)) for name, value in asked.items() if value not in (None, ""))
        is_short = all(len(value) <= LONGEST_KEPT for _, value in filled)
        return (_address if is_short else _address.__wrapped__)(tuple(map(str, parts)), filled)

    def feed(self, **asked: object) -> str | None:
        """The address of a list as a feed."""
        return self.page("jobs.atom", **asked)

    def asset(self, name: str) -> str:
        """The address of a style sheet."""
        return f"/static/{name}"


@dataclass(frozen=True)
class Files:
    """Addresses between files on disk, relative to the page they stand on.

    Attributes:
        here: The file of the page being written, relative to the site's folder.
        written: The file of each page that is written, by its path on the live viewer.
    """

    here: str
    written: Mapping[str, str] | Collection[str]
    static = True
    today = None  # a file is looked at on any day

    def page(self, *parts: object, **asked: object) -> str | None:
        """The relative address of a page; None where the site does not hold it, such as a filtered list."""
        path = "/" + "/".join(str(part) for part in parts)
        number = asked.pop("page", 1)
        if any(value not in (None, "", []) for value in asked.values()):
            return None
        file = file_of(path, int(str(number)))
        return self._relative(file) if file in self.written else None

    def feed(self, **asked: object) -> str | None:
        """The relative address of a feed: of all jobs or of a panel; None where the site does not hold it."""
        if set(asked) - {"panel"}:
            return None
        file = feed_file(str(asked["panel"]) if "panel" in asked else None)
        return self._relative(file) if file in self.written else None

    def asset(self, name: str) -> str:
        """The relative address of a style sheet."""
        return self._relative(f"static/{name}")

    def _relative(self, file: str) -> str:
        up = "../" * (len(PurePosixPath(self.here).parts) - 1)
        return quote(f"{up}{file}")


@lru_cache(maxsize=4096)
def _address(parts: tuple[str, ...], asked: tuple[tuple[str, str], ...]) -> str:
    """Skills and choices come again on every page: a list of 25 jobs holds 300 addresses."""
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    return f"{path}?{urlencode(asked)}" if asked else path


def file_of(path: str, number: int = 1) -> str:
    """The file that holds a page of the site, such as `jobs/12.html` for `/jobs/12`.

    A part too long for a file system's names is cut, and ends with a digest of the whole, so that it stays its own.
    """
    name = "/".join(_short_enough(part) for part in path.strip("/").split("/")) or "index"
    return f"{name}-{number}.html" if number > 1 else f"{name}.html"


def feed_file(panel: str | None) -> str:
    """The file that holds the feed of a panel, or of all jobs."""
    return "jobs.atom" if panel is None else f"panels/{_short_enough(ODD.sub('-', panel))}.atom"


def _short_enough(part: str) -> str:
    data = part.encode()
    if len(data) <= LONGEST_NAME:
        return part
    return f"{data[:LONGEST_NAME].decode(errors='ignore')}-{blake2b(data, digest_size=6).hexdigest()}"
