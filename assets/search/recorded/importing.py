"""Importing: lands a file of postings that somebody has, as a recorded answer with its provenance. Calls nobody.

The file stays byte for byte; how its columns are meant lies beside it in raw. The same content lands once.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import yaml

from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawAnswer, RawRequest, request_key
from assets.lake.storage.storage import Lake
from assets.search.recorded.recorded_files import NoDayError, date_in
from assets.sources.answers import read_answer
from assets.sources.providers.imported import COLUMNS, FORM, MEANINGS
from assets.sources.reading.table_rows import FORMATS

ENDPOINT = "file"
PANEL = "import"
LARGEST = 256 * 2**20


class ImportRefusedError(ValueError):
    """The file, or its mapping, cannot be imported; the message says what to do."""


@dataclass(frozen=True)
class Import:
    """What became of a file: its day, how many rows it holds, whether it was there before, and what is odd about it."""

    day: date
    rows: int
    is_new: bool
    problem: str | None


def import_file(
    lake: Lake, file: Path, *, mapping: Path | None, day: date | None, country: str | None, today: date
) -> Import:
    """Land a file.

    Args:
        lake: Where it lands.
        file: CSV, JSON, JSON Lines or Parquet.
        mapping: A YAML file with `columns: {title: .., employer: ..}`; None for JobSpy's own columns.
        day: The day on which it was collected; None for the one in its name, else today.
        country: ISO 3166-1 alpha-2: decides what is ambiguous in its places.
        today: The UTC day it is now.

    Raises:
        ImportRefusedError: It is no such file, or nothing in it could be read.
    """
    form, body = _read(file)
    columns = _columns(mapping) if mapping else None
    found_on = day or _day_in_name(file) or today
    if found_on > today:
        raise ImportRefusedError(f"{file.name} is of {found_on}, which has not come yet; today is {today}")
    request = _request(file, form, body, columns, country, found_on)
    answer = RawAnswer("", request, body)
    envelope = read_answer(answer)
    if envelope.unread:
        raise ImportRefusedError(f"{file.name}: {envelope.problem}")
    _require_columns(file, envelope.results, columns)
    name = request_key(request.search_name[:60], 1, ENDPOINT, request.params)
    there = {raw_answers.key_name(key) for key in lake.keys(raw_answers.FOLDER)}
    is_new = name not in there
    if is_new:
        raw_answers.land(lake, found_on, name, request, body)
    return Import(found_on, len(envelope.results), is_new, envelope.problem)


def _read(file: Path) -> tuple[str, bytes]:
    form = file.suffix.lower()
    if form not in FORMATS:
        raise ImportRefusedError(f"{file.name} ends with {form or 'nothing'}; expected one of {', '.join(FORMATS)}")
    try:
        size = file.stat().st_size
        if size > LARGEST:
            raise ImportRefusedError(f"{file.name} has {size:,} bytes; {LARGEST:,} at most. Next: split it")
        return form, file.read_bytes()
    except OSError as error:
        raise ImportRefusedError(f"{file} cannot be read: {error.strerror}") from None


def _columns(mapping: Path) -> dict[str, str]:
    """The mapping, by what each column means."""
    try:
        # Every name is text: a column called No is no false.
        content = yaml.load(mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ImportRefusedError(f"{mapping} cannot be read as YAML: {' '.join(str(error).split())}") from None
    columns = content.get("columns") if isinstance(content, dict) else None
    if not isinstance(columns, dict) or not columns:
        raise ImportRefusedError(f"{mapping.name} holds no mapping; expected `columns: {{title: <column>, ..}}`")
    unknown = sorted(str(name) for name in columns if name not in MEANINGS)
    if unknown:
        raise ImportRefusedError(f"{mapping.name}: {unknown[0]} is not known; allowed: {', '.join(MEANINGS)}")
    if "title" not in columns or not {"employer", "description"} & columns.keys():
        raise ImportRefusedError(f"{mapping.name} must name a title, and an employer or a description")
    return {str(name): str(column) for name, column in columns.items()}


def _require_columns(file: Path, rows: list[object], columns: dict[str, str] | None) -> None:
    """Refuse a file that lacks what it is read by: none of its rows would become a posting."""
    names = {str(name) for row in rows if isinstance(row, dict) for name in row}
    wanted = set(columns.values()) if columns else {"title", "company"}
    missing = sorted(wanted - (names if columns else {name.lower() for name in names})) if names else []
    if missing:
        how = "Next: mend the mapping" if columns else "Next: name its columns in a mapping (MAP=columns.yaml)"
        there = ", ".join(sorted(names)[:20])
        raise ImportRefusedError(f"{file.name} has no column {', '.join(missing)}; it has {there}. {how}")


def _day_in_name(file: Path) -> date | None:
    try:
        return date_in(file.name)
    except NoDayError as error:
        raise ImportRefusedError(f"{file.name}: {error}. Next: give the day (DAY=YYYY-MM-DD)") from None


def _request(
    file: Path, form: str, body: bytes, columns: dict[str, str] | None, country: str | None, day: date
) -> RawRequest:
    about = {"name": file.stem}
    params = {"sha256": hashlib.sha256(body).hexdigest(), FORM: form}
    if columns:
        about[COLUMNS] = params[COLUMNS] = json.dumps(columns, sort_keys=True, ensure_ascii=False)
    return RawRequest(
        endpoint=ENDPOINT,
        params=params,
        provider="import" if columns else "jobspy",
        search_name=file.stem,
        search_version="import",
        panel=PANEL,
        country=country,
        outcome="recorded",
        # When it was collected is known to the day at most, and the time of reading must not enter the lake.
        called_at=datetime.combine(day, time(12), tzinfo=UTC),
        about=about,
    )
