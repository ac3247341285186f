"""The state of the warehouse before dbt opens it: which code made its tables, and whether it can be read at all.

The warehouse is derived: one that can't be read is removed, and the next daily step makes it anew from the lake.
"""

from pathlib import Path

import duckdb

FULL_REFRESH = ("--full-refresh",)
# What DuckDB says of a file whose bytes are not a database's, and of a block that is not what was written.
DAMAGE = ("not a valid duckdb database", "checksum", "corrupt", "serialization error", "failed to deserialize")


def refresh_flags(warehouse: Path, layer: str, models_version: str) -> tuple[str, ...]:
    """Dbt's flag for making a layer's tables anew, where they were made by other code than this, or by nobody.

    Args:
        warehouse: The file; where there is none, nothing need be said: dbt makes what is missing.
        layer: `daily` or `whole`.
        models_version: The version of the models' code.
    """
    if not warehouse.exists():
        return ()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        known = connection.execute("select 1 from duckdb_tables() where schema_name = 'builds' and table_name = 'code'")
        if known.fetchall():
            found = connection.execute("select version from builds.code where layer = ?", [layer]).fetchall()
            if found == [(models_version,)]:
                return ()
    return FULL_REFRESH


def remove_if_unreadable(warehouse: Path) -> str:
    """Remove a warehouse that is no database; what was found, in a sentence, or nothing."""
    if not warehouse.exists():
        return ""
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            connection.execute("select count(*) from duckdb_columns()").fetchall()
    except duckdb.Error as error:
        if not speaks_of_damage(str(error)):  # held by another process, or not ours to read
            raise
        remove(warehouse)
        return f"{warehouse.name} could not be read ({type(error).__name__}) and is made anew from the lake"
    return ""


def speaks_of_damage(message: str) -> bool:
    """Whether an error of the engine, or of dbt, says that the file's bytes are not what was written."""
    return any(sign in message.lower() for sign in DAMAGE)


def remove(warehouse: Path) -> None:
    """Remove the file and its log."""
    warehouse.unlink(missing_ok=True)
    warehouse.with_name(f"{warehouse.name}.wal").unlink(missing_ok=True)
