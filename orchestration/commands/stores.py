"""The files of JOBLAKE_HOME that a crash of the disk can spoil: Dagster's databases and the warehouse.

All of it is derived or a record of what happened: what is damaged is set aside or removed, said, and made anew. It is
looked at before anything opens it, because what opens it ends in a traceback.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from assets.lake.storage.damage import DamageError, damage_named

HISTORY, SCHEDULES = "history", "schedules"
HISTORY_FILES = ("runs.db", "runs/index.db")
INSTANCE_FILE = "lineage-instance"  # names the history for ever: a new one must not be taken for the old
ASIDE = ".damaged"
SQLITE_MAGIC = b"SQLite format 3\0"
DUCKDB_MAGIC, SMALLEST_WAREHOUSE = b"DUCK", 12_288  # its three headers
NO_DAMAGE = ("Could not set lock", "Permission denied")

BEGIN_ANEW = {
    HISTORY: "The history of runs begins anew; lake and marts are not touched",
    SCHEDULES: "Schedules stand as in a new installation: switch on in `make dev` what was on",
}
BUILD_ANEW = "It is derived: the next run builds it anew from every day of the lake"


def damaged_databases(home: Path, *, deep: bool) -> Iterator[tuple[str, DamageError]]:
    """Dagster's databases that cannot be read, each with the part of the home it belongs to.

    Args:
        home: JOBLAKE_HOME.
        deep: Read every page; otherwise only the header and the list of tables.
    """
    files = [(HISTORY, home / HISTORY / name) for name in HISTORY_FILES]
    for part, file in [*files, (SCHEDULES, home / SCHEDULES / "schedules.db")]:
        if file.is_file():
            try:
                _require_sqlite(file, BEGIN_ANEW[part], deep=deep)
            except DamageError as error:
                yield part, error


def damaged_warehouse(warehouse: Path, *, deep: bool) -> DamageError | None:
    """What is wrong with the warehouse; None if nothing, or if it is not there.

    Args:
        warehouse: dbt's DuckDB file.
        deep: Open it and read every table. Otherwise only its first bytes: whoever opens it shuts dbt out meanwhile.
    """
    if not warehouse.is_file():
        return None
    try:
        _require_duckdb(warehouse, deep=deep)
    except DamageError as error:
        return error
    return None


def mend_stores(home: Path, warehouse: Path, *, deep: bool) -> list[str]:
    """Set aside or remove what is damaged; what was done, in sentences."""
    said = []
    for part, error in list(damaged_databases(home, deep=deep)):
        if (home / part).is_dir():  # both files of one part may be damaged
            (home / part).rename(_free(home / f"{part}{ASIDE}"))
            if part == HISTORY:
                (home / INSTANCE_FILE).unlink(missing_ok=True)
        said.append(str(error))
    found = damaged_warehouse(warehouse, deep=deep)
    if found:
        warehouse.unlink()
        warehouse.with_name(f"{warehouse.name}.wal").unlink(missing_ok=True)
        said.append(str(found))
    return said


def _require_sqlite(file: Path, remedy: str, *, deep: bool) -> None:
    with damage_named(str(file), "Dagster's database", remedy, ValueError, sqlite3.DatabaseError):
        with file.open("rb") as opened:
            begin = opened.read(len(SQLITE_MAGIC))
        if begin and begin != SQLITE_MAGIC:
            raise ValueError(f"it begins with {begin!r}")
        connection = sqlite3.connect(file)
        try:
            _ask_sqlite(file, connection, deep=deep)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):  # somebody is at work with it
                raise
        finally:
            connection.close()


def _ask_sqlite(file: Path, connection: sqlite3.Connection, *, deep: bool) -> None:
    connection.execute("select count(*) from sqlite_master").fetchall()
    pages, size = (int(connection.execute(f"pragma {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    if file.stat().st_size < pages * size and not file.with_name(f"{file.name}-wal").exists():
        raise ValueError(f"{file.stat().st_size:,} bytes; its header says {pages * size:,}")
    if deep:
        problems = [row[0] for row in connection.execute("pragma quick_check(1)").fetchall()]
        if problems != ["ok"]:
            raise ValueError(str(problems[0]))


def _require_duckdb(file: Path, *, deep: bool) -> None:
    import duckdb

    with damage_named(str(file), "the warehouse", BUILD_ANEW, ValueError, duckdb.Error):
        with file.open("rb") as opened:
            begin = opened.read(12)
        if begin[8:] != DUCKDB_MAGIC or file.stat().st_size < SMALLEST_WAREHOUSE:
            raise ValueError(f"{file.stat().st_size:,} bytes that begin with {begin!r}; expected a DuckDB file")
        if deep:
            try:
                _read_all(file)
            except duckdb.Error as error:
                if not any(words in str(error) for words in NO_DAMAGE):
                    raise


def _read_all(file: Path) -> None:
    import duckdb

    with duckdb.connect(str(file), read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        for schema, table in tables:
            # Every value of every column, because the engine checks a block when it reads it.
            connection.execute(f'select max(hash(read)) from "{schema}"."{table}" as read').fetchall()  # noqa: S608


def _free(path: Path) -> Path:
    """A name that is not taken."""
    number, found = 2, path
    while found.exists():
        number, found = number + 1, path.with_name(f"{path.name}-{number}")
    return found
