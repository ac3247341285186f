"""Tells everybody what is new: the plans, carried out one after another, each noted before and after it is sent.

A channel that fails is noted and left for the next run; it stops no other. The status that this leaves in the lake is
what the pipeline page shows and what the hourly schedule asks.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assets.lake.readers.watch_status import ChannelStatus, write_status
from assets.lake.snapshots.snapshots import Snapshot
from assets.lake.storage.storage import Lake
from assets.watches.channels import Channel, ChannelError
from assets.watches.message import compose, id_of
from assets.watches.plans import Plan, plans
from assets.watches.timing import not_before
from assets.watches.told import write_outcome, write_sending
from assets.watches.watch_file import WatchFile

LOCK = "watches"
State = Literal["sent", "nothing new", "waiting", "failed"]


@dataclass(frozen=True)
class Outcome:
    """What became of one plan.

    Attributes:
        told: How many openings were told of.
        error: Why it failed; empty where it did not.
    """

    plan: Plan
    state: State
    told: int
    error: str = ""

    @property
    def waiting(self) -> int:
        """How many new openings have not been told."""
        return self.plan.waiting + len(self.plan.tells) - self.told


def tell(
    lake: Lake,
    snapshot: Snapshot,
    file: WatchFile,
    channel_of: Callable[[str], Channel],
    clock: Callable[[], datetime],
) -> list[Outcome]:
    """Tell by every channel what is new and due, then leave the status.

    Args:
        lake: Where the ledger of what was sent lies.
        snapshot: What is published.
        file: Who is told what.
        channel_of: Makes a channel from its name.
        clock: The current moment, UTC.
    """
    with lake.hold(LOCK, "the watches", f"process {os.getpid()}"):
        outcomes = [
            _carried_out(lake, plan, file.viewer, channel_of, clock) for plan in plans(lake, snapshot, file, clock())
        ]
        write_status(lake, [_status(outcome, file.timezone, clock()) for outcome in outcomes])
    return outcomes


def _carried_out(
    lake: Lake, plan: Plan, viewer: str, channel_of: Callable[[str], Channel], clock: Callable[[], datetime]
) -> Outcome:
    now, watch = clock(), plan.watch
    if plan.kind is None:
        return Outcome(plan, "nothing new", 0)
    if plan.due > now:
        return Outcome(plan, "waiting", 0)
    told = [one.postings for one in plan.tells]
    message_id = id_of(watch.name, plan.channel, told)
    message = compose(plan.digest(viewer), message_id, now)
    write_sending(lake, watch.name, plan.channel, message_id, watch.version, told, now)
    try:
        channel_of(plan.channel).send(message)
    except ChannelError as error:
        write_outcome(lake, watch.name, plan.channel, message_id, clock(), str(error))
        return Outcome(plan, "failed", 0, str(error))
    write_outcome(lake, watch.name, plan.channel, message_id, clock())
    return Outcome(plan, "sent", len(told))


def _status(outcome: Outcome, zone: str, now: datetime) -> ChannelStatus:
    plan, sent = outcome.plan, outcome.state == "sent"
    following = not_before(plan.watch, zone, now, now, urgent=False) if sent else plan.due
    return ChannelStatus(
        watch=plan.watch.name,
        channel=plan.channel,
        last_sent=now if sent else plan.told.last_sent,
        matching=plan.total,
        waiting=outcome.waiting,
        due=following if outcome.waiting or outcome.state in ("waiting", "failed") else None,
        failing_since=(plan.told.failing_since or now) if outcome.state == "failed" else None,
        error=outcome.error,
    )
