"""The two halves of the graph, as several machines share them: stages on any worker, marts where the warehouse lies."""

from collections.abc import Iterable

import dagster as dg

from assets.lake.tables.schemas import TABLES

STAGES, MARTS = "stages", "marts"  # of the jobs, and of the queues that workers take runs from
QUEUE = "dagster-celery/queue"
STAGE_ASSETS = ("raw_search_results", *(name for name, spec in TABLES.items() if spec.partitioned))


def queue_of(assets: Iterable[dg.AssetKey] | None) -> str:
    """Where a run of these assets belongs: to any worker if all of them are stages, else to the warehouse's."""
    names = {key.to_user_string() for key in assets or ()}
    return STAGES if names and names <= set(STAGE_ASSETS) else MARTS
