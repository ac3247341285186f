"""The files of a recorded folder: which hold answers, of which day, and which are not read, each with the reason.

A date in the path (`search_date=YYYY-MM-DD/`, or in the file's name) is the search date. A name that means a day but
names none is not read: counted as today's, its jobs would stand in the wrong week for ever.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

WHOLE, LINES = (".json",), (".jsonl", ".ndjson")
PACKED = ".gz"
FOLDER_DATE = re.compile(r"search_date=([^/]*)")
NAME_DATE = re.compile(r"(?<!\d)(20\d{2})([-_]?)(\d{2})[-_]?(\d{2})(?!\d)")
OTHER_ORDER = re.compile(r"(?<!\d)\d{1,2}[-_.]\d{1,2}[-_.]20\d{2}(?!\d)")
# Endings under which people keep data; other files of a folder (a read-me, a picture) are nobody's answers.
DATA = (
    ".csv",
    ".tsv",
    ".txt",
    ".xls",
    ".xlsx",
    ".xml",
    ".parquet",
    ".gz",
    ".zip",
    ".zst",
    ".bz2",
    ".xz",
    ".7z",
    ".tar",
)


class NoDayError(ValueError):
    """A path that means a day and names none."""


@dataclass(frozen=True)
class RecordedFile:
    """A file of the folder and its search date; None for a file without one."""

    path: Path
    day: date | None

    @property
    def packed(self) -> bool:
        """Whether it is compressed with gzip."""
        return self.path.suffix.lower() == PACKED

    @property
    def name(self) -> str:
        """Its name without endings: what stands in the place of a search's name."""
        return Path(self.path.stem).stem if self.packed else self.path.stem

    @property
    def lines(self) -> bool:
        """Whether it holds JSON Lines."""
        return _ending(self.path) in LINES


def recorded_files(folder: Path) -> list[RecordedFile]:
    """The files of a folder that are read, in order of their paths; hidden ones are not."""
    return [found for found in _looked_at(folder) if isinstance(found, RecordedFile)]


def unread_files(folder: Path) -> list[str]:
    """The files that look like data and are not read, each with the reason and what to do."""
    return [found for found in _looked_at(folder) if isinstance(found, str)]


def date_in(path: str) -> date | None:
    """The search date that a path names; None where it means none.

    Raises:
        NoDayError: It means a day that does not exist, or writes one in another order.
    """
    folders, name = FOLDER_DATE.findall(path), path.rpartition("/")[2]
    if folders:
        return _day(folders[-1], f"search_date={folders[-1]}")
    for year, separator, month, day in NAME_DATE.findall(name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            if separator or (int(month) <= 12 and int(day) <= 31):  # else eight digits of a number
                raise NoDayError(f"{year}-{month}-{day} is no day of the calendar") from None
    other = OTHER_ORDER.search(name)
    if other:
        raise NoDayError(f"{other[0]} is no day in the form YYYY-MM-DD")
    return None


def _day(text: str, shown: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoDayError(f"{shown} is no day in the form YYYY-MM-DD") from None


def _looked_at(folder: Path) -> Iterator[RecordedFile | str]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not path.is_file() or any(part.startswith(".") for part in inside.parts):
            continue
        if _ending(path) in (*WHOLE, *LINES):
            try:
                yield RecordedFile(path, date_in(inside.as_posix()))
            except NoDayError as error:
                yield f"{inside.as_posix()}: {error}; not read. Next: name the day on which it was saved, or none"
        elif path.suffix.lower() in DATA:
            yield (
                f"{inside.as_posix()}: {path.suffix.lower()} is not read. Next: save it as *.json (whole answers) or "
                "*.jsonl (a job object a line), either may be packed as .gz"
            )


def _ending(path: Path) -> str:
    """The ending that says what a file holds: of `a.json.gz` it is `.json`."""
    return (Path(path.stem).suffix if path.suffix.lower() == PACKED else path.suffix).lower()
