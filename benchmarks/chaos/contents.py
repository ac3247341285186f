"""What a lake and its marts hold, in a form in which two runs that made the same can be compared.

Times, run ids and the tokens of a search differ between any two runs. What they are is measured, not listed: columns in
which two undisturbed runs differ are left out, every other value of every row must be the same.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.lake.raw import raw_answers
from assets.lake.readers.sql_literal import sql_literal
from assets.lake.snapshots.snapshots import current
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TABLES

Columns = Mapping[str, frozenset[str]]
# What knows every call, and so differs where one had to be made again because its process died meanwhile.
TELL_OF_CALLS = ("api_calls", *(f"marts/{m}" for m in ("fct_api_calls", "api_usage", "query_yield", "job_pages")))
# Tells of the struck run, too: what is compared of it is which partitions a materialization is told of.
TELLS_OF_RUNS = "marts/lineage_runs"


@dataclass(frozen=True)
class Contents:
    """For each table its files and, by column, the sum of its values' hashes; and how many raw answers there are."""

    files: Mapping[str, list[Path]]
    sums: Mapping[str, Mapping[str, int]]
    answers: int


def contents(lake: Lake) -> Contents:
    """What is in a lake and its current snapshot."""
    files = {name: lake.files(spec) for name, spec in TABLES.items()}
    snapshot = current(lake)
    if snapshot is not None:
        files |= {f"marts/{mart}": snapshot.files(mart) for mart in snapshot.marts}
    files = {name: found for name, found in files.items() if found}
    answers = sum(1 for day in raw_answers.landed_days(lake) for _ in raw_answers.answers(lake, day))
    with duckdb.connect() as connection:
        return Contents(files, {name: _sums(connection, found) for name, found in files.items()}, answers)


def steady(one: Contents, other: Contents) -> Columns:
    """The columns of each table in which two undisturbed runs agree."""
    return {
        name: frozenset(column for column, value in sums.items() if other.sums.get(name, {}).get(column) == value)
        for name, sums in one.sums.items()
    }


def differences(wanted: Contents, found: Contents, columns: Columns, besides: Collection[str] = ()) -> list[str]:
    """Tables, besides some, whose rows differ in the steady columns; empty where both hold the same."""
    said = [f"{name} is missing" for name in wanted.files if name not in found.files]
    if wanted.answers != found.answers:
        said.append(f"{found.answers} raw answers, expected {wanted.answers}")
    with duckdb.connect() as connection:
        if _told_of(connection, wanted.files) != _told_of(connection, found.files):
            said.append(f"{TELLS_OF_RUNS} tells of other partitions")
        for name in sorted((set(wanted.files) & set(found.files)) - {*besides, TELLS_OF_RUNS}):
            names = sorted(columns[name])
            if names and _rows(connection, wanted.files[name], names) != _rows(connection, found.files[name], names):
                said.append(f"{name} differs in {', '.join(names)}")
    return said


def _from(files: list[Path]) -> str:
    return f"from read_parquet([{', '.join(sql_literal(file) for file in files)}], hive_partitioning = false)"


def _sums(connection: duckdb.DuckDBPyConnection, files: list[Path]) -> dict[str, int]:
    names = [str(row[0]) for row in connection.execute(f"describe select * {_from(files)}").fetchall()]
    sums = ", ".join(f'sum(hash("{name}"::varchar)::hugeint)' for name in names)
    (row,) = connection.execute(f"select {sums} {_from(files)}").fetchall()
    return {name: int(value or 0) for name, value in zip(names, row, strict=True)}


def _told_of(connection: duckdb.DuckDBPyConnection, files: Mapping[str, list[Path]]) -> list[tuple[object, ...]]:
    """The assets and partitions whose making lineage tells of."""
    if TELLS_OF_RUNS not in files:
        return []
    made = "where outcome = 'complete' and changed order by all"
    return connection.execute(f"select distinct asset, partition {_from(files[TELLS_OF_RUNS])} {made}").fetchall()


def _rows(connection: duckdb.DuckDBPyConnection, files: list[Path], names: list[str]) -> list[tuple[object, ...]]:
    row = ", ".join(f'"{name}"::varchar' for name in names)
    return connection.execute(f"select count(*), sum(hash(({row}))::hugeint) {_from(files)}").fetchall()
