"""dbt's sources, written from the tables of the lake: their columns, their types as DuckDB has them, what they mean.

    python -m assets.marts.lake_sources      writes models/staging/lake/_lake__sources.yml; a test holds the two equal

dbt reads its sources from a file only, so there is a file; nobody edits it.
"""

from pathlib import Path

import pyarrow as pa
import yaml

from assets.lake.tables.schemas import TABLES, TableSpec

FILE = Path(__file__).resolve().parents[2] / "dbt_project" / "models" / "staging" / "lake" / "_lake__sources.yml"
HEAD = """\
# The tables of the lake, written from assets/lake/tables/schemas.py by `python -m assets.marts.lake_sources`: edit
# those. `data_type` is not decoration: open_lake makes the shape of a table from it.
"""
_SCALARS = {
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "timestamptz",
    pa.string(): "varchar",
    pa.int64(): "bigint",
    pa.int32(): "integer",
    pa.float64(): "double",
    pa.bool_(): "boolean",
}
_RESERVED = ("start", "end")


def lake_sources() -> str:
    """The file's text."""
    lake = {
        "name": "lake",
        "description": "The lake, opened as one view per table by the macro open_lake. Written by the Python stages, "
        "read here only.",
        "schema": "lake",
        "tables": [_table(spec) for spec in TABLES.values()],
    }
    body = yaml.safe_dump({"version": 2, "sources": [lake]}, sort_keys=False, width=1_000, allow_unicode=True)
    return f"{HEAD}{body}"


def _table(spec: TableSpec) -> dict[str, object]:
    return {
        "name": spec.name,
        "description": f"{spec.grain[:1].upper()}{spec.grain[1:]}.",
        "config": {"meta": {"partitioned": spec.partitioned}},
        "columns": [
            {"name": column.name, "data_type": duckdb_type(column.kind), "description": column.description}
            for column in spec.columns
        ],
    }


def duckdb_type(arrow: pa.DataType) -> str:
    """A type of the lake as DuckDB writes it."""
    if pa.types.is_list(arrow):
        return f"{duckdb_type(arrow.value_type)}[]"
    if pa.types.is_struct(arrow):
        names = (f'"{field.name}"' if field.name in _RESERVED else field.name for field in arrow)
        fields = (f"{name} {duckdb_type(field.type)}" for name, field in zip(names, arrow, strict=True))
        return f"struct({', '.join(fields)})"
    return _SCALARS[arrow]


if __name__ == "__main__":
    FILE.write_text(lake_sources(), encoding="utf-8")
