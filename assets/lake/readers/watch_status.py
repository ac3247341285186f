"""How each watch's channels stand: left by who tells, read by the pipeline page and by the schedule that tells again.

Derived, and replaced whole each time; what was sent is in the ledger of the watches.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assets.lake.storage.storage import Lake

WATCHES, OPERATOR = "watches", "operator"
_KEYS = {WATCHES: "watches/status.json", OPERATOR: "watches/operator.json"}


class ChannelStatus(BaseModel):
    """One channel of one watch.

    Attributes:
        watch: Its name; `operator` for what concerns the lake itself.
        last_sent: When the last message was sent, UTC; None where none was.
        matching: How many openings are on the list.
        waiting: How many new ones have not been told.
        due: When they may be; None where nothing waits.
        failing_since: Since when every attempt has failed; None where the last one did not.
        error: Why.
    """

    model_config = ConfigDict(frozen=True)

    watch: str
    channel: str
    last_sent: datetime | None = None
    matching: int = 0
    waiting: int = 0
    due: datetime | None = None
    failing_since: datetime | None = None
    error: str = ""


_STATUS = TypeAdapter(list[ChannelStatus])


def write_status(lake: Lake, channels: Sequence[ChannelStatus], about: str = WATCHES) -> None:
    """Replace the status of all watches, or of the operator's channels."""
    lake.replace(_KEYS[about], _STATUS.dump_json(list(channels), indent=1) + b"\n")


def read_status(lake: Lake) -> list[ChannelStatus]:
    """How every channel stands; of a damaged file nothing is read: the next run writes it again."""
    found: list[ChannelStatus] = []
    for key in _KEYS.values():
        if lake.exists(key):
            with suppress(ValidationError):
                found += _STATUS.validate_json(lake.get(key))
    return found
