"""A narrow index of all jobs in memory, so that a filtered list reads no wide file. Built once per snapshot.

Measured at 100,000 jobs: see `tests/viewer/load.py`, which builds such a snapshot and asks it.
"""

from viewer.reader import Reader

# Text without its case, for both sides of a comparison: `İ` is small `i` with a dot to some and `i` to others.
FOLDED = """
create or replace macro folded(text) as
    replace(replace(replace(lower(text), chr(775), ''), 'ß', 'ss'), 'ς', 'σ')
"""
# The last parts of addresses, made here as `addresses` makes them.
JOBS = """
create or replace table job_index as
select
    row_number() over (order by job_key)::integer as job_no,
    job_key, title, employer, employer_key, regexp_replace(trim(employer_key), '\\s+', '-', 'g') as employer_slug,
    publisher, category, city, region, country, work_mode, work_mode_contradiction, source_is_remote, seniority,
    employment_types, panels, posted_date, first_seen, last_seen, is_repost, n_postings_of_opening,
    pay_min, pay_max, pay_currency, pay_period, pay_yearly_max,
    pay_min is not null or pay_max is not null as has_pay,
    folded(concat_ws(' ', title, employer, city, region, country)) as words
from dim_jobs
"""
SKILLS = """
create or replace table skill_index as
select
    row_number() over (order by count(*) desc, skill, kind)::integer as skill_no,
    skill, kind, any_value(skill_id) as skill_id, max(skill_family) as family, count(*) as n_jobs,
    coalesce(
        any_value(skill_id), nullif(trim(regexp_replace(lower(skill), '[^\\pL\\pN_+#.]+', '-', 'g'), '-'), ''), '-'
    ) as slug
from fct_job_skills
group by skill, kind
"""
JOB_SKILLS = """
create or replace table job_skill_index as
select skill_index.skill_no, job_index.job_no
from fct_job_skills
inner join skill_index on fct_job_skills.skill = skill_index.skill and fct_job_skills.kind = skill_index.kind
inner join job_index on fct_job_skills.job_key = job_index.job_key
order by skill_index.skill_no, job_index.job_no
"""
NO_SKILLS = """
create or replace table skill_index(
    skill_no integer, skill varchar, kind varchar, skill_id varchar, family varchar, n_jobs bigint, slug varchar
)
"""
NO_JOB_SKILLS = "create or replace table job_skill_index(skill_no integer, job_no integer)"


def indexed(reader: Reader) -> bool:
    """Build the index unless it is there; False for a snapshot without jobs."""
    return reader.noted("index", lambda: _build(reader))


def _build(reader: Reader) -> bool:
    if not reader.has("dim_jobs"):
        return False
    reader.run(FOLDED)
    reader.run(JOBS)
    for sql in (SKILLS, JOB_SKILLS) if reader.has("fct_job_skills") else (NO_SKILLS, NO_JOB_SKILLS):
        reader.run(sql)
    return True
