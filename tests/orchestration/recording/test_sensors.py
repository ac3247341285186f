"""Under the daemon a run is recorded when it ends, however it ends, and nothing that fails to record fails a run."""

from pathlib import Path

import dagster as dg
import pytest

from assets.lake.storage.storage import Lake
from lineage.journal.journal import Journal
from orchestration.installation.settings import Settings
from orchestration.recording.installation_lineage import Lineage
from orchestration.recording.sensors import record_lineage


@dg.asset(code_version="1")
def pump(context: dg.AssetExecutionContext) -> None:
    if context.run.tags.get("test/broken"):
        raise ValueError("the pump has lost its prime")


class WithoutModels(Lineage):
    """An installation without a dbt project."""

    def record(self, instance: dg.DagsterInstance) -> list[object]:  # type: ignore[override]
        from lineage.recording.recorder import Recorder, instance_id

        return list(Recorder(self.journal, instance, instance_id(self.settings.home_folder)).record())


@pytest.mark.parametrize(
    ("ends", "tags", "outcomes"),
    [
        ("record_lineage_of_success", {}, ["complete"]),
        ("record_lineage_of_failure", {"test/broken": "yes"}, ["fail"]),
    ],
)
def test_a_run_is_recorded_when_it_ends(tmp_path: Path, ends: str, tags: dict[str, str], outcomes: list[str]) -> None:
    settings = Settings(home=tmp_path / "home", lake=tmp_path / "lake")
    sensor = next(one for one in record_lineage(WithoutModels(settings)) if one.name == ends)
    with dg.DagsterInstance.ephemeral() as instance:
        done = dg.materialize([pump], instance=instance, raise_on_error=False, tags=tags)
        event = done.get_run_success_event() if done.success else done.get_run_failure_event()
        context = dg.build_run_status_sensor_context(
            sensor_name=sensor.name, dagster_instance=instance, dagster_run=done.dagster_run, dagster_event=event
        )
        said = sensor(context)
    assert isinstance(said, dg.SkipReason)
    assert "recorded 1 " in str(said.skip_message)
    assert [record.outcome for record in Journal(Lake(tmp_path / "lake")).records()] == outcomes


def test_there_is_a_sensor_for_each_way_to_end_and_it_runs_by_default(tmp_path: Path) -> None:
    sensors = record_lineage(Lineage(Settings(home=tmp_path, lake=tmp_path)))
    assert {sensor.name.rpartition("_")[2] for sensor in sensors} == {"success", "failure", "cancelled"}
    assert {sensor.default_status for sensor in sensors} == {dg.DefaultSensorStatus.RUNNING}
