"""Tells what is new and is killed on the way: a process of its own, which dies before or after one of its steps."""

import os
import signal
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import count
from pathlib import Path

from assets.lake.snapshots.snapshots import current
from assets.lake.storage.storage import Lake
from assets.watches import telling
from assets.watches.channels import Channel, channel_of
from assets.watches.message import Message
from assets.watches.settings import WatchSettings
from assets.watches.watch_file import parse_watches

PRELOADED = ["apprise", "assets.watches.desk", "tests.assets.watches.killed_run"]


def tell_until(
    root: str, watches: str, given: dict[str, object], addresses: Mapping[str, str], now: str, dies_at: int
) -> None:
    """Tell as the asset does; die without a word at the n-th moment, counted from 0. Beyond the last it lives.

    Moments lie before and after each line of the ledger, each sending and the status. The addresses of channels are
    given, because a fork server has the environment of the test that started it, which may be another one's.
    """
    os.environ.update(addresses)
    numbers = count()

    def moment() -> None:
        if next(numbers) == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(step: Callable[..., None]) -> Callable[..., None]:
        def watched(*arguments: object) -> None:
            moment()
            step(*arguments)
            moment()

        return watched

    lake, settings = Lake(Path(root)), WatchSettings(_env_file=None, **given)  # type: ignore[arg-type]
    lake.append, lake.replace = around(lake.append), around(lake.replace)  # type: ignore[method-assign]

    class Dying:
        def __init__(self, inner: Channel) -> None:
            self._inner = inner

        def send(self, message: Message) -> None:
            around(self._inner.send)(message)

    snapshot, clock = current(lake), datetime.fromisoformat(now)
    assert snapshot is not None
    telling.tell(lake, snapshot, parse_watches(watches), lambda name: Dying(channel_of(name, settings)), lambda: clock)
