"""A lake that an older version wrote is read: columns that its files lack are null."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import SEARCH_DAYS

DAY = date(2026, 3, 28)


def test_a_file_without_the_newest_columns_has_them_as_nulls(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    rows = [{"search_date": DAY, "search_name": "fitter", "results": 7, "source": "jsearch", "is_whole_board": True}]
    lake.write_partition(SEARCH_DAYS, DAY, rows)
    (file,) = lake.files(SEARCH_DAYS, [DAY])
    pq.write_table(pq.ParquetFile(file).read().drop_columns(["source", "is_whole_board"]), file)
    table = lake.read_partitions(SEARCH_DAYS, [DAY])
    assert table.schema == SEARCH_DAYS.schema
    (row,) = table.to_pylist()
    assert (row["results"], row["source"], row["is_whole_board"]) == (7, None, None)
    assert lake.read_partitions(SEARCH_DAYS, [DAY], ["source", "results"]).column_names == ["source", "results"]
