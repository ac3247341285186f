"""job_pages: what each job page shows, as one JSON text per job, and `job_detail`, a view over it with typed columns.

The only form in which pages are kept: dbt's job_detail is a view, asked here for the jobs whose pages changed. A reader
of one page wants one row of a hundred thousand wide ones. DuckDB writes row groups of at least 2,048 rows: at 100,000
jobs a look-up of all columns took 240 ms and over 160 MB. In groups of 32 rows with two columns it takes 0.9 ms of
processor; a list with words in context reads ten. In groups of 64 it is 1.3 ms and 4 % fewer bytes, in groups of 16
0.7 ms and 9 % more.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assets.marts.files.buckets import Bucket

NAME = "job_pages"
DETAIL = "job_detail"
DESCRIPTION = "Each row of job_detail as one JSON text, for readers that want one job."
ROWS_PER_GROUP = 32
SCHEMA = pa.schema([("job_key", pa.int64()), ("page", pa.string())])
# The engine holds the lists of every page of a question in memory until the last is read.
JOBS_AT_A_TIME = 25_000


def columns(detail: Mapping[str, str]) -> list[dict[str, str]]:
    """The two columns of the table, given what the columns of job_detail mean."""
    return [
        {"name": "job_key", "type": "BIGINT", "description": detail.get("job_key", "")},
        {"name": "page", "type": "VARCHAR", "description": "The job's row of job_detail as a JSON object."},
    ]


def write_job_pages(
    connection: duckdb.DuckDBPyConnection, job_detail: str, path: Path, bucket: Bucket | None = None
) -> int:
    """Write the pages of a bucket, a few days' jobs at a time, and return how many; equal rows give equal bytes.

    Args:
        connection: Any connection; nothing is left in it.
        job_detail: The relation to ask, with the columns of dbt's job_detail.
        path: The file to write.
        bucket: Whose jobs; every job by default.
    """
    connection.execute("set TimeZone = 'UTC'")  # times in the text must not depend on the machine
    count = 0
    with pq.ParquetWriter(path, SCHEMA, compression="zstd", use_dictionary=False, write_statistics=["job_key"]) as file:
        for condition in _portions(bucket):
            rows = connection.cursor().sql(
                f"select job_key, to_json(job)::varchar as page from {job_detail} as job "  # noqa: S608 - our relation
                f"where {condition} order by job_key"
            )
            for batch in rows.to_arrow_reader(ROWS_PER_GROUP):
                table = pa.Table.from_batches([batch]).cast(SCHEMA)
                file.write_table(table, row_group_size=ROWS_PER_GROUP)
                count += table.num_rows
    return count


def _portions(bucket: Bucket | None) -> Iterator[str]:
    """Conditions that cut a bucket into portions of whole days; a filter by day reaches the files of the lake."""
    if bucket is None or not bucket.days:
        yield bucket.condition if bucket else "true"
        return
    first, jobs = bucket.days[0][0], 0
    for number, (day, of_day) in enumerate(bucket.days):
        jobs += of_day
        following = bucket.days[number + 1] if number + 1 < len(bucket.days) else None
        if following is None or jobs + following[1] > JOBS_AT_A_TIME:
            yield f"last_seen >= date '{first}' and last_seen <= date '{day}'"
            first, jobs = following[0] if following else day, 0


def detail_view(schema: list[dict[str, str]]) -> dict[str, str]:
    """job_detail as a view over the pages: each column is read from the text in its own type, and only when asked for.

    Args:
        schema: Names and types of the columns, as the warehouse has them.
    """
    columns = ", ".join(_column(column["name"], column["type"]) for column in schema)
    return {"of": NAME, "sql": f"select {columns} from {{source}}"}  # noqa: S608 - names and types of the warehouse


def _column(name: str, kind: str) -> str:
    nested = kind.endswith("[]") or kind.startswith(("STRUCT", "MAP"))
    return f"""(page {"->" if nested else "->>"} '$."{name}"')::{kind} as "{name}\""""
