"""A message about new openings: subject, plain text and HTML. What it says of a posting is a stranger's words.

A posting can't inject: its words stand on one line without control characters, hold no address that a mail program
would make a link of, are escaped in HTML, and are never read as a template or a header.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from assets.watches.matches import Opening
from assets.watches.watch_file import Watch

TEMPLATE = Path(__file__).with_name("digest.html")
LONGEST = 120  # characters of a title or a name
SHOWN_SKILLS = 6
# Of a first summary: a message that lists four hundred jobs is not read.
SUMMARY = 5
_LINKS = re.compile(r"://|(?<![^\W_])www\.|(?i:javascript|data|mailto):")
# What chats read as mentions, links and quotes; `plain` text for them gets look-alikes that are none.
_CHAT = str.maketrans(
    {"<": "‹", ">": "›", "@": "＠", "`": "'", "[": "(", "]": ")", "*": "∗", "_": " ", "|": "/", "~": "-"}
)

Kind = Literal["first", "changed", "many", "new"]


@dataclass(frozen=True)
class Message:
    """One message, ready for any channel.

    Attributes:
        id: Made from the watch, the channel and what is told: the same message has the same id.
        about: The watch's name, or `operator`.
        subject: One line.
        text: Plain text.
        html: The same as a page that loads nothing.
        chat: The same for services that read marks in text: without anything they would follow or mention.
    """

    id: str
    about: str
    at: datetime
    subject: str
    text: str
    html: str
    chat: str


@dataclass(frozen=True)
class Digest:
    """What a message says.

    Attributes:
        kind: `first`: the first message of a channel; `changed`: the first since the watch changed; `many`: more is new
            than anybody reads; `new`: openings one by one.
        listed: The openings that are listed.
        told: How many the message tells of.
        total: How many are on the list.
        waiting: How many wait for the next message.
        repeats: How many of them may have been told in a message of which nobody knows, and since when.
    """

    watch: Watch
    channel: str
    kind: Kind
    listed: Sequence[Opening]
    told: int
    total: int
    waiting: int
    viewer: str
    repeats: tuple[int, datetime] | None = None


def plain(text: str | None, longest: int = LONGEST) -> str:
    """A stranger's words on one line: nothing that controls, hides or leads anywhere."""
    kept = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in text or "")
    kept = _LINKS.sub(lambda found: f"{found[0][:-1]} {found[0][-1]}" if found[0] != "://" else ": //", kept)
    kept = " ".join(kept.split())
    return kept if len(kept) <= longest else f"{kept[: longest - 1].rstrip()}…"


def compose(digest: Digest, message_id: str, at: datetime) -> Message:
    """The message of a digest."""
    subject = _subject(digest)
    lines = [_line(digest.viewer, one) for one in digest.listed]
    head, foot = _head(digest), _foot(digest)
    whole = list_address(digest)
    text = "\n".join([*head, "", *(_text(line) for line in lines), *foot, f"The whole list: {whole}", ""])
    chat = "\n".join([*head, "", *(_text(_for_chat(line)) for line in lines), *foot, whole, ""])
    return Message(
        message_id,
        digest.watch.name,
        at,
        subject,
        text,
        page(subject=subject, head=head, foot=foot, lines=lines, all=whole),
        chat,
    )


def id_of(about: str, channel: str, told: Sequence[frozenset[int | str]]) -> str:
    """The id of a message about these things."""
    named = "\n".join(sorted(" ".join(sorted(map(str, group))) for group in told))
    return hashlib.sha256(f"{about}\n{channel}\n{named}".encode()).hexdigest()[:16]


def list_address(digest: Digest) -> str:
    """Where the whole list stands."""
    return address_of(digest.viewer, "jobs", digest.watch)


def feed_address(viewer: str, watch: Watch) -> str:
    """Where the list's feed stands."""
    return address_of(viewer, "jobs.atom", watch)


def address_of(viewer: str, page: str, watch: Watch) -> str:
    """The address of a page that is narrowed to what a watch is about."""
    asked = f"?{urlencode(watch.query)}" if watch.query else ""
    return f"{viewer.rstrip('/')}/{page}{asked}"


