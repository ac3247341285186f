"""How marts are cut into files, so that a day changes few of them: what a file holds is settled by its rows alone.

Per-job marts are cut by the week in which a job was last seen: a job that is seen again moves from its old week to this
one, and all other weeks stay as they are. (Cut by a hash of job_key every file would change every day: 3,300 jobs are
touched a day, and they hash everywhere.) What happened on a day is cut by month, and so are weekly statistics.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import duckdb

from assets.lake.snapshots.publishing import WHOLE

Cut = Literal["job", "search_date", "week", "none"]
# Part of every source: another number where files are laid out in another way.
LAYOUT = 2
EMPTY = "none"


@dataclass(frozen=True)
class Bucket:
    """One file's share of a mart.

    Attributes:
        name: Its name in the file's.
        condition: Which rows, in SQL.
        source: What its rows were made from: equal text, equal rows. Empty where nothing is known.
        first: Its first day; None for a bucket without days.
        days: Jobs by the day on which they were last seen, for per-job buckets.
    """

    name: str
    condition: str = "true"
    source: str = ""
    first: date | None = None
    days: tuple[tuple[date, int], ...] = ()


def buckets(connection: duckdb.DuckDBPyConnection, relation: str, cut: Cut) -> list[Bucket]:
    """The buckets of a mart; a mart without rows has one, so that its columns are published."""
    made: dict[Cut, Iterator[Bucket]] = {
        "job": _weeks_of_jobs(connection),
        "search_date": _months(connection, relation, "search_date"),
        "week": _months(connection, relation, "week"),
        "none": iter([Bucket(WHOLE)]),
    }
    return list(made[cut]) or [Bucket(EMPTY, "false")]


def _weeks_of_jobs(connection: duckdb.DuckDBPyConnection) -> Iterator[Bucket]:
    """Each week's jobs; their source is the revisions that the per-job models have made (macro note_builds)."""
    version = _code(connection, "whole")
    found = connection.execute(
        """
        select
            date_trunc('week', jobs.last_seen)::date as week, jobs.last_seen, count(*), count(made.revision),
            bit_xor(hash(jobs.job_key, made.revision))
        from marts.dim_jobs as jobs
        left join builds.jobs_made as made on jobs.job_key = made.job_key
        group by all order by all
        """
    ).fetchall()
    weeks: dict[date, list[tuple[date, int, int, int]]] = {}
    for week, *day in found:
        weeks.setdefault(week, []).append(tuple(day))
    for week, days in weeks.items():
        known = version and all(jobs == revisions for _, jobs, revisions, _ in days)
        marks = " ".join(f"{jobs}:{mark:016x}" for _, jobs, _, mark in days)
        yield Bucket(
            f"{week:%G-W%V}",
            f"last_seen >= date '{week}' and last_seen < date '{week + timedelta(days=7)}'",
            f"{LAYOUT} {version} {marks}" if known else "",
            week,
            tuple((day, jobs) for day, jobs, *_ in days),
        )


def _months(connection: duckdb.DuckDBPyConnection, relation: str, column: str) -> Iterator[Bucket]:
    """Each month's rows; of days their source is known: the files that were read of them (macro note_builds)."""
    version = _code(connection, "daily") if column == "search_date" else ""
    sources: dict[date, int] = {}
    if version:
        sources = dict(connection.execute(
            "select date_trunc('month', search_date)::date, bit_xor(hash(search_date, fingerprint)) "
            "from builds.days_read group by all"
        ).fetchall())  # fmt: skip
    months = connection.execute(
        f"select distinct date_trunc('month', {column})::date as month from {relation} order by month"  # noqa: S608
    ).fetchall()
    for (month,) in months:
        after = (month + timedelta(days=31)).replace(day=1)
        yield Bucket(
            f"{month:%Y-%m}",
            f"{column} >= date '{month}' and {column} < date '{after}'",
            f"{LAYOUT} {version} {sources[month]:016x}" if month in sources else "",
            month,
        )


def _code(connection: duckdb.DuckDBPyConnection, layer: str) -> str:
    """The version of the code that made a layer; empty where dbt was run by hand, and nothing is known."""
    found = connection.execute("select version from builds.code where layer = ?", [layer]).fetchall()
    return str(found[0][0]) if found else ""
