"""A lake in a bucket as the viewer reads it: its published snapshot in a local folder, fetched once a publish.

No request waits for the bucket: pages are served from the folder, and a thread looks for a newer snapshot.
"""

import logging
import time
from pathlib import Path
from threading import Thread

from assets.lake.storage.storage import Lake

LOOK_EVERY_SECONDS = 15.0
LOG = logging.getLogger("viewer")


def mirrored(lake: Lake, every: float = LOOK_EVERY_SECONDS) -> Path:
    """The folder of a lake to serve from, kept up to date for as long as this process lives."""
    folder = lake.published().root
    if lake.folder is None:
        Thread(target=_follow, args=(lake, every), name="follow-bucket", daemon=True).start()
    return folder


def _follow(lake: Lake, every: float) -> None:
    said = ""
    while True:
        time.sleep(every)
        try:
            lake.published()
        except (OSError, ValueError) as error:  # the store is away: what is mirrored is served meanwhile
            if str(error) != said:
                said = str(error)
                LOG.warning("no newer snapshot can be fetched: %s", error)
        else:
            said = ""
