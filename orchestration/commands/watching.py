"""`make watch`: what each watch would tell now, by which channel and when. It sends nothing and notes nothing."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from assets.lake.snapshots.snapshots import Snapshot, current
from assets.lake.storage.storage import Lake
from assets.watches.desk import WatchDesk
from assets.watches.message import feed_address, plain
from assets.watches.plans import Plan, plans
from assets.watches.watch_file import FEED, Watch, WatchFile, WatchFileError
from orchestration.installation.settings import Settings

SHOWN = 5
MINUTE = "%Y-%m-%d %H:%M UTC"


def watch(settings: Settings) -> int:
    """Print the plans of every watch; the exit code."""
    desk, lake = WatchDesk(), settings.open_lake()
    try:
        file = desk.file(lake)
    except WatchFileError as error:
        return _refuse(str(error))
    if file is None:
        return _refuse(f"there is no {desk.settings.watches}; watches.example.yaml shows what it may say")
    snapshot = current(lake.published())
    if snapshot is None:
        return _refuse("nothing is published yet; `make run` publishes the marts")
    sys.stdout.write("".join(f"{line}\n" for line in _said(lake, snapshot, file, datetime.now(UTC))))
    return 0


def _said(lake: Lake, snapshot: Snapshot, file: WatchFile, now: datetime) -> Iterator[str]:
    if not file.watches:
        yield "no watch is named"
    found = list(plans(lake, snapshot, file, now))
    for one in file.watches:
        mine = [plan for plan in found if plan.watch is one]
        total = f"{mine[0].total:,} openings on the list" if mine else "a feed alone"
        yield f"{one.name}: {total}"
        for channel in one.channels:
            yield from _of(one, channel, mine, file.viewer, now)


def _of(watch: Watch, channel: str, mine: list[Plan], viewer: str, now: datetime) -> Iterator[str]:
    if channel == FEED:
        yield f"  {channel}: {feed_address(viewer, watch)}"
        return
    plan = next(plan for plan in mine if plan.channel == channel)
    said = {
        None: "nothing new",
        "first": f"the first message, a summary: {plan.total:,} openings now",
        "changed": f"the watch has changed, a summary: {len(plan.tells):,} openings not told before",
        "many": f"{len(plan.tells):,} new, too many to list",
        "new": f"{len(plan.tells):,} new",
    }[plan.kind]
    when = f", not before {plan.due:{MINUTE}}" if plan.kind and plan.due > now else ""
    waiting = f", and {plan.waiting:,} in the next message" if plan.waiting else ""
    unknown = ", one message may be repeated: a run ended before it noted that" if plan.told.unknown_since else ""
    failed = f"; the last attempt failed: {plan.told.error}" if plan.told.error else ""
    yield f"  {channel}: {said}{waiting}{when}{unknown}{failed}"
    for one in plan.digest(viewer).listed[:SHOWN] if plan.kind else ():
        at = f" at {plain(one.employer)}" if one.employer else ""
        yield f"    {plain(one.title)}{at}  {viewer.rstrip('/')}/jobs/{one.job_key}"


def _refuse(why: str) -> int:
    sys.stderr.write(f"joblake: {why}\n")
    return 1
