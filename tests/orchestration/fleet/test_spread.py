"""Days that somebody starts from the UI are spread over the workers, and the marts follow exactly once."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import dagster as dg
import pytest
from dagster._core.definitions.job_definition import JobDefinition
from dagster._core.execution.backfill import BulkActionStatus, PartitionBackfill
from dagster._core.remote_origin import (
    ManagedGrpcPythonEnvCodeLocationOrigin,
    RemotePartitionSetOrigin,
    RemoteRepositoryOrigin,
)
from dagster._core.remote_representation.external_data import PartitionSetSnap
from dagster._core.types.loadable_target_origin import LoadableTargetOrigin

from assets.reporting import DAYS, ONE_RUN
from orchestration.fleet.chunks import RANGE_END, RANGE_START
from orchestration.fleet.spread import marts_after_stages, spread
from orchestration.jobs.halves import STAGES

FIRST = date(2026, 3, 30)
NAMES = [str(FIRST + timedelta(days=number)) for number in range(5)]


@dg.asset(partitions_def=DAYS, backfill_policy=ONE_RUN)
def landed() -> None:
    """A stage."""


@dg.asset(partitions_def=DAYS, backfill_policy=ONE_RUN, deps=[landed])
def counted() -> None:
    """What dbt makes."""


def policies(definitions: dg.Definitions) -> dict[str, int | None]:
    """How many days a run of each job may have, as the daemon and the UI are told."""
    jobs: Sequence[JobDefinition] = definitions.get_repository_def().get_all_jobs()
    told = {job.name: PartitionSetSnap.from_job_def(job).backfill_policy for job in jobs if job.partitions_def}
    return {name: policy.max_partitions_per_run if policy else 1 for name, policy in told.items()}


def test_a_backfill_of_the_stages_alone_is_cut_into_runs() -> None:
    jobs = [dg.define_asset_job(STAGES, [landed]), dg.define_asset_job("daily_lake", [landed, counted])]
    definitions = dg.Definitions(assets=[landed, counted], jobs=jobs)
    assert (policies(definitions)[STAGES], policies(definitions)["daily_lake"]) == (None, None)
    spread(definitions, 7)
    assert (policies(definitions)[STAGES], policies(definitions)["daily_lake"]) == (7, None)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as made:
        yield made


def ended(
    instance: dg.DagsterInstance, name: str, at: float, status: BulkActionStatus, job: str = STAGES
) -> PartitionBackfill:
    target = LoadableTargetOrigin(module_name="orchestration.definitions")
    code = ManagedGrpcPythonEnvCodeLocationOrigin(loadable_target_origin=target, location_name="joblake")
    repository = RemoteRepositoryOrigin(code_location_origin=code, repository_name="__repository__")
    origin = RemotePartitionSetOrigin(repository_origin=repository, partition_set_name=f"{job}_partition_set")
    made = PartitionBackfill(
        name, status, False, {}, at - 60, partition_set_origin=origin, partition_names=NAMES, backfill_end_timestamp=at
    )
    instance.add_backfill(made)
    return made


def asked(instance: dg.DagsterInstance, cursor: str | None) -> tuple[list[dg.RunRequest], str | None]:
    result = marts_after_stages(dg.build_sensor_context(instance, cursor=cursor))
    assert isinstance(result, dg.SensorResult)
    return list(result.run_requests or ()), result.cursor


def test_the_marts_follow_a_backfill_that_has_succeeded_once_over_all_of_its_days(instance: dg.DagsterInstance) -> None:
    ended(instance, "before", 900.0, BulkActionStatus.COMPLETED_SUCCESS)
    ended(instance, "whole", 1_100.0, BulkActionStatus.COMPLETED_SUCCESS)
    ended(instance, "with a failure", 1_200.0, BulkActionStatus.COMPLETED_FAILED)
    ended(instance, "another job's", 1_300.0, BulkActionStatus.COMPLETED_SUCCESS, "daily_lake")
    runs, cursor = asked(instance, "1000")
    assert [run.run_key for run in runs] == ["whole"]
    assert (runs[0].tags[RANGE_START], runs[0].tags[RANGE_END]) == (NAMES[0], NAMES[-1])
    assert asked(instance, cursor) == ([], cursor)


def test_what_ended_before_the_first_look_is_left_alone(instance: dg.DagsterInstance) -> None:
    ended(instance, "old", 1_100.0, BulkActionStatus.COMPLETED_SUCCESS)
    runs, cursor = asked(instance, None)
    assert runs == []
    assert float(cursor or 0) > 1_100.0
