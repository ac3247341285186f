"""A viewer of a lake in a bucket serves from its mirror, and goes on when the bucket is away."""

import time
from pathlib import Path

from assets.lake.locks.locks import KernelLocks
from assets.lake.storage.storage import Lake
from viewer.snapshot.mirror import mirrored


class Away(Lake):
    """A lake whose published snapshot can be fetched some times, and then no more."""

    folder = None

    def __init__(self, mirror: Path, times: int) -> None:
        super().__init__(mirror, KernelLocks(mirror))
        self.mirror, self.times, self.asked = mirror, times, 0

    def published(self) -> Lake:
        self.asked += 1
        if self.asked > self.times:
            raise OSError("the store does not answer")
        return Lake(self.mirror)


def test_a_lake_in_a_folder_is_served_from_there(tmp_path: Path) -> None:
    assert mirrored(Lake(tmp_path)) == tmp_path


def test_the_mirror_is_looked_after_until_the_store_is_away_and_then_too(tmp_path: Path) -> None:
    lake = Away(tmp_path, times=3)
    assert mirrored(lake, every=0.01) == tmp_path
    deadline = time.monotonic() + 5
    while lake.asked < 6 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert lake.asked >= 6
