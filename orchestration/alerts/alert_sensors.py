"""Telling the operator under the daemon: at once when a run fails, and every ten minutes for what no run tells of."""

from collections.abc import Sequence

import dagster as dg

from assets.lake.readers.watch_status import ChannelStatus
from orchestration.alerts.alerts import alert
from orchestration.installation.settings import Settings

EVERY_SECONDS = 600


def operator_sensors(settings: Settings) -> Sequence[dg.SensorDefinition]:
    """The sensors of an installation; without an operator in watches.yaml they do nothing."""

    @dg.run_failure_sensor(
        name="tell_of_a_failed_run",
        description="Tells the operator of watches.yaml that a run failed, once.",
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def tell_of_a_failed_run(context: dg.RunFailureSensorContext) -> dg.SkipReason:
        return _said(alert(settings, context.instance))

    @dg.sensor(
        name="tell_the_operator",
        description="Tells the operator of watches.yaml of days not closed, credits nearly spent and quality "
        "that dropped, each once, and again what a channel did not take.",
        minimum_interval_seconds=EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def tell_the_operator(context: dg.SensorEvaluationContext) -> dg.SkipReason:
        return _said(alert(settings, context.instance))

    return [tell_of_a_failed_run, tell_the_operator]


def _said(channels: Sequence[ChannelStatus]) -> dg.SkipReason:
    if not channels:
        return dg.SkipReason("watches.yaml names no operator")
    return dg.SkipReason("; ".join(f"{one.channel}: {one.error or f'{one.waiting} waiting'}" for one in channels))
