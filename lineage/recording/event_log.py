"""Dagster's event log read as plain facts: what was materialized, which checks spoke, which attempts failed.

The only module of lineage that knows how Dagster stores events. It decides nothing about versions.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import dagster as dg
from dagster._core.events import AssetMaterializationPlannedData
from dagster._core.storage.tags import (
    ASSET_PARTITION_RANGE_END_TAG,
    ASSET_PARTITION_RANGE_START_TAG,
    BACKFILL_ID_TAG,
    PARTITION_NAME_TAG,
    SCHEDULE_NAME_TAG,
    SENSOR_NAME_TAG,
)

BATCH = 500
INPUT_TAG = "dagster/input_data_version/"
ENDED = (dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED)
_TYPE = dg.DagsterEventType
READ = {
    _TYPE.STEP_START, _TYPE.STEP_SUCCESS, _TYPE.STEP_FAILURE, _TYPE.ASSET_CHECK_EVALUATION,
    _TYPE.ASSET_MATERIALIZATION_PLANNED,
}  # fmt: skip


@dataclass(frozen=True)
class Check:
    """A check's verdict on an asset; `partition` is None where it spoke of the whole run."""

    asset: str
    name: str
    passed: bool
    severity: str
    partition: str | None = None
    description: str | None = None


@dataclass
class Run:
    """A run and what its log says of steps, checks and plans."""

    run_id: str
    job: str
    tags: Mapping[str, str]
    status: str = ""
    ended: datetime | None = None
    started: dict[str, datetime] = field(default_factory=dict)
    finished: dict[str, datetime] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    checks: dict[str, list[Check]] = field(default_factory=lambda: defaultdict(list))
    planned: dict[str, list[tuple[str, str | None]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def launched_by(self) -> str:
        """Who started it: a schedule or sensor by name, a backfill, or somebody by hand."""
        for tag, word in ((SCHEDULE_NAME_TAG, "schedule"), (SENSOR_NAME_TAG, "sensor"), (BACKFILL_ID_TAG, "backfill")):
            if tag in self.tags:
                return f"{word} {self.tags[tag]}"
        return "hand"

    @property
    def window(self) -> tuple[str | None, str | None]:
        """The first and the last day the run was asked for."""
        day = self.tags.get(PARTITION_NAME_TAG)
        return self.tags.get(ASSET_PARTITION_RANGE_START_TAG, day), self.tags.get(ASSET_PARTITION_RANGE_END_TAG, day)

    @property
    def backfill(self) -> str | None:
        """The backfill it belongs to."""
        return self.tags.get(BACKFILL_ID_TAG)

    def unmade(self, made: set[tuple[str, str | None]]) -> list[tuple[str, str, str | None]]:
        """Step, asset and partition of what was begun and never materialized."""
        begun = [step for step in self.started if step in self.errors or step not in self.finished]
        plans = [(step, asset, partition) for step in begun for asset, partition in self.planned[step]]
        return [(step, asset, partition) for step, asset, partition in plans if (asset, partition) not in made]


@dataclass(frozen=True)
class Made:
    """One materialization event."""

    storage_id: int
    run_id: str
    step: str
    at: datetime
    asset: str
    partition: str | None
    tags: Mapping[str, str]
    metadata: Mapping[str, Any]

    @property
    def upstream(self) -> list[str]:
        """The assets it was made from, as Dagster saw them."""
        return sorted(tag.removeprefix(INPUT_TAG) for tag in self.tags if tag.startswith(INPUT_TAG))


def materializations(instance: dg.DagsterInstance, after: int) -> Iterator[list[Made]]:
    """All materialization events after a storage id, in order, in pieces."""
    while True:
        # The storage's own method: the instance's is per asset, or deprecated where it reads all assets at once.
        found = instance.event_log_storage.get_event_records(
            dg.EventRecordsFilter(event_type=_TYPE.ASSET_MATERIALIZATION, after_cursor=after),
            limit=BATCH,
            ascending=True,
        )
        if found:
            yield [_made(record) for record in found]
        if len(found) < BATCH:
            return
        after = found[-1].storage_id


def ended_badly(instance: dg.DagsterInstance) -> list[str]:
    """The ids of all runs that failed or were cancelled."""
    return list(instance.get_run_ids(filters=dg.RunsFilter(statuses=list(ENDED))))


def read_run(instance: dg.DagsterInstance, run_id: str) -> Run:
    """A run with its steps, checks and plans; an unknown run (deleted since) has none."""
    record = instance.get_run_record_by_id(run_id)
    if record is None:
        return Run(run_id, "unknown", {})
    run = Run(run_id, record.dagster_run.job_name, record.dagster_run.tags, record.dagster_run.status.value)
    run.ended = datetime.fromtimestamp(record.end_time, UTC) if record.end_time else None
    for entry in instance.all_logs(run_id, of_type=READ):
        _take(run, entry)
    return run


def made_in(instance: dg.DagsterInstance, run_id: str) -> set[tuple[str, str | None]]:
    """The assets and partitions that a run materialized."""
    found = instance.all_logs(run_id, of_type=_TYPE.ASSET_MATERIALIZATION)
    events = [entry.dagster_event for entry in found if entry.dagster_event]
    made = [event.step_materialization_data.materialization for event in events]
    return {(one.asset_key.to_user_string(), one.partition) for one in made}


def _take(run: Run, entry: dg.EventLogEntry) -> None:
    event = entry.dagster_event
    if event is None:
        return
    step, at = entry.step_key or "", _time(entry.timestamp)
    if event.event_type == _TYPE.STEP_START:
        run.started[step] = at
    elif event.event_type == _TYPE.ASSET_CHECK_EVALUATION:
        check = _check(event.asset_check_evaluation_data)
        run.checks[check.asset].append(check)
    elif isinstance(event.event_specific_data, AssetMaterializationPlannedData):
        plan = event.event_specific_data
        run.planned[step].append((plan.asset_key.to_user_string(), plan.partition))
    else:
        run.finished[step] = at
        if event.event_type == _TYPE.STEP_FAILURE:
            run.errors[step] = _message(event.step_failure_data.error)


def _made(record: dg.EventLogRecord) -> Made:
    entry, found = record.event_log_entry, record.asset_materialization
    if found is None:
        raise TypeError(f"event {record.storage_id} is no materialization; expected only those from the log")
    return Made(
        storage_id=record.storage_id,
        run_id=entry.run_id,
        step=entry.step_key or "",
        at=_time(entry.timestamp),
        asset=found.asset_key.to_user_string(),
        partition=found.partition,
        tags=found.tags or {},
        metadata={name: value.value for name, value in found.metadata.items()},
    )


def _check(data: dg.AssetCheckEvaluation) -> Check:
    return Check(
        data.asset_key.to_user_string(), data.check_name, data.passed, data.severity.value.lower(), data.partition,
        data.description,
    )  # fmt: skip


def _message(error: Any) -> str:
    """The words of the innermost cause."""
    while error is not None and error.cause is not None:
        error = error.cause
    return error.message.strip() if error is not None else "failed without an error"


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
