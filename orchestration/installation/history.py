"""Where Dagster keeps its events: its own SQLite event log, written as batches over connections that stay open.

A week of days makes some 2,000 events. Dagster's class opens an engine and inspects the schema for each event twice and
commits each on its own (9 ms an event); it also asks its storage to take events in batches, which this class does. What
is stored, and every question to it, is Dagster's. It holds for the pinned version; a test compares both.

`dagster.yaml` names it. With another store (Postgres) it is not used.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dagster import DagsterEventType, EventLogEntry
from dagster._core.events import ASSET_EVENTS
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event

HISTORY = Path("history") / "runs"  # where Dagster's own event log would lie
EVENTS_AT_ONCE = 1_000
_RUNS_KEPT_OPEN = 4  # of the run that writes and of those that pages look at; each is two files of the system


class BatchingEventLog(SqliteEventLogStorage):
    """Dagster's event log in SQLite, for many events a second."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, Engine] = {}
        self._tables: dict[str, bool] = {}
        self._index_columns: bool | None = None
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> "BatchingEventLog":
        """The event log in the folder that `base_dir` names."""
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    def _engine(self, shard: str) -> Engine:
        """The engine of a database; of runs only the latest few stay open."""
        found = self._engines.pop(shard, None)
        if found is None:
            found = create_engine(
                self.conn_string_for_shard(shard),
                connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
            )
            event.listen(found, "connect", _sync_at_checkpoints)
        self._engines[shard] = found
        runs = [name for name in self._engines if name != INDEX_SHARD_NAME]
        for name in runs[:-_RUNS_KEPT_OPEN]:
            self._engines.pop(name).dispose()
        return found

    def dispose(self) -> None:
        """Close what stayed open."""
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
        super().dispose()

    def has_table(self, table_name: str) -> bool:
        """Whether the index has a table; its schema does not change while a process runs."""
        if table_name not in self._tables:
            self._tables[table_name] = super().has_table(table_name)
        return self._tables[table_name]

    def _has_asset_key_index_cols_on_connection(self, conn: Connection) -> bool:
        if self._index_columns is None:
            self._index_columns = super()._has_asset_key_index_cols_on_connection(conn)
        return self._index_columns

    def store_event_batch(self, events: Sequence[EventLogEntry]) -> None:
        """Store events of one run together: in the run's database, then those of assets in the index."""
        if len({entry.run_id for entry in events}) != 1 or not {_kind(entry) for entry in events} <= ASSET_EVENTS:
            super().store_event_batch(events)
            return
        with self.run_connection(events[0].run_id) as connection:
            connection.execute(self.prepare_insert_event_batch(events))
        with self.index_transaction() as connection:
            numbers = [self._inserted(connection, entry) for entry in events]
            self._store_asset_event_tags(connection, events, numbers)
            # An asset's entry says what came last; of one kind the earlier ones would only be written over.
            latest = {(entry.get_dagster_event().asset_key, _kind(entry)): at for at, entry in enumerate(events)}
            for at in sorted(latest.values()):
                self._store_asset_event(connection, events[at], numbers[at])

    def _inserted(self, connection: Connection, entry: EventLogEntry) -> int:
        key: Any = connection.execute(self.prepare_insert_event(entry)).inserted_primary_key
        return int(key[0])


def _kind(entry: EventLogEntry) -> DagsterEventType | None:
    return entry.dagster_event_type


def _sync_at_checkpoints(connection: Any, _record: object) -> None:
    """Spare a wait for the disk at each commit (11 ms): in WAL mode a killed process still loses nothing.

    A power cut may lose the last events of the log, never of the lake.
    """
    connection.execute("pragma synchronous = normal")
