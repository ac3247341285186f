"""Text inside an SQL statement, for the places where DuckDB takes no parameter: views, `copy`, settings."""

from pathlib import Path


def sql_literal(value: str | Path) -> str:
    """A text or path as an SQL string, with its quotation marks."""
    text = value.as_posix() if isinstance(value, Path) else value
    return "'" + text.replace("'", "''") + "'"
