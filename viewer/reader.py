"""One snapshot, opened for reading: DuckDB in memory over its Parquet files, locked to its folder.

It holds no page's questions (`pages`) and does not decide which snapshot is read (`shelf`).
"""

import json
from collections.abc import Callable, Mapping, Sequence
from threading import RLock
from typing import Any, TypeVar, cast

import duckdb

from assets.lake.snapshots import Snapshot

Row = dict[str, Any]
Value = TypeVar("Value")
# Enough for the widest question over 100,000 jobs; the process as a whole stays below 300 MB.
MEMORY_LIMIT = "160MB"
KEPT_ANSWERS = 200


class Reader:
    """Answers questions about one immutable snapshot, from any thread.

    Attributes:
        snapshot_id: Which snapshot is read.
        marts: The marts it holds.
        folder: Where its files lie.
        alone: Held by a question so wide that two at once would not fit the memory limit.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot_id = snapshot.snapshot_id
        self.manifest = snapshot.manifest()
        self.marts = sorted(path.stem for path in snapshot.folder.glob("*.parquet"))
        self.folder = snapshot.folder
        self._connection = _locked(snapshot, self.marts)
        self._notes: dict[object, object] = {}
        self._recent: dict[object, object] = {}
        self._lock = RLock()
        self.alone = RLock()

    def has(self, mart: str) -> bool:
        """Whether the snapshot holds a mart; a page says in words where it does not."""
        return mart in self.marts

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """All rows of a question as plain JSON values: times and days are ISO 8601 text."""
        found = self._connection.cursor().execute(f"select to_json(asked)::varchar from ({sql}) as asked", values)  # noqa: S608
        return [json.loads(row[0]) for row in found.fetchall()]

    def row(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Row | None:
        """The first row of a question; None where there is none."""
        return next(iter(self.rows(sql, values)), None)

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
        """Make a table in memory, for an index over the snapshot."""
        self._connection.cursor().execute(sql)


def _locked(snapshot: Snapshot, marts: Sequence[str]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set threads = 1")  # requests run beside each other; each one alone
    connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    connection.execute("set enable_progress_bar = false")
    connection.execute("set parquet_metadata_cache = true")
    connection.execute(f"set allowed_directories = [{_text(snapshot.folder.as_posix() + '/')}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    for mart in marts:
        path = _text(snapshot.mart(mart).as_posix())
        connection.execute(f'create view "{mart}" as select * from read_parquet({path}, hive_partitioning = false)')  # noqa: S608
    return connection


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
