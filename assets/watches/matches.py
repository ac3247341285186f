"""Which openings a watch is about, in a published snapshot: each once, with what it requires and what of that is had.

The list's words are read by `job_filters`, as the pages read them. It knows nothing of what was told before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from assets.lake.job_filters import FOLDED_MACRO, read_job_filter
from assets.lake.snapshots import Snapshot
from assets.watches.watch_file import Watch

NEEDED = ("dim_jobs", "job_index", "skill_index", "job_skill_index", "job_required_index")


@dataclass(frozen=True)
class Opening:
    """An opening that a watch is about, as the posting that speaks for it.

    Attributes:
        postings: The keys of all its postings, its copies and reposts among them. One that has been told is told.
        job_key: The posting that is shown.
        first_seen: When the opening was first found.
        had: The required hard skills that the reader has, in the order of the text: what the list's match counts.
        missing: The required hard skills that the reader has not.
    """

    postings: frozenset[int]
    job_key: int
    title: str
    employer: str | None
    city: str | None
    country: str | None
    work_mode: str | None
    pay: str
    posted_date: date | None
    first_seen: date
    had: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def match(self) -> float | None:
        """The share of what is required that is had; None where nothing is required."""
        required = len(self.had) + len(self.missing)
        return len(self.had) / required if required else None


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """A connection in which the snapshot's marts have their names; None where it lacks one that is needed."""
    if not snapshot.marts.keys() >= set(NEEDED):
        yield None
        return
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")
        connection.execute(FOLDED_MACRO)
        for mart in NEEDED:
            connection.execute(f'create view "{mart}" as from {snapshot.relation(mart)}')
        yield connection


def openings(connection: duckdb.DuckDBPyConnection, watch: Watch) -> list[Opening]:
    """The openings, those found first standing first.

    Of an opening's postings on the list the canonical one speaks for it, else the oldest.
    """
    chosen = read_job_filter(watch.query)
    rows = connection.execute(_question(chosen.where), {"have": [], **chosen.values}).fetchall()
    names = [column[0] for column in connection.description or ()]
    return [_opening(dict(zip(names, row, strict=True))) for row in rows]


def _question(where: str) -> str:
    return f"""
        with had as (
            select skill_no from skill_index
            where slug in (select unnest($have::varchar[]))
                or folded(skill) in (select folded(name) from (select unnest($have::varchar[]) as name))
        ),
        hits as (
            select listed.*, jobs.opening_key, coalesce(jobs.opening_first_seen, jobs.first_seen) as found_on
            from (select * from job_index where {where}) as listed
            inner join dim_jobs as jobs on listed.job_key = jobs.job_key
            qualify row_number() over (
                partition by jobs.opening_key order by jobs.is_canonical desc nulls last, jobs.first_seen, jobs.job_key
            ) = 1
        ),
        members as (
            select opening_key, list(job_key order by job_key) as postings from dim_jobs
            where opening_key in (select opening_key from hits)
            group by opening_key
        ),
        required as (
            select
                job_no,
                list(skill order by place) filter (where skill_no in (select skill_no from had)) as had,
                list(skill order by place) filter (where skill_no not in (select skill_no from had)) as missing
            from (
                select job_no, unnest(hard) as skill_no, generate_subscripts(hard, 1) as place
                from job_required_index where job_no in (select job_no from hits)
            )
            inner join skill_index using (skill_no)
            group by job_no
        )
        select hits.*, members.postings, required.had, required.missing
        from hits
        inner join members using (opening_key)
        left join required using (job_no)
        order by found_on, posted_date desc nulls last, job_key
    """  # noqa: S608 - the filters' own clauses


def _opening(row: dict[str, Any]) -> Opening:
    return Opening(
        frozenset(row["postings"]),
        row["job_key"],
        row["title"],
        row["employer"],
        row["city"],
        row["country"],
        row["work_mode"],
        _pay(row),
        row["posted_date"],
        row["found_on"],
        tuple(row["had"] or ()),
        tuple(row["missing"] or ()),
    )


def _pay(row: dict[str, Any]) -> str:
    """The stated pay in words; empty where none is stated."""
    ends = [f"{value:,.0f}" for value in (row["pay_min"], row["pay_max"]) if value is not None]
    if not ends:
        return ""
    span = ends[0] if len(set(ends)) == 1 else "–".join(ends)
    span = f"up to {span}" if row["pay_min"] is None else f"from {span}" if row["pay_max"] is None else span
    return " ".join(filter(None, (span, row["pay_currency"], row["pay_period"] and f"per {row['pay_period']}")))
