"""A range that is started from the UI, spread as `make backfill` does: stages in runs of some days, then the marts.

Dagster cuts the backfill of a job by the policy of its assets. That stays one run a range for all of them: with another
for the stages, a backfill of the whole graph would start dbt anew whenever some days are through. So the job alone is
given its own, and what follows a backfill of it is started here.
"""

import time
from collections.abc import Sequence

import dagster as dg
from dagster._core.execution.backfill import BulkActionsFilter, BulkActionStatus, PartitionBackfill

from orchestration.fleet.chunks import days_of_run
from orchestration.jobs.halves import STAGES
from orchestration.jobs.jobs import marts

LOOK_EVERY_SECONDS = 15
LATEST = 100  # backfills of whatever job that are looked at


def spread(definitions: dg.Definitions, days: int) -> None:
    """Have a backfill of the stages be runs of at most so many days."""
    definitions.resolve_job_def(STAGES).backfill_policy = dg.BackfillPolicy.multi_run(days)


@dg.sensor(
    job=marts,
    name="marts_after_stages",
    minimum_interval_seconds=LOOK_EVERY_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="When all runs of a backfill of `stages` have succeeded, one run of `marts` over its days.",
)
def marts_after_stages(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Ask for the marts of the backfills that have ended since the last look."""
    since = float(context.cursor or time.time())
    ended = [one for one in _done(context.instance) if (one.backfill_end_timestamp or 0.0) > since]
    last = max((one.backfill_end_timestamp or 0.0 for one in ended), default=since)
    return dg.SensorResult([_marts_of(one) for one in ended], cursor=str(last))


def _done(instance: dg.DagsterInstance) -> Sequence[PartitionBackfill]:
    wanted = BulkActionsFilter(statuses=[BulkActionStatus.COMPLETED_SUCCESS])
    newest = instance.get_backfills(filters=wanted, limit=LATEST)
    return [one for one in newest if one.job_name == STAGES]


def _marts_of(backfill: PartitionBackfill) -> dg.RunRequest:
    """One run over all days of a backfill; its id keeps a second one away."""
    days = sorted(backfill.partition_names or ())
    return dg.RunRequest(run_key=backfill.backfill_id, tags=days_of_run(days[0], days[-1]))
