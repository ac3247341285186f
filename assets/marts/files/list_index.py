"""job_index, skill_index, job_skill_index, job_required_index: what lists of jobs are filtered, sorted and matched by.

Made from the published marts and nothing else, so readers need neither build nor hold them: at 100,000 jobs such an
index in memory took 0.9 s and 75 MB of a reader, while a question to these files takes as long as one to memory.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb

from assets.lake.readers.folding import FOLDED
from assets.lake.readers.sql_literal import sql_literal


class IndexTable(NamedTuple):
    """One file of the index: the marts it is made from, what it holds, its columns, and the question that makes it."""

    name: str
    sources: tuple[str, ...]
    description: str
    columns: dict[str, str]
    sql: str


_JOB_NO = "The job's number in this snapshot, in order of job_key."
_SKILL_NO = "The skill's number in this snapshot, the most wanted first."
JOBS = IndexTable(
    "job_index",
    ("dim_jobs",),
    "Each job of dim_jobs as a line of a list: what it is filtered and sorted by.",
    {
        "job_no": _JOB_NO,
        "employer_slug": "The last part of the address of the employer's page.",
        "has_pay": "Whether the pay is known.",
        "words": "Title, employer and place without their case: what is searched for words.",
    },
    # The last parts of addresses are made here as the viewer makes them.
    """
    select
        row_number() over (order by job_key)::integer as job_no,
        job_key, title, employer, employer_key, regexp_replace(trim(employer_key), '\\s+', '-', 'g') as employer_slug,
        publisher, category, city, region, country, work_mode, work_mode_contradiction, source_is_remote, seniority,
        employment_types, panels, posted_date, first_seen, last_seen, is_repost, n_postings_of_opening,
        pay_min, pay_max, pay_currency, pay_period, pay_yearly_max,
        pay_min is not null or pay_max is not null as has_pay,
        folded(concat_ws(' ', title, employer, city, region, country)) as words
    from {dim_jobs}
    order by job_no
    """,
)
SKILLS = IndexTable(
    "skill_index",
    ("fct_job_skills",),
    "Each skill that a job of fct_job_skills asks for once.",
    {
        "skill_no": _SKILL_NO,
        "skill": "The skill's name.",
        "kind": "hard or soft.",
        "skill_id": "Its id in the taxonomy; null for a skill that only a model named.",
        "family": "Its family in the taxonomy.",
        "n_jobs": "How many jobs want it.",
        "slug": "The last part of the address of the skill's page.",
    },
    """
    select
        row_number() over (order by count(*) desc, skill, kind)::integer as skill_no,
        skill, kind, min(skill_id) as skill_id, max(skill_family) as family, count(*) as n_jobs,
        coalesce(
            min(skill_id), nullif(trim(regexp_replace(lower(skill), '[^\\pL\\pN_+#.]+', '-', 'g'), '-'), ''), '-'
        ) as slug
    from {fct_job_skills}
    where requirement is distinct from 'context' and skill_type is distinct from 'education'
    group by skill, kind
    order by skill_no
    """,
)
JOB_SKILLS = IndexTable(
    "job_skill_index",
    ("fct_job_skills", "skill_index", "job_index"),
    "Which jobs want a skill, by the numbers of both.",
    {"skill_no": _SKILL_NO, "job_no": _JOB_NO},
    """
    select skills.skill_no, jobs.job_no
    from {fct_job_skills} as wanted
    inner join {skill_index} as skills on wanted.skill = skills.skill and wanted.kind = skills.kind
    inner join {job_index} as jobs on wanted.job_key = jobs.job_key
    where wanted.requirement is distinct from 'context' and wanted.skill_type is distinct from 'education'
    order by skills.skill_no, jobs.job_no
    """,
)
REQUIRED = IndexTable(
    "job_required_index",
    ("fct_job_skills", "skill_index", "job_index"),
    "What each job requires, by numbers; jobs that require nothing are left out.",
    {
        "job_no": _JOB_NO,
        "hard": "The hard skills it requires, in the order of its text.",
        "soft": "The soft skills it requires, in the order of its text.",
    },
    """
    with required as (
        select
            jobs.job_no, skills.skill_no, skills.kind,
            row_number() over (
                partition by jobs.job_no order by wanted.evidence_start nulls last, skills.skill_no
            ) as place
        from {fct_job_skills} as wanted
        inner join {skill_index} as skills on wanted.skill = skills.skill and wanted.kind = skills.kind
        inner join {job_index} as jobs on wanted.job_key = jobs.job_key
        where wanted.requirement = 'required'
    )
    select
        job_no,
        coalesce(list(skill_no order by place) filter (where kind = 'hard'), []) as hard,
        coalesce(list(skill_no order by place) filter (where kind = 'soft'), []) as soft
    from required
    group by job_no
    order by job_no
    """,
)
# In this order: each may be made from those before it.
TABLES = (JOBS, SKILLS, JOB_SKILLS, REQUIRED)
# A question for one skill reads one of these groups, not the file.
_ROWS_PER_GROUP = 20_480


def write_list_index(
    connection: duckdb.DuckDBPyConnection, folder: Path, marts: Mapping[str, str]
) -> Iterator[tuple[IndexTable, Path]]:
    """Write the files into a folder; equal marts give equal bytes.

    Args:
        connection: Any connection; nothing is left in it.
        folder: Where they go.
        marts: What stands after `from` for each mart; tables whose marts it lacks are not made.
    """
    cursor = connection.cursor()
    cursor.execute(f"create temp macro folded(text) as {FOLDED}")
    known = dict(marts)
    for table in TABLES:
        if not known.keys() >= set(table.sources):
            continue
        path = folder / f"{table.name}.parquet"
        rows = table.sql.format(**{name: known[name] for name in table.sources})
        options = f"format parquet, compression snappy, row_group_size {_ROWS_PER_GROUP}"
        cursor.execute(f"copy ({rows}) to {sql_literal(path)} ({options})")
        known[table.name] = f"read_parquet({sql_literal(path)})"
        yield table, path
