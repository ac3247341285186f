"""What Dagster keeps of a run is the same in our event log as in its own, in a fraction of the commits."""

import sqlite3
from collections import Counter
from pathlib import Path

import dagster as dg
import pytest

from orchestration.installation.history import BatchingEventLog
from orchestration.installation.instance import config_of

DAYS = dg.DailyPartitionsDefinition("2026-11-01")
RANGE = {"dagster/asset_partition_range_start": "2026-11-01", "dagster/asset_partition_range_end": "2026-11-09"}
TAGS = {"dagster/data_version", "dagster/code_version"}


@dg.asset(partitions_def=DAYS, backfill_policy=dg.BackfillPolicy.single_run(), code_version="1")
def sorted_parcels(context: dg.AssetExecutionContext) -> None:
    for key in context.partition_keys:
        context.add_asset_metadata({"rows": int(key[-2:])}, partition_key=key)


@dg.asset(deps=[sorted_parcels])
def parcel_count() -> dg.MaterializeResult[object]:
    return dg.MaterializeResult(data_version=dg.DataVersion("of nine days"))


@dg.asset_check(asset=parcel_count)
def is_counted() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=True)


JOB = dg.Definitions(
    assets=[sorted_parcels, parcel_count],
    asset_checks=[is_counted],
    jobs=[dg.define_asset_job("parcels", selection="*")],
    executor=dg.in_process_executor,
).resolve_job_def("parcels")


class Home:
    """A home with a Dagster instance of its own, over which the same run went twice."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, config: str, batch: int) -> None:
        folder.mkdir()
        (folder / "dagster.yaml").write_text(config, encoding="utf-8")
        monkeypatch.setenv("DAGSTER_HOME", str(folder))
        monkeypatch.setenv("DAGSTER_EVENT_BATCH_SIZE", str(batch))
        self.instance = dg.DagsterInstance.get()
        self.runs = [JOB.execute_in_process(instance=self.instance, tags=RANGE).run_id for _ in range(2)]
        self.index = folder / "history" / "runs" / "index.db"

    def seen(self) -> dict[str, object]:
        """What pages of the UI are made of."""
        key = sorted_parcels.key
        latest = self.instance.get_latest_materialization_event(key)
        assert latest is not None
        assert latest.asset_materialization is not None
        return {
            "events": [
                Counter(str(entry.dagster_event_type) for entry in self.instance.all_logs(run)) for run in self.runs
            ],
            "partitions": self.instance.get_materialized_partitions(key),
            "latest": (latest.asset_materialization.partition, self.runs.index(latest.run_id)),
            "rows": self.rows(),
            "planned": self.planned(),
            "assets": sorted(found.to_user_string() for found in self.instance.all_asset_keys()),
            "counts": self.instance.get_run_stats(self.runs[-1]).materializations,
        }

    def rows(self) -> list[tuple[str | None, object, dict[str, str]]]:
        records = self.instance.fetch_materializations(sorted_parcels.key, limit=100).records
        found = [record.asset_materialization for record in records]
        return [(made.partition, made.metadata["rows"].value, _chosen(made.tags)) for made in found if made]

    def planned(self) -> Counter[tuple[str, str | None]]:
        kind = dg.DagsterEventType.ASSET_MATERIALIZATION_PLANNED.value
        with sqlite3.connect(self.index) as connection:
            query = "select asset_key, partition from event_logs where dagster_event_type = ?"
            return Counter(connection.execute(query, (kind,)).fetchall())


def _chosen(tags: object) -> dict[str, str]:
    assert isinstance(tags, dict)
    return {name: value for name, value in tags.items() if name in TAGS and name != "dagster/data_version"}


def test_a_run_over_days_is_kept_as_dagsters_own_log_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stock = Home(tmp_path / "stock", monkeypatch, "telemetry: {enabled: false}\n", batch=0).seen()
    ours = Home(tmp_path / "ours", monkeypatch, config_of(tmp_path / "ours"), batch=1_000)
    assert isinstance(ours.instance.event_log_storage, BatchingEventLog)
    assert ours.seen() == stock


def test_it_reads_what_dagsters_own_log_wrote_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Home(tmp_path / "home", monkeypatch, "telemetry: {enabled: false}\n", batch=0)
    seen = before.seen()
    (tmp_path / "home" / "dagster.yaml").write_text(config_of(tmp_path / "home"), encoding="utf-8")
    before.instance = dg.DagsterInstance.get()
    assert isinstance(before.instance.event_log_storage, BatchingEventLog)
    assert before.seen() == seen


def test_only_a_few_databases_of_runs_stay_open(tmp_path: Path) -> None:
    log = BatchingEventLog(str(tmp_path))
    for number in range(12):
        with log.run_connection(f"run-{number}"):
            pass
    assert len(log._engines) <= 6
    log.dispose()
    assert log._engines == {}
