"""The event classes of OpenLineage (spec 2-0-2) that Joblake emits, named and spelt as in the specification.

The official Python client is not used: it brings a second HTTP client and opens its transports on import, for classes
that are a page long. Which event says what is `events`' business.
"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SPEC = "https://openlineage.io/spec"
SCHEMA_URL = f"{SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent"
PRODUCER = "urn:joblake:lineage:1"
NAMESPACE = "joblake"
EventType = Literal["START", "COMPLETE", "FAIL"]


def _facet(version: str, name: str) -> str:
    return f"{SPEC}/facets/{version}/{name}.json#/$defs/{name}"


class Named(BaseModel):
    """A model written with the specification's names."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)


class BaseFacet(Named):
    """What every facet says: who produced it, and where its schema is."""

    producer: str = Field(default=PRODUCER, alias="_producer")
    schema_url: str = Field(alias="_schemaURL")


class ParentRun(Named):
    """The run a parent facet points at."""

    runId: str  # noqa: N815


class ParentJob(Named):
    """The job a parent facet points at."""

    namespace: str = NAMESPACE
    name: str


class Root(Named):
    """The outermost run: a backfill."""

    run: ParentRun
    job: ParentJob


class ParentRunFacet(BaseFacet):
    """The Dagster run, and the backfill above it."""

    schema_url: str = Field(default=_facet("1-2-0", "ParentRunFacet"), alias="_schemaURL")
    run: ParentRun
    job: ParentJob
    root: Root | None = None


class NominalTimeRunFacet(BaseFacet):
    """The window a run is about: its partition, half-open."""

    schema_url: str = Field(default=_facet("1-0-1", "NominalTimeRunFacet"), alias="_schemaURL")
    nominalStartTime: datetime  # noqa: N815
    nominalEndTime: datetime  # noqa: N815


class ErrorMessageRunFacet(BaseFacet):
    """Why an attempt failed."""

    schema_url: str = Field(default=_facet("1-0-1", "ErrorMessageRunFacet"), alias="_schemaURL")
    message: str
    programmingLanguage: str = "PYTHON"  # noqa: N815


class MaterializationRunFacet(BaseFacet):
    """Joblake's own: the row of `lineage_runs`, from which that table is made."""

    schema_url: str = Field(default="urn:joblake:facet:materialization:1", alias="_schemaURL")
    record: dict[str, object]


class JobTypeJobFacet(BaseFacet):
    """What kind of job it is."""

    schema_url: str = Field(default=_facet("2-0-4", "JobTypeJobFacet"), alias="_schemaURL")
    processingType: str = "BATCH"  # noqa: N815
    integration: str
    jobType: str  # noqa: N815


class SourceCodeLocationJobFacet(BaseFacet):
    """Which code made it; the version is that of the asset's code, not of the repository."""

    schema_url: str = Field(default=_facet("1-1-0", "SourceCodeLocationJobFacet"), alias="_schemaURL")
    type: str = "git"
    url: str
    version: str | None = None


class SchemaField(Named):
    """A column."""

    name: str
    type: str | None = None


class SchemaDatasetFacet(BaseFacet):
    """The columns of a dataset."""

    schema_url: str = Field(default=_facet("1-2-0", "SchemaDatasetFacet"), alias="_schemaURL")
    fields: tuple[SchemaField, ...]


class DatasourceDatasetFacet(BaseFacet):
    """Where a dataset lies; URIs are relative to the lake, so that no event names a machine."""

    schema_url: str = Field(default=_facet("1-0-1", "DatasourceDatasetFacet"), alias="_schemaURL")
    name: str
    uri: str


class DatasetVersionDatasetFacet(BaseFacet):
    """The version of a dataset."""

    schema_url: str = Field(default=_facet("1-0-1", "DatasetVersionDatasetFacet"), alias="_schemaURL")
    datasetVersion: str  # noqa: N815


class InputField(Named):
    """A column that another one is made from."""

    namespace: str = NAMESPACE
    name: str
    field: str


class ColumnLineage(Named):
    """The columns one column is made from."""

    inputFields: tuple[InputField, ...]  # noqa: N815


class ColumnLineageDatasetFacet(BaseFacet):
    """The columns each column is made from."""

    schema_url: str = Field(default=_facet("1-2-0", "ColumnLineageDatasetFacet"), alias="_schemaURL")
    fields: dict[str, ColumnLineage]


class Assertion(Named):
    """A check's verdict."""

    assertion: str
    success: bool
    severity: str | None = None


class DataQualityAssertionsDatasetFacet(BaseFacet):
    """The verdicts of the checks on a dataset."""

    schema_url: str = Field(default=_facet("1-1-0", "DataQualityAssertionsDatasetFacet"), alias="_schemaURL")
    assertions: tuple[Assertion, ...]


class OutputStatisticsOutputDatasetFacet(BaseFacet):
    """How much was written."""

    schema_url: str = Field(default=_facet("1-0-2", "OutputStatisticsOutputDatasetFacet"), alias="_schemaURL")
    rowCount: int | None = None  # noqa: N815
    size: int | None = None


class RunFacets(Named):
    """The facets of a run."""

    parent: ParentRunFacet
    nominalTime: NominalTimeRunFacet | None = None  # noqa: N815
    errorMessage: ErrorMessageRunFacet | None = None  # noqa: N815
    joblake_materialization: MaterializationRunFacet | None = None


class JobFacets(Named):
    """The facets of a job."""

    jobType: JobTypeJobFacet  # noqa: N815
    sourceCodeLocation: SourceCodeLocationJobFacet | None = None  # noqa: N815


class DatasetFacets(Named):
    """The facets of a dataset."""

    version: DatasetVersionDatasetFacet | None = None
    schema_: SchemaDatasetFacet | None = Field(default=None, alias="schema")
    columnLineage: ColumnLineageDatasetFacet | None = None  # noqa: N815
    dataSource: DatasourceDatasetFacet | None = None  # noqa: N815
    dataQualityAssertions: DataQualityAssertionsDatasetFacet | None = None  # noqa: N815


class OutputFacets(Named):
    """The output facets of a dataset."""

    outputStatistics: OutputStatisticsOutputDatasetFacet | None = None  # noqa: N815


class Run(Named):
    """A run."""

    runId: str  # noqa: N815
    facets: RunFacets


class Job(Named):
    """A job: here, an asset being made."""

    namespace: str = NAMESPACE
    name: str
    facets: JobFacets


class InputDataset(Named):
    """A dataset that was read."""

    namespace: str = NAMESPACE
    name: str
    facets: DatasetFacets


class OutputDataset(InputDataset):
    """A dataset that was written."""

    outputFacets: OutputFacets | None = None  # noqa: N815


class RunEvent(Named):
    """One transition of one run."""

    eventTime: datetime  # noqa: N815
    producer: str = PRODUCER
    schemaURL: str = SCHEMA_URL  # noqa: N815
    eventType: EventType  # noqa: N815
    run: Run
    job: Job
    inputs: tuple[InputDataset, ...] = ()
    outputs: tuple[OutputDataset, ...] = ()

    def line(self) -> bytes:
        """The event as one line of NDJSON; what is not known is left out."""
        return self.model_dump_json(exclude_none=True).encode() + b"\n"
