"""The ledger of what was sent: one journal for each watch and channel, in the lake, only ever added to.

Before a message is sent a line says what will be in it; afterwards one says that it was sent, or why not. A process
that is killed between the two leaves a message of which nobody knows: its openings count as not told, so that none is
lost, and the next message says that it may repeat one.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from assets.lake.calls.journal_lines import read_journal
from assets.lake.storage.storage import Lake

FOLDER = "watches/told"
Event = Literal["sending", "sent", "failed"]


@dataclass(frozen=True)
class Entry:
    """One line.

    Attributes:
        message: The id of the message.
        at: When the line was written, UTC.
        version: Of `sending`: the version of the watch.
        told: Of `sending`: what is told, each a group of keys of which one is enough to know it again.
        error: Of `failed`: why.
    """

    message: str
    event: Event
    at: datetime
    version: str = ""
    told: tuple[frozenset[int | str], ...] = ()
    error: str = ""


@dataclass
class Told:
    """What one channel was sent of one watch.

    Attributes:
        keys: Everything that was told.
        versions: The versions of the watch for which something was sent.
        last_sent: When the last message was sent.
        unknown_since: Since when there is a message of which nobody knows whether it was sent; None without one.
        unknown: How many openings that message was to hold.
        error: Why the last attempt failed; empty where it did not.
        failing_since: Since when every attempt has failed.
        bad_lines: Lines of the journal that could not be read.
    """

    keys: set[int | str] = field(default_factory=set)
    versions: set[str] = field(default_factory=set)
    last_sent: datetime | None = None
    unknown_since: datetime | None = None
    unknown: int = 0
    error: str = ""
    failing_since: datetime | None = None
    bad_lines: int = 0

    def knows(self, keys: Collection[int | str]) -> bool:
        """Whether something was told under any of its keys."""
        return not self.keys.isdisjoint(keys)


def read_told(lake: Lake, watch: str, channel: str) -> Told:
    """What the journal says; a line that cannot be read spoils itself alone, and what it told is told again."""
    key = journal_key(watch, channel)
    entries, bad = read_journal(lake.get(key), _entry) if lake.exists(key) else ([], [])
    told = Told(bad_lines=len(bad))
    begun: Entry | None = None
    unknown: list[Entry] = []
    for entry in entries:
        if entry.event == "sending":
            unknown += [begun] if begun else []
            begun = entry
        elif begun and entry.message == begun.message:
            if entry.event == "sent":
                unknown.clear()  # it said that it might repeat them
                _sent(told, begun, entry.at)
            else:
                told.error, told.failing_since = entry.error, told.failing_since or entry.at
            begun = None
    unknown += [begun] if begun else []
    if unknown:
        told.unknown_since = unknown[0].at
        told.unknown = len(frozenset(group for entry in unknown for group in entry.told))
    return told


def _sent(told: Told, begun: Entry, at: datetime) -> None:
    for group in begun.told:
        told.keys |= group
    told.versions.add(begun.version)
    told.last_sent, told.error, told.failing_since = at, "", None


def write_sending(
    lake: Lake,
    watch: str,
    channel: str,
    message: str,
    version: str,
    told: Iterable[Collection[int | str]],
    at: datetime,
) -> None:
    """Note what a message will hold, on disk when this returns."""
    line: dict[str, object] = {"version": version, "told": [sorted(group, key=str) for group in told]}
    _write(lake, watch, channel, message, "sending", at, line)


def write_outcome(lake: Lake, watch: str, channel: str, message: str, at: datetime, error: str = "") -> None:
    """Note that a message was sent, or why it was not."""
    _write(lake, watch, channel, message, "failed" if error else "sent", at, {"error": error} if error else {})


def journal_key(watch: str, channel: str) -> str:
    """Where the journal of a watch and a channel lies in the lake."""
    return f"{FOLDER}/{watch}/{channel}.jsonl"


def _write(
    lake: Lake, watch: str, channel: str, message: str, event: Event, at: datetime, more: dict[str, object]
) -> None:
    line = json.dumps({"at": at.isoformat(), "message": message, "event": event, **more}, separators=(",", ":"))
    lake.append(journal_key(watch, channel), line.encode())


def _entry(line: bytes) -> Entry:
    found: Any = json.loads(line)
    if found["event"] not in ("sending", "sent", "failed"):
        raise ValueError(f"event {found['event']!r} is not known")
    return Entry(
        str(found["message"]),
        found["event"],
        datetime.fromisoformat(found["at"]),
        str(found.get("version", "")),
        tuple(frozenset(group) for group in found.get("told", ())),
        str(found.get("error", "")),
    )
