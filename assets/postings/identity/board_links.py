"""Which posting of a company's board an address leads to: the board's own key, read from the address alone.

Forms of Greenhouse, Lever and Ashby, also embedded in an employer's own pages. Ids are the board host's, not the
company's: 13,146 new Greenhouse ids met none of 163,509 known ones, so a key needs no company.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

KEYED = ("greenhouse:", "lever:", "ashby:")
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_NUMBER = re.compile(r"\d{4,15}")
_ANY_UUID = re.compile(_UUID)
# Host, path and the name of the board software; the first group of the path is the posting.
_PATHS = (
    ("greenhouse", re.compile(r"(?:job-)?boards(?:\.eu)?\.greenhouse\.io"), re.compile(r"/[^/]+/jobs/(\d{4,15})")),
    ("lever", re.compile(r"jobs(?:\.eu)?\.lever\.co"), re.compile(rf"/[^/]+/({_UUID})(?:/apply)?")),
    ("ashby", re.compile(r"jobs\.ashbyhq\.com"), re.compile(rf"/[^/]+/({_UUID})(?:/application)?")),
)
_LONGEST = 2_000


def board_keys(job_id: str | None, links: Iterable[str | None]) -> frozenset[str]:
    """The keys of board postings that a posting is, or leads to: `greenhouse:4388408005`, `lever:<uuid>`."""
    own = [job_id] if job_id and job_id.startswith(KEYED) else []
    linked = (board_key(link) for link in links if link and len(link) <= _LONGEST)
    return frozenset([*own, *filter(None, linked)])


@lru_cache(maxsize=4096)
def board_key(link: str) -> str | None:
    """The key of the board posting that an http(s) address leads to; None for any other address."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    path = unquote(parts.path).rstrip("/").lower()
    for board, hosts, form in _PATHS:
        found = form.fullmatch(path) if hosts.fullmatch(host) else None
        if found:
            return f"{board}:{found[1]}"
    return _embedded(host, path, parts.query)


def _embedded(host: str, path: str, query: str) -> str | None:
    """A posting shown within an employer's own pages, or in the board's frame for them."""
    if "gh_jid" not in query and "ashby_jid" not in query and not path.startswith("/embed/job_app"):
        return None
    try:
        given = parse_qs(query, max_num_fields=100)
    except ValueError:
        return None
    in_frame = host.endswith("greenhouse.io") and path == "/embed/job_app"
    number = given.get("gh_jid") or (given.get("token") if in_frame else None) or [""]
    if _NUMBER.fullmatch(number[0]):
        return f"greenhouse:{number[0]}"
    uuid = (given.get("ashby_jid") or [""])[0].lower()
    return f"ashby:{uuid}" if _ANY_UUID.fullmatch(uuid) else None
