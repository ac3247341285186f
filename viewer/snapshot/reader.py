"""One snapshot, opened for reading: DuckDB in memory over its Parquet files, locked to their folder.

It holds no page's questions (`pages`) and does not decide which snapshot is read (`shelf`).
"""

import json
import os
import resource
import weakref
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar, cast

import duckdb
import pyarrow as pa

from assets.lake.readers.sql_literal import sql_literal
from assets.lake.snapshots.snapshots import FILES, Snapshot, relation
from assets.lake.words.search import WordIndex, word_index
from viewer.snapshot.recent import Recent

Row = dict[str, Any]
Value = TypeVar("Value")
# Enough for the widest question over 100,000 jobs; the process as a whole stays below 300 MB.
MEMORY_LIMIT = "160MB"
# How many of the latest answers are kept: what pages say, jobs of lists (12 bytes a job), their counts, days of runs.
KEPT = {"page": 60, "listed": 32, "counted": 200, "runs": 100}
# Where an open file has a name of its own, which goes on working when the file itself has been pruned.
OPEN_FILES = Path("/dev/fd")
# Beside a snapshot's files: connections, templates, the snapshot that is being opened.
SPARE_FILES = 512


class Reader:
    """Answers questions about one immutable snapshot, from any thread.

    Its files are held open as long as it lives: a snapshot that is pruned meanwhile is read to the end.

    Attributes:
        snapshot_id: Which snapshot is read.
        note: Why it is not the one that CURRENT names; empty where it is.
        marts: The marts it holds.
        withheld: Sources of which it shows no posting.
        alone: Held by a question so wide that two at once would not fit the memory limit.
    """

    def __init__(self, snapshot: Snapshot, withheld: Collection[str] = ()) -> None:
        self.snapshot_id = snapshot.snapshot_id
        self.note = snapshot.note
        self.snapshot = snapshot
        self.manifest = snapshot.manifest()
        self.marts = list(snapshot.marts)
        self._files = _held_open(self, {name: snapshot.files(name) for name in self.marts})
        self.withheld = frozenset(withheld)
        self._connection = _locked(snapshot, self._files, self.withheld)
        self._notes: dict[object, object] = {}
        self._recent = {kind: Recent(most) for kind, most in KEPT.items()}
        self._lock = RLock()
        self.alone = RLock()

    def has(self, mart: str) -> bool:
        """Whether the snapshot holds a mart; a page says in words where it does not."""
        return mart in self.marts

    def files(self, mart: str) -> list[Path]:
        """The open files of a mart.

        Raises:
            FileNotFoundError: The snapshot holds no such mart.
        """
        if mart not in self._files:
            raise FileNotFoundError(f"snapshot {self.snapshot_id} holds no {mart}; publish the marts again")
        return self._files[mart]

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """All rows of a question as plain JSON values: times and days are ISO 8601 text."""
        asked = f"select to_json(asked)::varchar from ({sql}) as asked"  # noqa: S608
        return [json.loads(row[0]) for row in self._connection.cursor().execute(asked, values).fetchall()]

    def row(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Row | None:
        """The first row of a question; None where there is none."""
        return next(iter(self.rows(sql, values)), None)

    def arrow(self, sql: str, values: Mapping[str, Any] | None = None) -> pa.Table:
        """All rows of a question by columns, for what is kept or goes on being asked in memory.

        A value that is a function makes an Arrow table, which is a relation of its name for this question alone.
        """
        cursor, left = self._connection.cursor(), dict(values or {})
        for name in [name for name, value in left.items() if callable(value)]:
            cursor.register(name, left.pop(name)())
        return cursor.sql(sql, params=left or None).to_arrow_table()

    def words(self) -> WordIndex | None:
        """The index of words, opened when it is first asked for; None where the snapshot has none that can be read."""
        return self.noted("words", lambda: word_index(self.snapshot))

    def noted(self, name: object, make: Callable[[], Value]) -> Value:
        """A value computed once for this snapshot: it never changes."""
        if name not in self._notes:
            with self._lock:
                if name not in self._notes:
                    self._notes[name] = make()
        return cast("Value", self._notes[name])

    def remembered(self, kind: str, name: Hashable, make: Callable[[], Value]) -> Value:
        """The same for what may be asked in endless ways: only the latest answers of a kind are kept."""
        return self._recent[kind].answer(name, make)

    def run(self, sql: str) -> None:
        """Make what questions to the snapshot need beside its files: a macro, an empty table."""
        self._connection.cursor().execute(sql)


def _held_open(owner: Reader, paths: Mapping[str, Sequence[Path]]) -> dict[str, list[Path]]:
    """Open the files for as long as their owner lives; by mart the names under which they can be read."""
    if not OPEN_FILES.is_dir():
        return {mart: list(files) for mart, files in paths.items()}
    _make_room(sum(map(len, paths.values())))
    return {mart: [_open(owner, path) for path in files] for mart, files in paths.items()}


def _open(owner: Reader, path: Path) -> Path:
    descriptor = os.open(path, os.O_RDONLY)
    weakref.finalize(owner, os.close, descriptor)
    return OPEN_FILES / str(descriptor)


def _make_room(files: int) -> None:
    """Let the process hold as many files open as two snapshots have, if the system allows it: years are many files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * files + SPARE_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _locked(
    snapshot: Snapshot, files: Mapping[str, Sequence[Path]], withheld: Collection[str]
) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set threads = 1")  # requests run beside each other; each one alone
    connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    connection.execute("set enable_progress_bar = false")
    connection.execute("set parquet_metadata_cache = true")
    places = (snapshot.folder, snapshot.root / FILES, OPEN_FILES)
    allowed = ", ".join(sql_literal(f"{place.as_posix()}/") for place in places)
    connection.execute(f"set allowed_directories = [{allowed}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    hidden = _hidden(connection, snapshot, files, withheld)
    for mart in files:
        rows = relation(snapshot.marts, mart, files)
        is_hidden = hidden and _has_jobs(connection, rows)
        which = " where job_key is null or job_key not in (select job_key from hidden)" if is_hidden else ""
        connection.execute(f'create view "{mart}" as select * from {rows}{which}')  # noqa: S608
    return connection


def _hidden(
    connection: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    files: Mapping[str, Sequence[Path]],
    withheld: Collection[str],
) -> bool:
    """Note the jobs of withheld sources in a table, if there are any."""
    if not withheld or "dim_jobs" not in files:
        return False
    listed = ", ".join(sql_literal(source) for source in sorted(withheld))
    jobs = relation(snapshot.marts, "dim_jobs", files)
    connection.execute(f"create table hidden as select job_key from {jobs} where source in ({listed})")  # noqa: S608
    return True


def _has_jobs(connection: duckdb.DuckDBPyConnection, rows: str) -> bool:
    """Whether a mart says something of single jobs."""
    columns = connection.execute(f"describe select * from {rows}").fetchall()  # noqa: S608
    return any(column[0] == "job_key" for column in columns)
