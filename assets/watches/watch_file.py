"""Reads watches.yaml: who is told of which jobs, by which channels and when; every mistake is named with its line.

Addresses and passwords are secrets and stand in no file of this kind: a channel is a name, its address is a variable
of the environment (`settings`).
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from assets.lake.readers.job_filters import FILTERS, FLAGS, read_job_filter
from assets.lake.shared_config import WATCHES, shared_text
from assets.lake.storage.storage import Lake
from assets.text.yaml_lines import Document, Mistake, UnreadableYamlError, causes, listed, parse, read_text

FEED, OUTBOX, EMAIL = "feed", "outbox", "email"
# What an address from the browser may hold beside filters: how the page was looked at.
LOOKS = {"sort", "page"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]


class WatchFileError(ValueError):
    """watches.yaml cannot be used; the message lists every mistake, one a line."""


def _filters(value: object) -> object:
    """Filters as a mapping, or a list's address as the browser shows it."""
    if isinstance(value, str):
        query = urlsplit(value.strip()).query or value.strip().lstrip("?")
        value = {name: text for name, text in parse_qsl(query) if name not in LOOKS}
    if not isinstance(value, Mapping):
        raise PydanticCustomError("watch", "expected filters such as {skill: python, country: gb}, or a list's address")
    return {str(name): _word(str(name), found) for name, found in value.items()}


def _word(name: str, found: object) -> str:
    if isinstance(found, bool):
        if name in FLAGS:
            return "1" if found else "0"
        raise PydanticCustomError(
            "watch", f"{name} is {str(found).lower()}; put the word in quotes (YAML's yes and no)"
        )
    if isinstance(found, list) and name == "skill" and all(isinstance(one, str) for one in found):
        return ",".join(found)
    if isinstance(found, str | int | date):
        return str(found)
    raise PydanticCustomError("watch", f"{name} is no text; expected {FILTERS.get(name, 'a word')}")


def _channel(value: object) -> object:
    """A channel's name; an address is refused without being shown: it may be a key."""
    if isinstance(value, str) and "://" in value:
        raise PydanticCustomError(
            "watch",
            "a channel is a name, and this is an address, which may hold a key: name it, such as phone, and set "
            "JOBLAKE_CHANNEL_PHONE to the address in the environment",
        )
    return value


def _quiet(value: object) -> object:
    """`22:00-07:00` as its two times of day."""
    if isinstance(value, str):
        begin, _, end = value.partition("-")
        try:
            return time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())
        except ValueError:
            pass
    raise PydanticCustomError("watch", "expected two times of day such as 22:00-07:00")


