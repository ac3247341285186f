"""job_pages: `job_detail` once more, one text per job, laid out so that one job is read without reading its neighbours.

A page reader wants one row of a hundred thousand wide ones. DuckDB writes row groups of at least 2,048 rows: at 100,000
jobs a look-up of all columns took 240 ms and over 160 MB. In groups of 128 rows with two columns it takes 2 ms.
"""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

NAME = "job_pages"
DESCRIPTION = "Each row of job_detail as one JSON text, for readers that want one job."
ROWS_PER_GROUP = 128
SCHEMA = pa.schema([("job_key", pa.int64()), ("page", pa.string())])


def write_job_pages(connection: duckdb.DuckDBPyConnection, job_detail: Path, path: Path) -> int:
    """Write the file and return its rows; equal rows give equal bytes.

    Args:
        connection: Any connection; nothing is left in it.
        job_detail: The mart as published, in order of job_key, so that nothing need be sorted again.
        path: The file to write.
    """
    connection.execute("set TimeZone = 'UTC'")  # times in the text must not depend on the machine
    rows = connection.cursor().sql(
        "select job_key, to_json(job)::varchar as page from read_parquet($file, hive_partitioning = false) as job",
        params={"file": job_detail.as_posix()},
    )
    count = 0
    with pq.ParquetWriter(
        path, SCHEMA, compression="zstd", use_dictionary=False, write_statistics=["job_key"]
    ) as writer:
        for batch in rows.to_arrow_reader(ROWS_PER_GROUP):
            table = pa.Table.from_batches([batch]).cast(SCHEMA)
            writer.write_table(table, row_group_size=ROWS_PER_GROUP)
            count += table.num_rows
    return count
