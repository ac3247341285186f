"""dbt's sources are the lake's tables: the file says what they say, in types that DuckDB reads of their files."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from assets.lake.tables.schemas import TABLES
from assets.marts.lake_sources import FILE, duckdb_type, lake_sources


def test_the_file_is_the_one_the_schemas_write() -> None:
    assert FILE.read_text(encoding="utf-8") == lake_sources(), "run `python -m assets.marts.lake_sources`"


def test_every_column_of_the_lake_is_described_in_a_sentence() -> None:
    odd = [
        f"{spec.name}.{column.name}"
        for spec in TABLES.values()
        for column in spec.columns
        if not column.description.endswith(".")
    ]
    assert odd == []


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_file_of_the_table_has_the_types_that_are_declared(table: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.parquet"
    pq.write_table(TABLES[table].schema.empty_table(), path)
    declared = ", ".join(f"null::{duckdb_type(column.kind)} as {column.name}" for column in TABLES[table].columns)
    with duckdb.connect() as connection:
        found = connection.execute(f"describe from read_parquet('{path}')").fetchall()
        assert connection.execute(f"describe select {declared}").fetchall() == found
