"""The figures an asset reported of a partition, under the names of `lineage_runs`."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TABLES
from lineage.recording.event_log import Made

NUMBERS = {
    "rows_out": "dagster/row_count",
    "rows_quarantined": "quarantined",
    "credits": "credits",
    "cost_usd": "cost_usd",
    "bytes": "bytes",
}
# The column that says which rules made a row, for the assets that declare no code version.
RULES = {
    "job_postings": "normaliser_version",
    "classified_jobs": "classifier_version",
    "extracted_skills": "extractor_version",
}


def figures(made: Made, step_seconds: float) -> dict[str, Any]:
    """Counts, cost, size, place and duration, as far as the asset reported them."""
    found = {name: made.metadata.get(key) for name, key in NUMBERS.items()}
    found["uri"] = made.metadata.get("dagster/uri")
    found["seconds"] = made.metadata.get("Execution Duration", step_seconds)
    return found


def code_version(lake: Lake, made: Made) -> str | None:
    """The version of the code that made a partition; None where neither the asset nor its rows name one.

    Dagster calls the run id the code version of an asset that declares none, which would be a new one every day.
    """
    declared = made.tags.get("dagster/code_version")
    if declared and declared != made.run_id:
        return declared
    column, uri = RULES.get(made.asset), made.metadata.get("dagster/uri")
    if column is None or made.partition is None:
        return None
    files = lake.resolve(TABLES[made.asset], [date.fromisoformat(made.partition)])
    found = next((file for file in files if file.key == uri), None)
    return version_in_file(lake.local(found), column) if found else None


def version_in_file(file: Path, column: str) -> str | None:
    """The versions in a column of a file, joined by commas."""
    values = set(pq.ParquetFile(file).read(columns=[column], use_threads=False)[column].unique().to_pylist())
    return ",".join(sorted(value for value in values if value)) or None
