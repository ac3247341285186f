"""The launcher of runs on Celery's workers: Dagster's own, without its check of health.

That believes Celery's result, which says STARTED for ever of a task whose machine is gone, and PENDING of one whose
result has expired. Whether a worker is at a run is seen by `lost_runs`.
"""

from dagster_celery.launcher import CeleryRunLauncher


class FleetLauncher(CeleryRunLauncher):  # type: ignore[misc] # optional, so without types here
    """Dagster's launcher for Celery."""

    @property
    def supports_check_run_worker_health(self) -> bool:
        """No: Dagster would fail runs that live and believe in ones that do not."""
        return False
