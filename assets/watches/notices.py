"""Notices to the operator: what is wrong with the lake, told once by each channel, in the same ledger as the watches'.

What is wrong is found elsewhere (`lake_notices`, and orchestration for runs and credits); here it is told.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assets.lake.readers.watch_status import OPERATOR, ChannelStatus, write_status
from assets.lake.storage.storage import Lake
from assets.watches.channels import Channel, ChannelError
from assets.watches.message import Message, for_chat, id_of, page, plain
from assets.watches.timing import not_before
from assets.watches.told import Told, read_told, write_outcome, write_sending
from assets.watches.watch_file import Operator, WatchFile

LOCK = "operator"
LONGEST = 400  # characters of a sentence: an error may quote what a stranger sent


@dataclass(frozen=True)
class Notice:
    """One thing that is wrong.

    Attributes:
        id: The same for the same thing, however often it is found: `run:1f0c…`, `day:2026-11-27`.
        subject: What is wrong, in a few words.
        text: What was found and what to do next.
    """

    id: str
    subject: str
    text: str


def tell_operator(
    lake: Lake,
    file: WatchFile,
    notices: Sequence[Notice],
    channel_of: Callable[[str], Channel],
    clock: Callable[[], datetime],
) -> list[ChannelStatus]:
    """Tell by every channel of the operator what it has not been told; how each channel stands afterwards."""
    if file.operator is None:
        return []
    operator = file.operator
    with lake.hold(LOCK, "the operator's channels", f"process {os.getpid()}"):
        told = {channel: read_told(lake, OPERATOR, channel) for channel in operator.channels}
        found = [
            _told(
                lake, operator, file.timezone, channel, _new(notices, told[channel]), told[channel], channel_of, clock
            )
            for channel in operator.channels
        ]
        write_status(lake, found, OPERATOR)
    return found


def _new(notices: Sequence[Notice], told: Told) -> list[Notice]:
    return [notice for notice in notices if not told.knows({notice.id})]


def _told(
    lake: Lake,
    operator: Operator,
    zone: str,
    channel: str,
    new: Sequence[Notice],
    told: Told,
    channel_of: Callable[[str], Channel],
    clock: Callable[[], datetime],
) -> ChannelStatus:
    now = clock()
    standing = ChannelStatus(watch=OPERATOR, channel=channel, last_sent=told.last_sent, waiting=len(new))
    due = not_before(operator, zone, told.last_sent, now, urgent=False)
    if not new or due > now:
        return standing.model_copy(update={"due": due if new else None})
    chosen = new[: operator.most]
    groups = [frozenset({notice.id}) for notice in chosen]
    message_id = id_of(OPERATOR, channel, groups)
    write_sending(lake, OPERATOR, channel, message_id, "", groups, now)
    try:
        channel_of(channel).send(compose(chosen, told, message_id, now))
    except ChannelError as error:
        write_outcome(lake, OPERATOR, channel, message_id, clock(), str(error))
        failing = {"due": now, "failing_since": told.failing_since or now, "error": str(error)}
        return standing.model_copy(update=failing)
    write_outcome(lake, OPERATOR, channel, message_id, clock())
    left = len(new) - len(chosen)
    return standing.model_copy(update={"last_sent": now, "waiting": left, "due": now if left else None})


def compose(notices: Sequence[Notice], told: Told, message_id: str, at: datetime) -> Message:
    """The message about some notices."""
    more = f" and {len(notices) - 1} more" if len(notices) > 1 else ""
    subject = f"Joblake: {plain(notices[0].subject)}{more}"
    sentences = [f"{plain(one.subject)}. {plain(one.text, LONGEST)}" for one in notices]
    if told.unknown_since:
        sentences.append(
            f"A message may have reached you on {told.unknown_since:%Y-%m-%d at %H:%M} UTC: the process that sent it "
            "ended before it could note so. What was in it may be told again here."
        )
    text = "\n\n".join(sentences) + "\n"
    html = page(subject=subject, head=sentences, foot=[], lines=[], all="")
    return Message(message_id, OPERATOR, at, subject, text, html, for_chat(text))
