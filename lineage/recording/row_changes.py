"""How many rows of a lake partition are new, and how many hold other values than before.

The partition that was there is gone by the time it is asked, so two hashes of each row, of its key and of all of it,
are kept beside the lineage: 16 bytes a row, from which no row can be read back.
"""

from datetime import date
from pathlib import Path

import duckdb

from assets.lake.readers.sql_literal import sql_literal
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TableSpec

ROWS = "lineage/rows"


def row_changes(lake: Lake, spec: TableSpec, partition: str | None, version: str, *, first: bool) -> dict[str, int]:
    """`rows_new` and `rows_changed` of a partition against the last one that was counted.

    Args:
        lake: Where it lies.
        spec: Its table; the columns that order it are its key.
        partition: Its day; None for a table without days.
        version: What was recorded; if the partition is something else by now, nothing can be said.
        first: Whether it is the first that was recorded; nothing can be said of a later one without the hashes.
    """
    day = date.fromisoformat(partition) if partition else None
    files = lake.files(spec, [day] if day else None)
    if not files or lake.digest(spec, day) != version:
        return {}
    key = f"{ROWS}/{spec.name}/{partition or 'whole'}.parquet"
    with lake.files_at.local_copy(key) as before, lake.files_at.being_written(key) as beside:
        counted = _counted(spec, files, before, beside)
        lake.files_at.put_file(key, beside)
    if not first and before is None:
        return {}
    return {"rows_new": counted[0], "rows_changed": counted[1]}


def _counted(spec: TableSpec, files: list[Path], before: Path | None, beside: Path) -> tuple[int, int]:
    """The rows of some files that are new and that are changed against hashes; writes the hashes of these files."""
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        hashed = f"md5_number_lower(concat_ws(chr(31), {', '.join(f'{name}::varchar' for name in spec.sort)}))"
        source = "read_parquet($files, hive_partitioning = false) as part"
        connection.execute(
            f"create table now as select {hashed} as key, md5_number_lower(part::varchar) as row from {source}",  # noqa: S608
            {"files": [path.as_posix() for path in files]},
        )
        known = "read_parquet($before)" if before else "(select key, row from now where false)"
        counted = connection.execute(
            f"""
            select count(*) filter (where before.key is null), count(*) filter (where before.row != now.row)
            from now left join {known} as before using (key)
            """,  # noqa: S608 - our own words
            {"before": before.as_posix()} if before else {},
        ).fetchall()
        connection.execute(f"copy now to {sql_literal(beside)} (format parquet, compression zstd)")
    return int(counted[0][0]), int(counted[0][1])
