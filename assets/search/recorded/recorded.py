"""Recorded answers: lands a folder of saved answers as if they had just been given, at no cost and without a call.

Each file is one raw answer, byte for byte (a `.gz` as what it unpacks to); a JSON Lines file above 16 MB becomes
several, cut between lines, so that no stage has to hold it whole. Which day a file belongs to, and which files are not
read, is `recorded_files`'s. A file without a day counts as found on the last day asked for, once: content that has
landed on any day does not land on another, so a run a day later does not see every job again.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import BinaryIO

from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawRequest, request_key
from assets.lake.storage.storage import Lake
from assets.search.recorded.recorded_files import RecordedFile, recorded_files

ENDPOINT = "file"
PANEL = "recorded"
PART_BYTES = 16 * 2**20
# A line, or a file that is one JSON value, must fit into memory several times over once it is parsed.
LONGEST_VALUE = 64 * 2**20


class UnreadableFileError(ValueError):
    """A file that cannot be landed; the message says what to do with it."""


@dataclass
class LandedFiles:
    """What a day's files came to.

    Attributes:
        new: For each answer that was new, the name it is known by in the place of a search's.
        failed: For each file that could not be landed, that name and why.
    """

    new: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def land_day(lake: Lake, folder: Path, day: date, last_day: date) -> LandedFiles:
    """Land the recorded answers of a day.

    Args:
        lake: Where they land.
        folder: The recorded folder.
        day: The day to land.
        last_day: The last day asked for: undated files belong to it.
    """
    files = [one for one in recorded_files(folder) if one.day == day or (one.day is None and day == last_day)]
    undated = any(one.day is None for one in files)  # only for them everything that ever landed is looked through
    there = {_content(key) for key in lake.keys(raw_answers.FOLDER)} if undated else set()
    found = LandedFiles()
    for file in files:
        try:
            found.new += _landed(lake, file, day, there)
        except (UnreadableFileError, OSError, EOFError, zlib.error) as error:
            found.failed[file.name] = f"{file.path.name}: {error}"
    return found


def _landed(lake: Lake, file: RecordedFile, day: date, there: set[str]) -> Iterator[str]:
    for number, body in enumerate(parts(file), start=1):
        name, request = _request(file, number, body, day)
        if file.day is None and _content(name) in there:
            continue
        if not lake.exists(raw_answers.raw_key(day, name)):
            raw_answers.land(lake, day, name, request, body)
            yield request.search_name


def parts(file: RecordedFile) -> Iterator[bytes]:
    """A file's bytes whole, or, for JSON Lines above 16 MB, in parts that end with a line.

    Raises:
        UnreadableFileError: One value in it is too long.
        OSError, EOFError, zlib.error: It cannot be read, or is no gzip.
    """
    with gzip.open(file.path) if file.packed else file.path.open("rb") as opened:
        first = opened.read(PART_BYTES)
        if file.lines and len(first) == PART_BYTES:
            yield from _parts_of_lines(first, opened)
            return
        rest = opened.read(LONGEST_VALUE - len(first) + 1)
        if len(first) + len(rest) > LONGEST_VALUE:
            raise UnreadableFileError(
                f"one JSON value of more than {LONGEST_VALUE // 2**20} MB, not read. Next: save its jobs as JSON Lines "
                "(*.jsonl), which is read in parts"
            )
        yield first + rest


def _parts_of_lines(first: bytes, opened: BinaryIO | gzip.GzipFile) -> Iterator[bytes]:
    """Parts of about 16 MB, each ending with a line."""
    part = first
    while part:
        if not part.endswith(b"\n"):
            part += opened.readline(LONGEST_VALUE)
            if len(part) >= LONGEST_VALUE and not part.endswith(b"\n"):
                raise UnreadableFileError(f"a line of more than {LONGEST_VALUE // 2**20} MB; what follows is not read")
        yield part
        part = opened.read(PART_BYTES)


def _request(file: RecordedFile, number: int, body: bytes, day: date) -> tuple[str, RawRequest]:
    params = {"sha256": hashlib.sha256(body).hexdigest()}
    echo = {} if file.lines else _echo(body)
    request = RawRequest(
        endpoint=ENDPOINT,
        params=params,
        provider="recorded",
        search_name=file.name,
        search_version="recorded",
        panel=PANEL,
        query=echo.get("query"),
        country=echo.get("country"),
        page=number,
        pages_wanted=number,
        date_posted=echo.get("date_posted"),
        outcome="recorded",
        # The file does not say when it was fetched, and the time of reading must not enter the lake: the day's noon.
        called_at=datetime.combine(day, time(12), tzinfo=UTC),
    )
    return request_key(file.name[:60], number, ENDPOINT, params), request


def _echo(body: bytes) -> dict[str, str]:
    """What the answer says it was asked: the `parameters` of an envelope."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    said = content.get("parameters") if isinstance(content, dict) else None
    return {name: value for name, value in said.items() if isinstance(value, str)} if isinstance(said, dict) else {}


def _content(key: str) -> str:
    """The part of a request key that depends on the content alone."""
    return raw_answers.key_name(key).rpartition("-")[2]
