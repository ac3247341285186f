"""One record per materialization event of Dagster's log, none missing, none extra, whatever happened in between."""

import json
from pathlib import Path

import dagster as dg
import pytest

from assets.lake.storage.partition_writer import file_digest
from assets.lake.storage.storage import Lake
from lineage.journal.journal import Journal
from lineage.journal.journal_months import RUNS
from lineage.journal.record import Materialization
from lineage.recording import event_log
from lineage.recording.recorder import Recorder
from tests.lineage.conftest import FIRST, LAST, Site
from tests.lineage.openlineage_schema import violations
from tests.lineage.published_classes import complaints

Part = tuple[str, str | None]


def events_of(lake: Lake) -> list[dict[str, object]]:
    return [json.loads(line) for key in Journal(lake).batches() for line in lake.get(key).splitlines()]


def first_event_with(site: Site, path: tuple[str, ...], value: object) -> dict[str, object]:
    event = part = events_of(site.lake)[0]
    for name in path[:-1]:
        part = part[name]  # type: ignore[assignment]
    part[path[-1]] = value
    return event


def by_part(records: list[Materialization]) -> dict[Part, Materialization]:
    return {(record.asset, record.partition): record for record in records}


def test_each_materialization_of_the_log_has_one_record(site: Site) -> None:
    with site.instance() as instance:
        made = [one for batch in event_log.materializations(instance, 0) for one in batch]
    logged = sorted((f"{site.instance_id}-{one.storage_id}", one.asset, one.partition) for one in made)
    recorded = sorted((one.event_id, one.asset, one.partition) for one in site.records)
    assert recorded == logged
    assert {one.partition for one in made} == {None, FIRST, LAST}
    assert len({one.asset for one in made}) > 50


def test_every_column_that_dagster_shows_says_what_it_is(site: Site) -> None:
    with site.instance() as instance:
        made = [one for batch in event_log.materializations(instance, 0) for one in batch]
    shown = {
        one.asset: one.metadata["dagster/column_schema"] for one in made if "dagster/column_schema" in one.metadata
    }
    assert len(shown) > 50
    assert [
        f"{asset}.{one.name}" for asset, table in shown.items() for one in table.columns if not one.description
    ] == []


def test_the_inputs_versions_are_the_outputs_versions_that_were_read(site: Site) -> None:
    parts, events = by_part(site.records), {record.event_id: record for record in site.records}
    read = [(record, one) for record in site.records for one in record.inputs]
    assert len(read) > 100
    for record, one in read:
        assert one.partitions > 0, (record.asset, one)
        assert events[str(one.event_id)].asset == one.asset
        if one.partitions == 1:
            assert one.version == parts[one.asset, one.partition].version


def test_the_inputs_are_those_that_dagster_points_at(site: Site) -> None:
    """Dagster points at the last day's event of each upstream; the record of the last day names the same."""
    with site.instance() as instance:
        made = [one for batch in event_log.materializations(instance, 0) for one in batch]
    for one in made:
        record = next(record for record in site.records if record.event_id == f"{site.instance_id}-{one.storage_id}")
        pointers = {item.asset: item.event_id for item in record.inputs}
        assert sorted(pointers) == one.upstream
        if one.partition in (None, LAST):
            for asset, event_id in pointers.items():
                assert event_id == f"{site.instance_id}-{one.tags[f'dagster/input_event_pointer/{asset}']}"


def test_a_lake_tables_version_is_the_digest_of_its_file(site: Site) -> None:
    record = by_part(site.records)["job_postings", FIRST]
    assert record.version == file_digest(site.lake.path(str(record.uri)))
    assert record.rows_out is not None
    assert record.rows_out > 0
    assert record.rows_quarantined is not None
    assert record.rows_in is not None
    assert record.bytes == site.lake.path(str(record.uri)).stat().st_size


def test_recording_again_adds_nothing(copied: Site) -> None:
    before = {key: copied.lake.get(key) for key in copied.lake.keys("lineage")}
    with copied.instance() as instance:
        assert Recorder(Journal(copied.lake), instance, copied.instance_id).record() == []
    assert {key: copied.lake.get(key) for key in copied.lake.keys("lineage")} == before


def test_what_was_missed_is_caught_up(copied: Site) -> None:
    """The lake forgets its lineage; the log still holds everything."""
    before = copied.records
    for key in copied.lake.keys("lineage"):
        copied.lake.remove(key)
    with copied.instance() as instance:
        Recorder(Journal(copied.lake), instance, copied.instance_id).record()
    assert by_part(copied.records).keys() == by_part(before).keys()
    assert [record.version for record in copied.records] == [record.version for record in before]


def test_rows_that_are_lost_are_made_again_from_the_events(copied: Site) -> None:
    before = copied.records
    for key in copied.lake.keys(RUNS):
        copied.lake.remove(key)
    assert copied.records == before


def test_every_event_is_valid_openlineage(site: Site) -> None:
    events = events_of(site.lake)
    assert len(events) == 2 * len(site.records)
    assert [found for event in events for found in violations(event)] == []


