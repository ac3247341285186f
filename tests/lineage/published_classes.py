"""The event classes of the official OpenLineage client, which its project generates from the published JSON schemas.

An event that can be read into them, field by field and with nothing left over, is what those schemas describe.
Not the schemas' formats (URI, UUID, time): `openlineage_schema` checks those.
"""

from typing import Any

import cattrs
from openlineage.client import event_v2, facet_v2
from openlineage.client.generated import base

Json = dict[str, Any]
FACETS: dict[str, type[base.BaseFacet]] = {
    "parent": facet_v2.parent_run.ParentRunFacet,
    "nominalTime": facet_v2.nominal_time_run.NominalTimeRunFacet,
    "errorMessage": facet_v2.error_message_run.ErrorMessageRunFacet,
    "jobType": facet_v2.job_type_job.JobTypeJobFacet,
    "sourceCodeLocation": facet_v2.source_code_location_job.SourceCodeLocationJobFacet,
    "version": facet_v2.dataset_version_dataset.DatasetVersionDatasetFacet,
    "schema": facet_v2.schema_dataset.SchemaDatasetFacet,
    "columnLineage": facet_v2.column_lineage_dataset.ColumnLineageDatasetFacet,
    "dataSource": facet_v2.datasource_dataset.DatasourceDatasetFacet,
    "dataQualityAssertions": facet_v2.data_quality_assertions_dataset.DataQualityAssertionsDatasetFacet,
    "outputStatistics": facet_v2.output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet,
}
OWN = {"joblake_materialization"}


def _exact(value: object, kind: type) -> object:
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}, found {value!r}")
    return value


def _reader() -> cattrs.Converter:
    reader = cattrs.Converter(forbid_extra_keys=True)
    for kind in (str, int, bool):
        reader.register_structure_hook(kind, _exact)
    return reader


_READER = _reader()


def complaints(event: Json) -> list[str]:
    """What keeps an event from being one of the published classes; empty when it is one."""
    found = _tried("event", {**event, **_bare(event)}, event_v2.RunEvent, "schemaURL")
    for where, facets in _facets_of(event):
        for name in facets.keys() - OWN:
            found += _tried(f"{where}.{name}", facets[name], FACETS[name], "_schemaURL")
    return found


def _tried(where: str, value: Json, into: type, address: str) -> list[str]:
    """The value read as the class; its schema's address must be the one that the class was generated from."""
    published = into._get_schema()  # type: ignore[attr-defined]
    found = [] if value[address] == published else [f"{where}: {value[address]} is not {published}"]
    fields = {name: part for name, part in value.items() if name not in {"_producer", "_schemaURL", "schemaURL"}}
    try:
        _READER.structure(fields, into)
    except cattrs.BaseValidationError as error:
        found += [f"{where}: {line}" for line in cattrs.transform_error(error)]
    return found


def _bare(event: Json) -> Json:
    """The parts that carry facets, without them: an unknown facet is no error of the event."""
    datasets = {name: [_without_facets(one) for one in event.get(name, [])] for name in ("inputs", "outputs")}
    return {"run": _without_facets(event["run"]), "job": _without_facets(event["job"]), **datasets}


def _without_facets(part: Json) -> Json:
    return {name: value for name, value in part.items() if name not in {"facets", "inputFacets", "outputFacets"}}


def _facets_of(event: Json) -> list[tuple[str, Json]]:
    parts = [("run", event["run"]), ("job", event["job"])]
    parts += [(f"{name}.{one['name']}", one) for name in ("inputs", "outputs") for one in event.get(name, [])]
    return [(where, part.get(kind, {})) for where, part in parts for kind in ("facets", "outputFacets")]
