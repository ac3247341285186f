"""When the lake is filled without anybody asking."""

from datetime import UTC, datetime, timedelta

import dagster as dg

from assets.lake.readers.watch_status import OPERATOR, ChannelStatus, read_status
from assets.lake.storage.storage import Lake
from orchestration.jobs.jobs import daily_lake, watch_job

# 00:20 UTC: the day has just closed, so the answers still are that day's view, and twenty minutes leave room for a
# clock that is off and for a source that dates postings late. Nothing in UTC falls into a daylight-saving gap.
CLOSING_TIME = "20 0 * * *"
CLOSES_DAY = "joblake/closes_day"
# What waits for the end of quiet hours, for a digest's day, or for a channel that failed.
TELLING_TIMES = "5 * * * *"
# A channel that has failed for longer is tried by the daily run alone.
KEPT_TRYING = timedelta(days=1)


@dg.schedule(
    job=daily_lake,
    cron_schedule=CLOSING_TIME,
    execution_timezone="UTC",
    description="Closes the UTC day that has just ended: its searches are made and its partition materialized.",
)
def close_the_day(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """One run for yesterday's partition; the tag says that its answers are yesterday's view, not a look back."""
    yesterday = (context.scheduled_execution_time - timedelta(days=1)).date().isoformat()
    return dg.RunRequest(run_key=yesterday, partition_key=yesterday, tags={CLOSES_DAY: "true"})


@dg.schedule(
    job=watch_job,
    cron_schedule=TELLING_TIMES,
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Tells what had to wait: for the end of quiet hours, a digest's day, a channel that failed.",
)
def tell_what_waited(
    context: dg.ScheduleEvaluationContext, lake: dg.ResourceParam[Lake]
) -> dg.RunRequest | dg.SkipReason:
    """One run where something is due; none where nobody is told anything."""
    now = context.scheduled_execution_time.astimezone(UTC)
    if any(_is_due(one, now) for one in read_status(lake)):
        return dg.RunRequest(run_key=now.isoformat())
    return dg.SkipReason("nothing waits to be told")


def _is_due(one: ChannelStatus, now: datetime) -> bool:
    given_up = one.failing_since is not None and now - one.failing_since > KEPT_TRYING
    return one.watch != OPERATOR and one.due is not None and one.due <= now and not given_up
