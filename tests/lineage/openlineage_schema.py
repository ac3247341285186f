"""The OpenLineage schemas (spec 2-0-2 and its facets) for what Joblake emits, written down from the specification.

Stricter than published in one way: the known facets allow no further fields, so that a misspelt name is an error.
That they do not stray from what is published, `published_classes` shows on the same events.
"""

from typing import Any

import jsonschema

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
TIME: Schema = {"type": "string", "format": "date-time"}
URI: Schema = {"type": "string", "format": "uri"}
UUID: Schema = {"type": "string", "format": "uuid"}
BASE: Schema = {"_producer": URI, "_schemaURL": URI}


def _object(required: tuple[str, ...], **fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "required": list(required), "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _facet(version: str, name: str, required: tuple[str, ...], /, **fields: Schema) -> Schema:
    facet = _object((*BASE, *required), **BASE, **fields)
    facet["properties"]["_schemaURL"] = {
        "const": f"https://openlineage.io/spec/facets/{version}/{name}.json#/$defs/{name}"
    }
    return facet


_NAMED = _object(("namespace", "name"), namespace=TEXT, name=TEXT)
_RUN_OF = _object(("runId",), runId=UUID)
RUN_FACETS = {
    "parent": _facet(
        "1-2-0",
        "ParentRunFacet",
        ("run", "job"),
        run=_RUN_OF,
        job=_NAMED,
        root=_object(("run", "job"), run=_RUN_OF, job=_NAMED),
    ),
    "nominalTime": _facet(
        "1-0-1", "NominalTimeRunFacet", ("nominalStartTime",), nominalStartTime=TIME, nominalEndTime=TIME
    ),
    "errorMessage": _facet(
        "1-0-1",
        "ErrorMessageRunFacet",
        ("message", "programmingLanguage"),
        message=TEXT,
        programmingLanguage=TEXT,
        stackTrace=TEXT,
    ),
    "joblake_materialization": _object((*BASE, "record"), **BASE, record={"type": "object"}),
}
JOB_FACETS = {
    "jobType": _facet(
        "2-0-4",
        "JobTypeJobFacet",
        ("processingType", "integration"),
        processingType=TEXT,
        integration=TEXT,
        jobType=TEXT,
    ),
    "sourceCodeLocation": _facet(
        "1-1-0", "SourceCodeLocationJobFacet", ("type", "url"), type=TEXT, url=URI, version=TEXT
    ),
}
_INPUT_FIELD = _object(("namespace", "name", "field"), namespace=TEXT, name=TEXT, field=TEXT)
DATASET_FACETS = {
    "version": _facet("1-0-1", "DatasetVersionDatasetFacet", ("datasetVersion",), datasetVersion=TEXT),
    "schema": _facet("1-2-0", "SchemaDatasetFacet", (), fields=_list(_object(("name",), name=TEXT, type=TEXT))),
    "columnLineage": _facet(
        "1-2-0",
        "ColumnLineageDatasetFacet",
        ("fields",),
        fields={
            "type": "object",
            "additionalProperties": _object(("inputFields",), inputFields=_list(_INPUT_FIELD)),
        },
    ),
    "dataSource": _facet("1-0-1", "DatasourceDatasetFacet", (), name=TEXT, uri=URI),
    "dataQualityAssertions": _facet(
        "1-1-0",
        "DataQualityAssertionsDatasetFacet",
        ("assertions",),
        assertions=_list(_object(("assertion", "success"), assertion=TEXT, success=FLAG, severity=TEXT, column=TEXT)),
    ),
}
OUTPUT_FACETS = {
    "outputStatistics": _facet(
        "1-0-2", "OutputStatisticsOutputDatasetFacet", (), rowCount=NUMBER, size=NUMBER, fileCount=NUMBER
    )
}
_DATASET: dict[str, Schema] = {"namespace": TEXT, "name": TEXT, "facets": _object((), **DATASET_FACETS)}
RUN_EVENT: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_object(
        ("eventTime", "producer", "schemaURL", "run", "job"),
        eventTime=TIME,
        producer=URI,
        schemaURL={"const": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"},
        eventType={"enum": ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]},
        run=_object(("runId",), runId=UUID, facets=_object((), **RUN_FACETS)),
        job=_object(("namespace", "name"), namespace=TEXT, name=TEXT, facets=_object((), **JOB_FACETS)),
        inputs=_list(_object(("namespace", "name"), **_DATASET)),
        outputs=_list(_object(("namespace", "name"), **_DATASET, outputFacets=_object((), **OUTPUT_FACETS))),
    ),
}
_VALIDATOR = jsonschema.Draft202012Validator(RUN_EVENT, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def violations(event: object) -> list[str]:
    """Where an event strays from the schemas, formats included; empty when it does not."""
    return [f"{error.json_path}: {error.message}" for error in _VALIDATOR.iter_errors(event)]