def _zone(value: object) -> object:
    try:
        return ZoneInfo(str(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError("watch", "expected a time zone such as Europe/London or UTC") from None


Channel = Annotated[Name, BeforeValidator(_channel)]
Quiet = Annotated[tuple[time, time] | None, BeforeValidator(_quiet)]


class Telling(BaseModel):
    """How somebody is told.

    Attributes:
        channels: Names: `feed`, `outbox`, `email`, or any other, whose address is JOBLAKE_CHANNEL_<NAME>.
        every: `run` tells whenever a run finds something, `day` and `week` gather it to one message.
        weekday: On which day a weekly message is sent.
        quiet: From when to when nothing is sent; over midnight if the second time is the earlier one.
        most: How many openings a message lists.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    channels: Annotated[tuple[Channel, ...], Field(min_length=1)] = (FEED, OUTBOX)
    every: Literal["run", "day", "week"] = "run"
    weekday: Weekday = "monday"
    quiet: Quiet = None
    most: Annotated[int, Field(ge=1, le=200, strict=True)] = 25


class Watch(Telling):
    """A list that somebody follows.

    Attributes:
        name: Unique; it names files, so no capitals and no spaces.
        jobs: The filters of the list, in the words of its address.
        have: Skills that the reader has, by name or by the last part of their address.
        min_match: How much of what a job requires they must cover, in percent; the list's own share if not said.
    """

    name: Name
    jobs: Annotated[dict[str, str], BeforeValidator(_filters)]
    have: tuple[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)], ...] = ()
    min_match: Annotated[int, Field(ge=1, le=100, strict=True)] | None = None

    @property
    def query(self) -> dict[str, str]:
        """The list as its address asks for it."""
        more = {"have": ",".join(self.have), "min_match": "" if self.min_match is None else str(self.min_match)}
        return self.jobs | {name: value for name, value in more.items() if value}

    @property
    def version(self) -> str:
        """Changes with which openings it is about, and with nothing else."""
        asked = json.dumps(sorted(read_job_filter(self.query).asked.items()))
        return hashlib.sha256(asked.encode()).hexdigest()[:8]


class Operator(Telling):
    """Who is told when something is wrong with the lake itself."""

    channels: Annotated[tuple[Channel, ...], Field(min_length=1)] = (OUTBOX,)


class WatchFile(BaseModel):
    """The whole of watches.yaml.

    Attributes:
        timezone: In which days, weekdays and quiet hours are meant.
        viewer: Where links in messages lead.
        operator: Told of failures; nobody where it is not set.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    timezone: Annotated[str, BeforeValidator(_zone)] = "UTC"
    viewer: Annotated[str, StringConstraints(pattern=r"^https?://[^\s?#@]+$", strip_whitespace=True)] = (
        "http://127.0.0.1:8321"
    )
    watches: tuple[Watch, ...] = ()
    operator: Operator | None = None


EXPECTED: Mapping[str, str] = {
    "watches": "a list of watches, each with name and jobs",
    "name": "lower-case letters, digits and hyphens, at most 60, the first no hyphen",
    "channels": f"a list of names such as [{FEED}, {OUTBOX}, {EMAIL}, phone], each in lower-case letters and hyphens",
    "have": "a list of skills such as [Python, SQL]",
    "min_match": "a whole number of percent from 1 to 100",
    "most": "a whole number from 1 to 200",
    "operator": "a mapping such as {channels: [email]}",
    "viewer": "an http(s) address without a question or a fragment, such as http://127.0.0.1:8321",
}


def load_watches(path: Path) -> WatchFile | None:
    """What a file says; None where there is no file, which means that nobody is to be told.

    Raises:
        WatchFileError: It is not YAML, or says something that is not allowed.
    """
    try:
        text = read_text(path, "watches")
    except FileNotFoundError:
        return None
    except UnreadableYamlError as error:
        raise WatchFileError(str(error)) from None
    return parse_watches(text, path.name)


def watches_of(lake: Lake, path: Path) -> WatchFile | None:
    """What a lake's own file says, which all its machines share, or else this machine's; None where there is neither.

    Raises:
        WatchFileError: As `load_watches`.
    """
    try:
        shared = shared_text(lake, WATCHES)
    except ValueError as error:
        raise WatchFileError(str(error)) from None
    return load_watches(path) if shared is None else parse_watches(shared, WATCHES)


def parse_watches(text: str, name: str = "watches.yaml") -> WatchFile:
    """What a YAML text says; `name` stands in messages."""
    try:
        document = parse(text, name)
    except UnreadableYamlError as error:
        raise WatchFileError(str(error)) from None
    mistakes = document.repeated_keys()
    found = WatchFile()
    try:
        found = WatchFile.model_validate({} if document.root is None else document.content)
    except ValidationError as error:
        mistakes += [(document.line(tuple(one["loc"])), _sentence(one)) for one in causes(error.errors())]
    mistakes += _meaningless(document, found)
    if mistakes:
        raise WatchFileError(listed(name, mistakes))
    return found


def _meaningless(document: Document, found: WatchFile) -> list[Mistake]:
    """What is well formed and cannot be followed: filters that are none, names twice, a feed of failures."""
    mistakes: list[Mistake] = []
    names: set[str] = set()
    for number, watch in enumerate(found.watches):
        place = ("watches", number)
        mistakes += [(document.line((*place, "jobs")), said) for said in read_job_filter(watch.query).problems]
        if watch.name in names:
            mistakes.append((document.line((*place, "name")), f"name {watch.name!r} is taken; names are unique"))
        names.add(watch.name)
    if found.operator and FEED in found.operator.channels:
        mistakes.append(
            (document.line(("operator", "channels")), "a feed is of jobs; the operator needs another channel")
        )
    return mistakes


def _sentence(entry: ErrorDetails) -> str:
    """What is wrong at a place, and what is allowed there."""
    where = entry["loc"]
    place = ".".join(str(part) for part in where if not isinstance(part, int)) or "the file"
    name = next((part for part in reversed(where) if isinstance(part, str)), "")
    if entry["type"] == "watch":
        return f"{place}: {entry['msg']}"
    if entry["type"] == "missing":
        return f"{place} is missing"
    if entry["type"] == "extra_forbidden":
        models: dict[str, type[BaseModel]] = {"watches": Watch, "operator": Operator}
        model = models.get(str(where[0]), WatchFile) if len(where) > 1 else WatchFile
        return f"{place} is not known here; allowed: {', '.join(model.model_fields)}"
    expected = EXPECTED.get(name, "")
    if entry["type"] == "literal_error":
        expected = f"one of {entry['ctx']['expected']}"
    shown = repr(entry["input"])
    shown = shown if len(shown) <= 80 else f"{shown[:79]}…"
    return f"{place} is {shown}; expected {expected or 'a mapping with watches'}"
