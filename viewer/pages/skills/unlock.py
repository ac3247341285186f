"""Which single skill would open how many more jobs, panel by panel, and which skills lie near those that one has.

A job is open where the covered share of the hard skills it requires reaches the share asked for. A skill opens a job
that is not open yet and would be with this one skill more. Of each panel the count has the panel's jobs under it, since
numbers of two panels are never added up.
"""

from collections.abc import Mapping

from assets.lake.readers.job_filters import JobFilter
from viewer.drawing.intervals import meets_floor, wilson
from viewer.pages.panels.windows import FIRST_OF_EACH_PANEL, has_windows
from viewer.pages.skills.had_skills import Had
from viewer.snapshot.job_lines import skills_by_number
from viewer.snapshot.reader import Reader, Row

MOST_SKILLS = 8
# How much more often than by chance two skills must stand together (normalised pointwise mutual information).
NEAR = 0.25
IN_MEMORY = """
create or replace table required_pairs as select job_no, unnest(hard) as skill_no from job_required_index;
create or replace table required_jobs as
    select job_no, len(hard)::integer as n_hard from job_required_index where len(hard) > 0;
create or replace table job_panels as select job_no, unnest(panels) as panel from job_index;
"""


def prepare(reader: Reader) -> None:
    """Make what matching asks again and again ready, once for a snapshot: 100,000 jobs take 8 MB."""
    reader.noted("required in memory", lambda: reader.run(IN_MEMORY))


def covered(chosen: JobFilter) -> str:
    """The question for each job of a list that requires hard skills: `n_hard` of them, `n_covered` of these in $had."""
    return f"""
        select jobs.*, required_jobs.n_hard, coalesce(held.n_covered, 0) as n_covered
        from (select * from job_index where {chosen.where}) as jobs
        inner join required_jobs on jobs.job_no = required_jobs.job_no
        left join (
            select job_no, count(*) as n_covered from required_pairs
            where skill_no in (select unnest($had::integer[])) group by job_no
        ) as held on jobs.job_no = held.job_no
    """  # noqa: S608 - made of names written here


def unlocked(reader: Reader, had: Had, chosen: JobFilter, min_match: int) -> list[Row]:
    """Each panel: `panel`, `n_jobs` that require a hard skill, `n_fit` of them open, and the `skills` that open more.

    A skill's row: `skill`, `slug`, `n_opens`, `share` of the panel's jobs, `share_low`, `share_high`, `meets_floor`.
    """
    values = {**chosen.values, "had": had.numbers}
    panels = reader.rows(
        f"""
        select panel, count(*) as n_jobs, count(*) filter (where 100 * n_covered >= {min_match} * n_hard) as n_fit
        from ({covered(chosen)}) as jobs inner join job_panels on jobs.job_no = job_panels.job_no
        group by panel order by panel
        """,  # noqa: S608 - a number, and names written here
        values,
    )
    opens = reader.rows(
        f"""
        select panel, skill_no, count(*) as n_opens
        from (
            select job_no from ({covered(chosen)})
            where 100 * n_covered < {min_match} * n_hard and 100 * (n_covered + 1) >= {min_match} * n_hard
        ) as near
        inner join required_pairs on near.job_no = required_pairs.job_no
        inner join job_panels on near.job_no = job_panels.job_no
        where skill_no not in (select unnest($had::integer[]))
        group by panel, skill_no
        order by n_opens desc, skill_no
        """,  # noqa: S608 - a number, and names written here
        values,
    )
    names = skills_by_number(reader)
    for panel in panels:
        mine = [row for row in opens if row["panel"] == panel["panel"]][:MOST_SKILLS]
        panel["skills"] = [_opening(names[row["skill_no"]], row["n_opens"], panel["n_jobs"]) for row in mine]
    asked = chosen.asked.get("panel")
    return [panel for panel in panels if asked in (None, panel["panel"])]


def _opening(skill: Row, opens: int, jobs: int) -> Row:
    low, high = wilson(opens, jobs)
    said = {"skill": skill["skill"], "slug": skill["slug"], "n_opens": opens, "share": opens / jobs}
    return said | {"share_low": low, "share_high": high, "meets_floor": meets_floor(jobs, opens)}


def near_skills(reader: Reader, had: Had) -> Mapping[str, Row]:
    """Hard skills that stand beside one that is had far more often than by chance, by name; each beside its nearest.

    A row: `skill`, `slug`, `beside` (the skill that is had), `panel`, `n_both`, `n_a`, `share_of_a`, `npmi`, `window`.
    """
    if not has_windows(reader, "skill_pairs") or not had.skills:
        return {}
    rows = reader.rows(
        f"""
        with pairs as (
            select * from skill_pairs
            where category = 'all' and kind_a = 'hard' and kind_b = 'hard' {FIRST_OF_EACH_PANEL}
        )
        select pairs.skill_b as skill, skill_index.slug, pairs.skill_a as beside, panel, n_both, n_a, share_of_a, npmi,
            "window", window_start, window_end
        from pairs left join skill_index on pairs.skill_b = skill_index.skill and skill_index.kind = 'hard'
        where meets_floor and npmi >= $near and list_contains($had, skill_a) and not list_contains($had, skill_b)
        order by npmi desc, n_both desc, skill_b, skill_a, panel
        """,  # noqa: S608 - names written here
        {"near": NEAR, "had": [row["skill"] for row in had.skills]},
    )
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row["skill"], row)
    return found
