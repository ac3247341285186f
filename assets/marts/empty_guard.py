"""The guard before publishing: marts without a job are not put in the place of marts with jobs unless somebody says so.

A source that changed its shape, or a home that was lost, would otherwise empty every page and look like success.
"""

from collections.abc import Mapping, Sequence

from assets.lake.snapshots.publishing import MartFile
from assets.lake.snapshots.snapshots import Snapshot

ALLOW_EMPTY = "joblake/allow_empty"
JOBS = "dim_jobs"


class EmptySnapshotError(ValueError):
    """The marts hold no job, and what is published does."""


def refuse_empty(built: Sequence[MartFile], published: Snapshot | None, tags: Mapping[str, str]) -> None:
    """Refuse to publish marts without a job over some with jobs.

    Args:
        built: The marts that would be published.
        published: The snapshot that readers open; None before the first.
        tags: The run's tags; `joblake/allow_empty: true` allows it.

    Raises:
        EmptySnapshotError: With what to do next.
    """
    jobs = sum(file.rows for file in built if file.mart == JOBS)
    if tags.get(ALLOW_EMPTY) == "true" or published is None or jobs:
        return
    there = int(published.marts[JOBS]["rows"]) if JOBS in published.marts else 0
    if there:
        raise EmptySnapshotError(
            f"the marts hold no job, but the published snapshot {published.snapshot_id} holds {there:,}: nothing was "
            "published and readers still see it. Next: look at what the searches and recorded files of this run held; "
            "if an empty snapshot is what you want, run again with --allow-empty (make run ALLOW_EMPTY=1, in Dagster "
            f"the tag {ALLOW_EMPTY}: true)."
        )
