"""When the lake is filled without anybody asking."""

from datetime import timedelta

import dagster as dg

from orchestration.jobs import daily_lake

# 00:20 UTC: the day has just closed, so the answers still are that day's view, and twenty minutes leave room for a
# clock that is off and for a source that dates postings late. Nothing in UTC falls into a daylight-saving gap.
CLOSING_TIME = "20 0 * * *"
CLOSES_DAY = "joblake/closes_day"


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
