"""One job out of the snapshot's `job_pages`: where each job's page lies is known, and only its row group is read.

The files stay open, so a snapshot that is pruned while it is read is read to the end.
"""

import json
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from viewer.snapshot.reader import Reader, Row


def job_pages(reader: Reader) -> "JobPages | None":
    """The pages of a snapshot; None where it holds none, as those of earlier versions."""
    if not reader.has("job_pages"):
        return None
    return reader.noted("job pages", lambda: JobPages(reader.files("job_pages")))


class JobPages:
    """The open files, for any thread. It holds twelve bytes of each job: its key, and where its page is."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._sources = [pa.OSFile(path.as_posix()) for path in paths]
        self._metadata = [pq.ParquetFile(source).metadata for source in self._sources]
        # Row groups of all files, one after the other: which file, which group, how many rows lie before it.
        self._groups = [
            (file, group) for file, found in enumerate(self._metadata) for group in range(found.num_row_groups)
        ]
        lengths = [self._metadata[file].row_group(group).num_rows for file, group in self._groups]
        keys = pa.chunked_array(
            [
                chunk
                for source, metadata in zip(self._sources, self._metadata, strict=True)
                for chunk in pq.ParquetFile(source, metadata=metadata).read(["job_key"]).column(0).chunks
            ],
            type=pa.int64(),
        ).combine_chunks()
        order = pc.sort_indices(keys)  # pages lie in order of week, day and key
        self._keys = memoryview(keys.take(order).buffers()[1] or b"").cast("q")
        numbers = pa.array([number for number, length in enumerate(lengths) for _ in range(length)], pa.int32())
        self._places = memoryview(numbers.take(order).buffers()[1] or b"").cast("i")
        self._count = len(keys)

    def job(self, key: int) -> Row | None:
        """The row of `job_detail`; None where there is no such job. Measured at 100,000 jobs: 0.9 ms of processor."""
        place = self._place(key)
        if place is None:
            return None
        file, group = self._groups[place]
        opened = pq.ParquetFile(self._sources[file], metadata=self._metadata[file])
        table = opened.read_row_group(group, use_threads=False)
        row = table.column("job_key").index(key).as_py()
        found = json.loads(table.column("page")[row].as_py())
        return found if isinstance(found, dict) else None

    def _place(self, key: int) -> int | None:
        at = bisect_left(self._keys, key, 0, self._count)
        return self._places[at] if at < self._count and self._keys[at] == key else None
