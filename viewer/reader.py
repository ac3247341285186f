"""One snapshot, opened for reading: DuckDB in memory over its Parquet files, locked to its folder.

It holds no page's questions (`pages`) and does not decide which snapshot is read (`shelf`).
"""

import json
import os
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar, cast

import duckdb

from assets.lake.snapshots import Snapshot
from assets.lake.sql_literal import sql_literal

Row = dict[str, Any]
Value = TypeVar("Value")
# Enough for the widest question over 100,000 jobs; the process as a whole stays below 300 MB.
MEMORY_LIMIT = "160MB"
KEPT_ANSWERS = 200
BATCH = 500
# Where an open file has a name of its own, which goes on working when the file itself has been pruned.
OPEN_FILES = Path("/dev/fd")


class Reader:
    """Answers questions about one immutable snapshot, from any thread.

    Its files are held open as long as it lives: a snapshot that is pruned meanwhile is read to the end.

    Attributes:
        snapshot_id: Which snapshot is read.
        marts: The marts it holds.
        alone: Held by a question so wide that two at once would not fit the memory limit.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot_id = snapshot.snapshot_id
        self.manifest = snapshot.manifest()
        self._files = _held_open(self, sorted(snapshot.folder.glob("*.parquet")))
        self.marts = list(self._files)
        self._connection = _locked(snapshot.folder, self._files)
        self._notes: dict[object, object] = {}
        self._recent: dict[object, object] = {}
        self._lock = RLock()
        self.alone = RLock()

    def has(self, mart: str) -> bool:
        """Whether the snapshot holds a mart; a page says in words where it does not."""
        return mart in self.marts

    def file(self, mart: str) -> Path:
        """The open file of a mart.

        Raises:
            FileNotFoundError: The snapshot holds no such mart.
        """
        if mart not in self._files:
            raise FileNotFoundError(f"snapshot {self.snapshot_id} holds no {mart}; publish the marts again")
        return self._files[mart]

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """All rows of a question as plain JSON values: times and days are ISO 8601 text."""
        return [json.loads(row[0]) for row in self._asked(sql, values).fetchall()]

    def each(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Iterator[Row]:
        """The same rows one after another, a batch in memory at a time: for files, not for pages."""
        found = self._asked(sql, values)
        while batch := found.fetchmany(BATCH):
            yield from (json.loads(row[0]) for row in batch)

    def row(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Row | None:
        """The first row of a question; None where there is none."""
        return next(iter(self.rows(sql, values)), None)

    def _asked(self, sql: str, values: Sequence[object] | Mapping[str, object]) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor().execute(f"select to_json(asked)::varchar from ({sql}) as asked", values)  # noqa: S608

    def noted(self, name: object, make: Callable[[], Value]) -> Value:
        """A value computed once for this snapshot: it never changes."""
        if name not in self._notes:
            with self._lock:
                if name not in self._notes:
                    self._notes[name] = make()
        return cast("Value", self._notes[name])

    def remembered(self, name: object, make: Callable[[], Value]) -> Value:
        """The same for what may be asked in endless ways: only the latest answers are kept, and nobody waits."""
        found = self._recent.get(name, self)
        if found is self:
            found = make()
            with self._lock:
                self._recent[name] = found
                while len(self._recent) > KEPT_ANSWERS:
                    self._recent.pop(next(iter(self._recent)))
        return cast("Value", found)

    def run(self, sql: str) -> None:
        """Make what questions to the snapshot need beside its files: a macro, an empty table."""
        self._connection.cursor().execute(sql)


def _held_open(owner: Reader, paths: Sequence[Path]) -> dict[str, Path]:
    """Open the files for as long as their owner lives; by mart the name under which each can be read."""
    if not OPEN_FILES.is_dir():
        return {path.stem: path for path in paths}
    found: dict[str, Path] = {}
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        weakref.finalize(owner, os.close, descriptor)
        found[path.stem] = OPEN_FILES / str(descriptor)
    return found


def _locked(folder: Path, files: Mapping[str, Path]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set threads = 1")  # requests run beside each other; each one alone
    connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    connection.execute("set enable_progress_bar = false")
    connection.execute("set parquet_metadata_cache = true")
    allowed = ", ".join(sql_literal(f"{place.as_posix()}/") for place in (folder, OPEN_FILES))
    connection.execute(f"set allowed_directories = [{allowed}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    for mart, file in files.items():
        path = sql_literal(file)
        connection.execute(f'create view "{mart}" as select * from read_parquet({path}, hive_partitioning = false)')  # noqa: S608
    return connection
