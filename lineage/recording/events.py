"""A recorded materialization as OpenLineage events: START and COMPLETE, or START and FAIL."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lineage.journal.record import Materialization
from lineage.recording import openlineage as ol
from lineage.recording.event_log import Check, Run

IDS = uuid.UUID("5d5b2a0e-7f0c-5c1e-9a55-6a6f626c616b")  # the namespace of ids made from names; never change it
Columns = Mapping[str, tuple[tuple[str, str], ...]]  # column -> (asset, column) it is made from


@dataclass(frozen=True)
class Described:
    """What is known of a materialization beside its row.

    Attributes:
        schema: Its columns and their types.
        columns: What each column is made from.
        checks: Verdicts on it.
    """

    schema: tuple[tuple[str, str], ...] = ()
    columns: Columns = None  # type: ignore[assignment]
    checks: tuple[Check, ...] = ()


def events(record: Materialization, run: Run, described: Described) -> tuple[ol.RunEvent, ol.RunEvent]:
    """The START of an attempt and its end, in that order; the end carries everything that is known."""
    job = ol.Job(name=record.asset, facets=_job_facets(record))
    run_id = str(uuid.uuid5(IDS, record.event_id))
    start = ol.RunEvent(
        eventType="START",
        eventTime=record.started_at,
        run=ol.Run(runId=run_id, facets=ol.RunFacets(parent=_parent(run), nominalTime=_nominal_time(record))),
        job=job,
    )
    end = ol.RunEvent(
        eventType="COMPLETE" if record.outcome == "complete" else "FAIL",
        eventTime=record.finished_at,
        run=ol.Run(runId=run_id, facets=_run_facets(record, run)),
        job=job,
        inputs=tuple(
            ol.InputDataset(name=_dataset(item.asset, item.partition), facets=_version(item.version))
            for item in record.inputs
        ),
        outputs=(_output(record, described),) if record.outcome == "complete" else (),
    )
    return start, end


def _run_facets(record: Materialization, run: Run) -> ol.RunFacets:
    return ol.RunFacets(
        parent=_parent(run),
        nominalTime=_nominal_time(record),
        errorMessage=ol.ErrorMessageRunFacet(message=record.error) if record.error else None,
        joblake_materialization=ol.MaterializationRunFacet(record=record.model_dump(mode="json")),
    )


def _parent(run: Run) -> ol.ParentRunFacet:
    root = None
    if run.backfill:
        root_run = ol.ParentRun(runId=str(uuid.uuid5(IDS, f"backfill {run.backfill}")))
        root = ol.Root(run=root_run, job=ol.ParentJob(name=f"backfill.{run.job}"))
    return ol.ParentRunFacet(run=ol.ParentRun(runId=_uuid(run.run_id)), job=ol.ParentJob(name=run.job), root=root)


def _uuid(run_id: str) -> str:
    """Dagster's run ids are UUIDs, unless somebody chose one."""
    try:
        return str(uuid.UUID(run_id))
    except ValueError:
        return str(uuid.uuid5(IDS, f"run {run_id}"))


def _nominal_time(record: Materialization) -> ol.NominalTimeRunFacet | None:
    first, last = record.partition or record.range_start, record.partition or record.range_end
    if first is None or last is None:
        return None
    end = datetime.fromisoformat(last).replace(tzinfo=UTC) + timedelta(days=1)
    return ol.NominalTimeRunFacet(
        nominalStartTime=datetime.fromisoformat(first).replace(tzinfo=UTC), nominalEndTime=end
    )


def _job_facets(record: Materialization) -> ol.JobFacets:
    dbt = record.step in ("daily_models", "whole_models")
    code = ol.SourceCodeLocationJobFacet(url=f"urn:joblake:asset:{record.asset}", version=record.code_version)
    kind = ol.JobTypeJobFacet(integration="DBT" if dbt else "DAGSTER", jobType="MODEL" if dbt else "ASSET")
    return ol.JobFacets(jobType=kind, sourceCodeLocation=code)


def _output(record: Materialization, described: Described) -> ol.OutputDataset:
    columns = {
        name: ol.ColumnLineage(inputFields=tuple(ol.InputField(name=asset, field=field) for asset, field in made_from))
        for name, made_from in (described.columns or {}).items()
    }
    checks = tuple(ol.Assertion(assertion=c.name, success=c.passed, severity=c.severity) for c in described.checks)
    fields = tuple(ol.SchemaField(name=name, type=kind) for name, kind in described.schema)
    facets = ol.DatasetFacets(
        version=ol.DatasetVersionDatasetFacet(datasetVersion=record.version) if record.version else None,
        schema_=ol.SchemaDatasetFacet(fields=fields) if fields else None,
        columnLineage=ol.ColumnLineageDatasetFacet(fields=columns) if columns else None,
        dataSource=ol.DatasourceDatasetFacet(name="lake" if record.uri else "warehouse", uri=_uri(record)),
        dataQualityAssertions=ol.DataQualityAssertionsDatasetFacet(assertions=checks) if checks else None,
    )
    written = ol.OutputStatisticsOutputDatasetFacet(rowCount=record.rows_out, size=record.bytes)
    return ol.OutputDataset(
        name=_dataset(record.asset, record.partition),
        facets=facets,
        outputFacets=ol.OutputFacets(outputStatistics=written),
    )


def _uri(record: Materialization) -> str:
    return f"urn:joblake:lake:{record.uri}" if record.uri else f"urn:joblake:warehouse:{record.asset}"


def _dataset(asset: str, partition: str | None) -> str:
    return f"{asset}/search_date={partition}" if partition else asset


def _version(version: str | None) -> ol.DatasetFacets:
    return ol.DatasetFacets(version=ol.DatasetVersionDatasetFacet(datasetVersion=version) if version else None)
