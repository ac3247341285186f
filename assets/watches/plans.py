"""What each watch would tell by each channel now: what is new, in which kind of message, and when. It sends nothing.

New is an opening none of whose postings was told: a copy or a repost of one that was is not new, nor is one whose
longest text now is another posting's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assets.lake.snapshots.snapshots import Snapshot
from assets.lake.storage.storage import Lake
from assets.watches.matches import Opening, opened, openings
from assets.watches.message import SUMMARY, Digest, Kind
from assets.watches.timing import not_before
from assets.watches.told import Told, read_told
from assets.watches.watch_file import FEED, Watch, WatchFile

# More than so many messages' worth is not listed any more: after weeks of silence, or a backfill of a year.
TOO_MANY = 10


@dataclass(frozen=True)
class Plan:
    """What one channel would be told of one watch.

    Attributes:
        kind: Which kind of message; None where there is nothing to send.
        tells: The openings the message tells of, listed or counted, those found first standing first.
        waiting: How many new ones wait for the next message.
        total: How many are on the list.
        due: When it may be sent.
    """

    watch: Watch
    channel: str
    kind: Kind | None
    tells: tuple[Opening, ...]
    waiting: int
    total: int
    due: datetime
    told: Told

    def digest(self, viewer: str) -> Digest:
        """What the message says; the newest stand first, with skills to match the best match."""
        listed = sorted(
            self.tells, key=lambda one: (one.match or 0, str(one.posted_date or one.first_seen)), reverse=True
        )
        if self.kind in ("first", "changed"):
            listed = listed[:SUMMARY]
        unknown = self.told.unknown_since
        return Digest(
            self.watch,
            self.channel,
            self.kind or "new",
            listed[: self.watch.most],
            len(self.tells),
            self.total,
            self.waiting,
            viewer,
            (self.told.unknown, unknown) if unknown else None,
        )


def plans(lake: Lake, snapshot: Snapshot, file: WatchFile, now: datetime) -> Iterator[Plan]:
    """The plans of every watch and every channel that something is sent to, in the order of the file."""
    with opened(snapshot) as published:
        for watch in file.watches:
            found = [] if published is None else openings(published, watch)
            for channel in watch.channels:
                if channel != FEED:
                    yield _plan(watch, channel, found, read_told(lake, watch.name, channel), file.timezone, now)


def _plan(watch: Watch, channel: str, found: list[Opening], told: Told, zone: str, now: datetime) -> Plan:
    new = [one for one in found if not told.knows(one.postings)]
    kind, count = _kind(watch, told, len(new))
    due = not_before(watch, zone, told.last_sent, now, urgent=kind in ("first", "changed"))
    return Plan(watch, channel, kind, tuple(new[:count]), len(new) - count, len(found), due, told)


def _kind(watch: Watch, told: Told, new: int) -> tuple[Kind | None, int]:
    """Which message, and of how many openings it tells."""
    if watch.version not in told.versions:
        return ("changed" if told.versions else "first"), new
    if not new:
        return None, 0
    return ("many", new) if new > TOO_MANY * watch.most else ("new", min(new, watch.most))