def _subject(digest: Digest) -> str:
    name = digest.watch.name
    if digest.kind in ("first", "changed"):
        return f"{name}: {_jobs(digest.total)} now"
    first = digest.listed[0]
    at = f" at {plain(first.employer, 60)}" if first.employer else ""
    more = f" and {digest.told - 1} more" if digest.told > 1 else ""
    return f"{name}: {plain(first.title, 80)}{at}{more}"


def _head(digest: Digest) -> list[str]:
    said = {
        "first": f"{_jobs(digest.total)} on the list {digest.watch.name} now. "
        "From here on you are told of what is new, each opening once.",
        "changed": f"The watch {digest.watch.name} has changed: {_jobs(digest.total)} on its list now, "
        f"{digest.told} of them not told before.",
        "many": f"{_jobs(digest.told)} new on the list {digest.watch.name}, too many to list; "
        f"these are {len(digest.listed)} of them.",
        "new": f"{_jobs(digest.told)} new on the list {digest.watch.name}.",
    }
    lines = [said[digest.kind]]
    if digest.repeats:
        count, since = digest.repeats
        lines.append(
            f"A message about {_jobs(count)} may have reached you on {since:%Y-%m-%d at %H:%M} UTC: the run that sent "
            "it ended before it could note so. What was in it may be told again here."
        )
    if digest.kind in ("first", "changed") and digest.listed:
        lines.append("The newest:")
    return lines


def _foot(digest: Digest) -> list[str]:
    return [f"{_jobs(digest.waiting)} more will be in the next message."] if digest.waiting else []


def _jobs(count: int) -> str:
    return f"{count:,} opening{'' if count == 1 else 's'}"


def _line(viewer: str, one: Opening) -> dict[str, str]:
    """What a message says of an opening, by part; parts of which nothing is known are empty."""
    place = ", ".join(plain(part, 60) for part in (one.city, one.country) if part)
    mode = "" if one.work_mode in (None, "unclear") else str(one.work_mode).replace("onsite", "on site")
    return {
        "title": plain(one.title) or "(without a title)",
        "employer": plain(one.employer),
        "facts": " · ".join(
            filter(None, (place, mode, one.pay, f"posted {one.posted_date}" if one.posted_date else ""))
        ),
        "match": _match(one),
        "address": f"{viewer.rstrip('/')}/jobs/{one.job_key}",
    }


def _match(one: Opening) -> str:
    required = len(one.had) + len(one.missing)
    if not required:
        return ""
    if not one.had:
        return f"requires {_names(one.missing)}"
    missing = f"; missing: {_names(one.missing)}" if one.missing else ""
    return f"you have {len(one.had)} of {required} required: {_names(one.had)}{missing}"


def _names(skills: Sequence[str]) -> str:
    more = f" and {len(skills) - SHOWN_SKILLS} more" if len(skills) > SHOWN_SKILLS else ""
    return f"{', '.join(plain(skill, 60) for skill in skills[:SHOWN_SKILLS])}{more}"


def _text(line: dict[str, str]) -> str:
    at = f" at {line['employer']}" if line["employer"] else ""
    rows = [f"{line['title']}{at}", line["facts"], line["match"], line["address"]]
    return "\n".join(["- " + rows[0], *(f"  {row}" for row in rows[1:] if row), ""])


def _for_chat(line: dict[str, str]) -> dict[str, str]:
    return {part: words if part == "address" else for_chat(words) for part, words in line.items()}


def for_chat(words: str) -> str:
    """Words without what a chat reads as a mention, a link or a mark."""
    return words.translate(_CHAT)


def page(**values: object) -> str:
    """A message as a page: `subject`, sentences `head` and `foot`, `lines` of openings, the address `all`."""
    return _template().render(values)


@cache
def _template() -> Template:
    pages = Environment(loader=FileSystemLoader(TEMPLATE.parent), autoescape=True, undefined=StrictUndefined)
    return pages.get_template(TEMPLATE.name)
