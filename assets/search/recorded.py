"""Recorded answers: lands a folder of saved answers as if they had just been given, at no cost and without a call.

Each file is one raw answer, byte for byte; a JSON Lines file above 16 MB becomes several, cut between lines, so that no
stage has to hold it whole. A date in the path (`search_date=YYYY-MM-DD/`, or in the file's name) is the search date. A
file without one counts as found on the last day asked for, once: content that has landed on any day does not land on
another, so a run a day later does not see every job again.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from assets.lake import raw_answers
from assets.lake.raw_answers import RawRequest, request_key
from assets.lake.storage import Lake

ENDPOINT = "file"
PANEL = "recorded"
ENDINGS = (".json", ".jsonl", ".ndjson")
PART_BYTES = 16 * 2**20
FOLDER_DATE = re.compile(r"search_date=(\d{4}-\d{2}-\d{2})")
NAME_DATE = re.compile(r"(?<!\d)(20\d{2})[-_]?(\d{2})[-_]?(\d{2})(?!\d)")


@dataclass(frozen=True)
class RecordedFile:
    """A file of the folder and its search date; None for a file without one."""

    path: Path
    day: date | None


def recorded_files(folder: Path) -> list[RecordedFile]:
    """The files of a folder that can hold answers, in order of their paths; hidden ones are not read."""
    found = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.suffix.lower() in ENDINGS and path.is_file() and not any(part.startswith(".") for part in inside.parts):
            found.append(RecordedFile(path, date_in(inside.as_posix())))
    return found


def date_in(path: str) -> date | None:
    """The search date that a path names; text that only looks like a date is none."""
    folders = FOLDER_DATE.findall(path)
    if folders:
        try:
            return date.fromisoformat(folders[-1])
        except ValueError:
            return None
    for year, month, day in NAME_DATE.findall(path.rpartition("/")[2]):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def land_day(lake: Lake, folder: Path, day: date, last_day: date) -> list[str]:
    """Land the recorded answers of a day; for each that was new, the name it is known by in the place of a search's.

    Args:
        lake: Where they land.
        folder: The recorded folder.
        day: The day to land.
        last_day: The last day asked for: undated files belong to it.
    """
    files = recorded_files(folder)
    landed = {_content(key): key for key in lake.keys(raw_answers.FOLDER)} if day == last_day else {}
    new = []
    for file in files:
        if file.day != day and not (file.day is None and day == last_day):
            continue
        for number, body in enumerate(parts(file.path), start=1):
            name, request = _request(file.path, number, body, day)
            if file.day is None and _content(name) in landed:
                continue
            if not lake.exists(raw_answers.raw_key(day, name)):
                raw_answers.land(lake, day, name, request, body)
                new.append(request.search_name)
    return new


def parts(path: Path) -> Iterator[bytes]:
    """A file's bytes whole, or, for JSON Lines above 16 MB, in parts that end with a line."""
    if path.suffix.lower() == ".json" or path.stat().st_size <= PART_BYTES:
        yield path.read_bytes()
        return
    with path.open("rb") as file:
        while lines := file.readlines(PART_BYTES):
            yield b"".join(lines)


def _request(path: Path, number: int, body: bytes, day: date) -> tuple[str, RawRequest]:
    params = {"sha256": hashlib.sha256(body).hexdigest()}
    echo = _echo(body) if path.suffix.lower() == ".json" else {}
    request = RawRequest(
        endpoint=ENDPOINT,
        params=params,
        provider="recorded",
        search_name=path.stem,
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
    return request_key(path.stem[:60], number, ENDPOINT, params), request


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