def test_each_event_is_one_of_the_classes_that_openlineage_generates_from_its_published_schemas(site: Site) -> None:
    assert [found for event in events_of(site.lake) for found in complaints(event)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("run", "facets", "parent", "job", "name"), 7),
        (("run", "facets", "parent", "run", "id"), "an unknown field"),
        (("job", "facets", "jobType", "_schemaURL"), "https://openlineage.io/spec/facets/9-9-9/JobTypeJobFacet.json"),
        (("job", "name"), None),
    ],
)
def test_the_published_classes_notice_a_wrong_field(site: Site, path: tuple[str, ...], value: object) -> None:
    assert len(complaints(first_event_with(site, path, value))) == 1


@pytest.mark.parametrize("path", [("run", "runId"), ("eventTime",), ("run", "facets", "parent", "_producer")])
def test_the_schema_notices_what_is_no_uuid_time_or_uri(site: Site, path: tuple[str, ...]) -> None:
    assert len(violations(first_event_with(site, path, "not one"))) == 1


def test_the_schema_notices_a_misspelt_facet(site: Site) -> None:
    event = events_of(site.lake)[0]
    event["run"]["facets"]["nominaltime"] = {}  # type: ignore[index]
    assert violations(event) != []


def test_an_end_carries_every_facet_that_applies(site: Site) -> None:
    ends = {
        (event["job"]["name"], event["outputs"][0]["name"]): event  # type: ignore[index]
        for event in events_of(site.lake)
        if event["eventType"] == "COMPLETE"
    }
    mart = ends["fct_search_hits", f"fct_search_hits/search_date={FIRST}"]
    output, run = mart["outputs"][0], mart["run"]["facets"]  # type: ignore[index]
    assert {"version", "schema", "columnLineage", "dataSource", "dataQualityAssertions"} <= output["facets"].keys()
    assert output["outputFacets"]["outputStatistics"]["rowCount"] > 0
    assert run["nominalTime"]["nominalStartTime"] == "2026-11-02T00:00:00Z"
    assert run["parent"]["job"]["name"] == "daily_lake"
    assert mart["job"]["facets"]["sourceCodeLocation"]["version"]  # type: ignore[index]
    assert all(one["facets"]["version"]["datasetVersion"] for one in mart["inputs"])  # type: ignore[attr-defined]


class TestOtherWays:
    """Runs that the fixture does not have: failed, by hand, of unknown assets. A small graph of its own."""

    @pytest.fixture
    def lake(self, tmp_path: Path) -> Lake:
        return Lake(tmp_path)

    @staticmethod
    def graph(*, broken: bool) -> list[dg.AssetsDefinition]:
        @dg.asset(code_version="1")
        def source() -> None: ...

        @dg.asset(deps=[source], code_version="2")
        def derived() -> None:
            if broken:
                raise ValueError("the pump has lost its prime")

        @dg.asset(deps=[derived])
        def last() -> None: ...

        return [source, derived, last]

    def test_a_failed_attempt_is_recorded_with_its_error(self, lake: Lake) -> None:
        with dg.DagsterInstance.ephemeral() as instance:
            dg.materialize(self.graph(broken=True), instance=instance, raise_on_error=False)
            recorder = Recorder(Journal(lake), instance, "abc")
            added = recorder.record()
            assert recorder.record() == []
        assert [(one.asset, one.outcome) for one in added] == [("source", "complete"), ("derived", "fail")]
        assert added[1].error == "ValueError: the pump has lost its prime"
        failed = [event for event in events_of(lake) if event["eventType"] == "FAIL"]
        assert len(failed) == 1
        assert violations(failed[0]) == complaints(failed[0]) == []
        assert Journal(lake).records() == added

    def test_success_after_failure_is_a_record_of_its_own(self, lake: Lake) -> None:
        with dg.DagsterInstance.ephemeral() as instance:
            dg.materialize(self.graph(broken=True), instance=instance, raise_on_error=False)
            Recorder(Journal(lake), instance, "abc").record()
            dg.materialize(self.graph(broken=False), instance=instance)
            added = Recorder(Journal(lake), instance, "abc").record()
        assert [(one.asset, one.outcome, one.changed) for one in added] == [
            ("source", "complete", False),
            ("derived", "complete", True),
            ("last", "complete", True),
        ]

    def test_equal_code_and_inputs_are_an_equal_version(self, lake: Lake) -> None:
        with dg.DagsterInstance.ephemeral() as instance:
            for _ in range(2):
                dg.materialize(self.graph(broken=False), instance=instance)
                Recorder(Journal(lake), instance, "abc").record()
        versions = [
            [one.version for one in Journal(lake).records() if one.asset == name] for name in ("source", "derived")
        ]
        assert [len(set(found)) for found in versions] == [1, 1]

    def test_two_instances_in_one_lake_do_not_hide_each_other(self, lake: Lake) -> None:
        for name in ("abc", "def"):
            with dg.DagsterInstance.ephemeral() as instance:
                dg.materialize(self.graph(broken=False), instance=instance)
                assert len(Recorder(Journal(lake), instance, name).record()) == 3
        assert len(Journal(lake).records()) == 6
