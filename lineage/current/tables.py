"""The lineage tables of a snapshot: `lineage_runs`, `lineage_columns`, `lineage_staleness`.

They are published with the marts and describe everything up to the publishing itself, which can't know its own end.
`lineage_runs` holds the materializations that gave a partition another version, and the failed attempts: those that
found nothing new are in the lake only, so that a second run with nothing new publishes not one byte.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assets.lake.snapshots.publishing import MartFile
from assets.lake.storage.partition_writer import file_digest
from assets.lake.tables.schemas import INT, TEXT
from lineage.columns.columns import ColumnLineage, rows_of
from lineage.current.staleness import Stale
from lineage.journal.record import Materialization, to_table

PUBLISHED = "published_marts"
# Made from the snapshot: it can't know them, and would never stay the same if it did.
AFTERWARDS = frozenset({PUBLISHED, "static_site", "watch_alerts"})
COLUMNS = pa.schema(
    [
        ("asset", TEXT),
        ("column", TEXT),
        ("relation", TEXT),
        ("upstream_asset", TEXT),
        ("upstream_column", TEXT),
        ("steps", INT),
        ("note", TEXT),
    ]
)
STALENESS = pa.schema([(field.name, TEXT) for field in fields(Stale)])
DESCRIPTIONS = {
    "lineage_runs": "One row per materialization that gave a partition another version, and per failed attempt.",
    "lineage_columns": "What every column is made from: directly, and where it begins in the raw answer.",
    "lineage_staleness": "What was out of date when the marts were published, and why; no row if nothing was.",
}
COLUMN_DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "lineage_runs": {name: str(field.description) for name, field in Materialization.model_fields.items()},
    "lineage_columns": {
        "asset": "The table of the column.",
        "column": "The column; * stands for which rows there are.",
        "relation": "direct: made from it; origin: where it begins in the raw answer; none: made from no column.",
        "upstream_asset": "The table above.",
        "upstream_column": "Its column, or the path within the raw answer.",
        "steps": "How many tables away it is.",
        "note": "How the one is made from the other, where that is not a copy.",
    },
    "lineage_staleness": {
        "asset": "The table that is out of date.",
        "partition": "Its day; empty for a whole table.",
        "reason": "on_disk: other bytes than were written; new_code: made by other code; new_data: made from what has "
        "changed; upstream: something above it is out of date.",
        "cause_asset": "What changed: the table itself for on_disk and new_code, else one above.",
        "cause_partition": "Its day; empty for a whole table.",
        "cause": "For upstream the reason of the table above, else the same as reason.",
        "built_with": "The version it was made from or with.",
        "now": "The version that stands there now.",
    },
}


def lineage_tables(
    records: Iterable[Materialization], columns: ColumnLineage, stale: Iterable[Stale]
) -> Iterator[tuple[str, pa.Table]]:
    """The tables to publish, by name."""
    yield "lineage_runs", to_table([record for record in records if is_published(record)])
    yield "lineage_columns", pa.Table.from_pylist(list(rows_of(columns)), schema=COLUMNS)
    kept = [asdict(one) for one in stale if one.asset not in AFTERWARDS]
    yield "lineage_staleness", pa.Table.from_pylist(kept, schema=STALENESS)


def is_published(record: Materialization) -> bool:
    """Whether a record belongs to the published table."""
    return record.asset not in AFTERWARDS and (record.changed or record.outcome == "fail")


def write_tables(tables: Iterable[tuple[str, pa.Table]], folder: Path) -> Iterator[MartFile]:
    """Write each table to `<folder>/<name>.parquet` and describe the file."""
    with duckdb.connect() as connection:
        for name, table in tables:
            path = folder / f"{name}.parquet"
            pq.write_table(table, path, compression="zstd")
            described = connection.execute("describe from read_parquet(?)", [path.as_posix()]).fetchall()
            yield MartFile(
                mart=name,
                rows=table.num_rows,
                schema=[
                    {"name": str(column), "type": str(kind), "description": COLUMN_DESCRIPTIONS[name][column]}
                    for column, kind, *_ in described
                ],
                digest=file_digest(path),
                bytes=path.stat().st_size,
                description=DESCRIPTIONS[name],
            )
