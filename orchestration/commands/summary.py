"""What `make run` says at its end: how many jobs and skills, the most asked-for skills, and one page to look at."""

from itertools import zip_longest

import duckdb

from assets.lake.snapshots.snapshots import Snapshot, current
from orchestration.installation.settings import Settings

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
            group by skill, kind
            qualify row_number() over (partition by kind order by jobs desc, skill) <= 7
            order by jobs desc, skill
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
        *_most_asked_for(top),
        "",
        f"  snapshot {snapshot.snapshot_id} published in {seconds:.0f} s",
    ]
    lines += [f"  {VIEWER}/jobs/{key}   {title}   (start the pages with: make view)" for key, title in page]
    return "\n".join(lines)


def _most_asked_for(top: list[tuple[object, ...]]) -> list[str]:
    """Skills with their jobs, hard ones beside soft ones: many jobs ask for the same manners, few for the same tool."""
    lines = [f"  {'most asked for, hard':<30}{'jobs':>6}     {'soft':<30}{'jobs':>6}"]
    hard, soft = ([(skill, count) for skill, of, count in top if of == kind] for kind in ("hard", "soft"))
    for one, other in zip_longest(hard, soft, fillvalue=("", "")):
        lines.append(f"  {one[0]!s:<30.29}{one[1]!s:>6}     {other[0]!s:<30.29}{other[1]!s:>6}".rstrip())
    return lines


def _all(connection: duckdb.DuckDBPyConnection, query: str, snapshot: Snapshot, mart: str) -> list[tuple[object, ...]]:
    return connection.execute(query.replace("$1", snapshot.relation(mart))).fetchall()


def _one(connection: duckdb.DuckDBPyConnection, query: str, snapshot: Snapshot, mart: str) -> tuple[object, ...]:
    return _all(connection, query, snapshot, mart)[0]
