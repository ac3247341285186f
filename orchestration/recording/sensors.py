"""Recording under the daemon: whenever a run ends, however it was started."""

from collections.abc import Sequence

import dagster as dg

from lineage.current.tables import AFTERWARDS, PUBLISHED
from orchestration.recording.installation_lineage import Lineage


def record_lineage(lineage: Lineage) -> Sequence[dg.SensorDefinition]:
    """One sensor per way in which a run can end."""
    return [
        _sensor(lineage, dg.DagsterRunStatus.SUCCESS, "record_lineage_of_success"),
        _sensor(lineage, dg.DagsterRunStatus.FAILURE, "record_lineage_of_failure"),
        _sensor(lineage, dg.DagsterRunStatus.CANCELED, "record_lineage_of_cancelled"),
    ]


def _sensor(lineage: Lineage, status: dg.DagsterRunStatus, name: str) -> dg.SensorDefinition:
    @dg.run_status_sensor(
        run_status=status,
        name=name,
        description="Turns the run's events into lineage records and OpenLineage events in the lake.",
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def record(context: dg.RunStatusSensorContext) -> dg.SkipReason:
        added = lineage.record_and_send(context.instance)
        return dg.SkipReason(f"recorded {len(added)} materializations")

    return record


def nothing_stale(lineage: Lineage) -> dg.AssetChecksDefinition:
    """The check on the published marts that says what they, or anything above them, are older than."""

    @dg.asset_check(
        asset="published_marts",
        description="No partition, model or mart is older than what it was made from, or than its code.",
    )
    def nothing_stale(context: dg.AssetCheckExecutionContext) -> dg.AssetCheckResult:
        lineage.record(context.instance)
        stale = [one for one in lineage.stale() if one.asset == PUBLISHED or one.asset not in AFTERWARDS]
        roots = [one for one in stale if one.reason != "upstream"]
        lines = [f"{one.asset} {one.partition}: {one.reason}, {one.cause_asset} {one.cause_partition}" for one in roots]
        return dg.AssetCheckResult(
            passed=not stale,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"causes": lines[:50], "out_of_date": len({(one.asset, one.partition) for one in stale})},
        )

    return nothing_stale
