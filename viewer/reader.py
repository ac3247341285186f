"""One snapshot, opened for reading: DuckDB in memory over its Parquet files, locked to its folder.

It holds no page's questions (`pages`) and does not decide which snapshot is read (`shelf`).
"""

import json
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

import duckdb

from assets.lake.snapshots import Snapshot

Row = dict[str, Any]
# Enough for the widest question over 100,000 jobs; the process as a whole stays below 300 MB.
MEMORY_LIMIT = "160MB"


class Reader:
    """Answers questions about one immutable snapshot, from any thread.

    Attributes:
        snapshot_id: Which snapshot is read.
        marts: The marts it holds.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot_id = snapshot.snapshot_id
        self.manifest = snapshot.manifest()
        self.marts = sorted(path.stem for path in snapshot.folder.glob("*.parquet"))
        self._connection = _locked(snapshot, self.marts)
        self._notes: dict[object, object] = {}
        self._lock = Lock()

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

    def noted(self, name: object, make: "Any") -> Any:
        """A value computed once for this snapshot: it never changes."""
        if name not in self._notes:
            with self._lock:
                if name not in self._notes:
                    self._notes[name] = make()
        return self._notes[name]


def _locked(snapshot: Snapshot, marts: Sequence[str]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set threads = 2")
    connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    connection.execute("set enable_progress_bar = false")
    connection.execute("set parquet_metadata_cache = true")
    connection.execute(f"set allowed_directories = [{_text(snapshot.folder.as_posix() + '/')}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    for mart in marts:
        path = _text(snapshot.mart(mart).as_posix())
        connection.execute(f'create view "{mart}" as select * from read_parquet({path})')  # noqa: S608
    return connection


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
