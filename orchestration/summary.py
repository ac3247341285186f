"""What `make run` says at its end: how many jobs and skills, the most asked-for skills, and one page to look at."""

import duckdb

from assets.lake.snapshots.snapshots import Snapshot, current
from orchestration.settings import Settings

VIEWER = "http://127.0.0.1:8321"


def print_summary(settings: Settings, seconds: float) -> None:
    """Print the published snapshot in a dozen lines."""
    snapshot = current(settings.open_lake().published())
    if snapshot is None:
        print("Nothing is published yet.")
        return
    print(render(snapshot, seconds))


def render(snapshot: Snapshot, seconds: float) -> str:
    """The summary as text."""
    with duckdb.connect() as connection:
        jobs = _one(
            connection,
            "select count(*), count(distinct opening_key), count(distinct employer) from $1",
            snapshot,
            "dim_jobs",
        )
        pairs = _one(
            connection,
            """
            select count(*), count(distinct skill) from $1
            where requirement is distinct from 'context' and skill_type is distinct from 'education'
        """,
            snapshot,
            "fct_job_skills",
        )
        top = _all(
            connection,
            """
            select skill, kind, count(distinct job_key) as jobs from $1
            where requirement is distinct from 'context' and skill_type is distinct from 'education'
            group by all order by jobs desc, skill limit 10
        """,
            snapshot,
            "fct_job_skills",
        )
        page = _all(
            connection,
            """
            select job_key, title from $1 order by n_days_seen desc, last_seen desc, job_key limit 1
        """,
            snapshot,
            "dim_jobs",
        )
    lines = [
        "",
        f"  {jobs[0]:>7,} jobs     {jobs[1]:,} openings at {jobs[2]:,} employers",
        f"  {pairs[0]:>7,} skills   {pairs[1]:,} different ones, each with the words that prove it",
        "",
        f"  {'most asked for':<34}{'kind':<6}{'jobs':>6}",
        *(f"  {skill:<34.33}{kind:<6}{count:>6,}" for skill, kind, count in top),
        "",
        f"  snapshot {snapshot.snapshot_id} published in {seconds:.0f} s",
    ]
    lines += [f"  {VIEWER}/jobs/{key}   {title}   (start the pages with: make view)" for key, title in page]
    return "\n".join(lines)


def _all(connection: duckdb.DuckDBPyConnection, query: str, snapshot: Snapshot, mart: str) -> list[tuple[object, ...]]:
    return connection.execute(query.replace("$1", snapshot.relation(mart))).fetchall()


def _one(connection: duckdb.DuckDBPyConnection, query: str, snapshot: Snapshot, mart: str) -> tuple[object, ...]:
    return _all(connection, query, snapshot, mart)[0]
