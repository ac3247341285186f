"""Which openings a watch is about, in a published snapshot: each once, with what it requires and what of that is had.

The list's words are read and sought by the ground floor, as for the pages. It knows nothing of what was told before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import duckdb

from assets.lake.readers.amounts import pay_text
from assets.lake.readers.job_filters import FOLDED_MACRO, HAD
from assets.lake.snapshots.snapshots import Snapshot
from assets.lake.words.listed import FOUND, narrowed
from assets.lake.words.search import WordIndex, word_index
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


@dataclass(frozen=True)
class Published:
    """A snapshot opened for questions: a connection in which its marts have their names, and its words."""

    snapshot: Snapshot
    connection: duckdb.DuckDBPyConnection

    @cached_property
    def words(self) -> WordIndex | None:
        """The index of its words, opened for the first watch that names some."""
        return word_index(self.snapshot)


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[Published | None]:
    """The snapshot, opened; None where it lacks a mart that is needed."""
    if not snapshot.marts.keys() >= set(NEEDED):
        yield None
        return
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")
        connection.execute(FOLDED_MACRO)
        for mart in NEEDED:
            connection.execute(f'create view "{mart}" as from {snapshot.relation(mart)}')
        yield Published(snapshot, connection)


def openings(published: Published, watch: Watch) -> list[Opening]:
    """The openings, those found first standing first.

    Of an opening's postings on the list the canonical one speaks for it, else the oldest.
    """
    chosen = narrowed(watch.query, {}, published.words if "text" in watch.query else None).chosen
    values: dict[str, Any] = {"have": [], **chosen.values}
    cursor = published.connection.cursor()
    if FOUND in values:
        cursor.register(FOUND, values.pop(FOUND)())
    rows = cursor.execute(_question(chosen.where), values).fetchall()
    names = [column[0] for column in cursor.description or ()]
    return [_opening(dict(zip(names, row, strict=True))) for row in rows]


def _question(where: str) -> str:
    return f"""
        with had as ({HAD}),
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
        pay_text(row["pay_min"], row["pay_max"], row["pay_currency"], row["pay_period"]),
        row["posted_date"],
        row["found_on"],
        tuple(row["had"] or ()),
        tuple(row["missing"] or ()),
    )
