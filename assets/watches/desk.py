"""The watch desk: settings, file and channels, ready to tell for one run. The Dagster asset is given one of these."""

from collections.abc import Callable
from datetime import UTC, datetime

from pydantic import ValidationError

from assets.lake.snapshots.snapshots import Snapshot
from assets.lake.storage.storage import Lake
from assets.watches.channels import channel_of
from assets.watches.settings import WatchSettings
from assets.watches.telling import Outcome, tell
from assets.watches.watch_file import WatchFile, WatchFileError, watches_of


def _now() -> datetime:
    return datetime.now(UTC)


class WatchDesk:
    """Tells what is new; settings and file are read each time, so that a wrong one stops no code location.

    Attributes:
        clock: The current moment, UTC.
    """

    def __init__(self, settings: WatchSettings | None = None, clock: Callable[[], datetime] = _now) -> None:
        self._given, self.clock = settings, clock

    @property
    def settings(self) -> WatchSettings:
        """The settings as they are now.

        Raises:
            WatchFileError: One is not what it may be; the message names the variable and not what it holds.
        """
        try:
            return self._given or WatchSettings()
        except ValidationError as error:
            wrong = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_input=False))
            raise WatchFileError("\n".join(wrong)) from None

    def file(self, lake: Lake) -> WatchFile | None:
        """What watches.yaml says, the lake's or this machine's; None where there is none.

        Raises:
            WatchFileError: It cannot be followed.
        """
        return watches_of(lake, self.settings.watches)

    def tell(self, lake: Lake, file: WatchFile, snapshot: Snapshot) -> list[Outcome]:
        """Tell what is new."""
        settings = self.settings
        return tell(lake, snapshot, file, lambda name: channel_of(name, settings), self.clock)
