"""The launcher of runs on Celery's workers: Dagster's own, with two differences.

A run that names no queue, as one that somebody starts from the UI's graph of assets, goes to the queue that its assets
belong to: marts built by any other worker would be built anew from the first day, in a warehouse of its own.

It has no check of health. Dagster's believes Celery's result, which says STARTED for ever of a task whose machine is
gone, and PENDING of one whose result has expired. Whether a worker is at a run is seen by `lost_runs`.
"""

from dagster._core.launcher import LaunchRunContext
from dagster_celery.launcher import CeleryRunLauncher

from orchestration.jobs.halves import QUEUE, queue_of


class FleetLauncher(CeleryRunLauncher):  # type: ignore[misc] # optional, so without types here
    """Dagster's launcher for Celery."""

    def launch_run(self, context: LaunchRunContext) -> None:
        """Put a run into its queue."""
        run = context.dagster_run
        if QUEUE not in run.tags:
            named = {QUEUE: queue_of(run.asset_selection)}
            self._instance.add_run_tags(run.run_id, named)
            context = context._replace(dagster_run=run.with_tags({**run.tags, **named}))
        super().launch_run(context)

    @property
    def supports_check_run_worker_health(self) -> bool:
        """No: Dagster would fail runs that live and believe in ones that do not."""
        return False
