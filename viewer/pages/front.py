"""/: what is here: how many jobs, from which searches, over which days, and where to go on."""

from assets.lake.readers.job_filters import JobFilter
from viewer.drawing.page import Asked, Page
from viewer.pages.panels.windows import FIRST_OF_EACH_PANEL, has_windows
from viewer.snapshot.jobs.index import indexed
from viewer.snapshot.jobs.job_lines import job_lines
from viewer.snapshot.jobs.listed_jobs import first_jobs
from viewer.snapshot.reader import Reader, Row

NEWEST = 6
SKILLS_PER_PANEL = 6


def front_page(reader: Reader, _asked: Asked) -> Page:
    """The front page."""
    if not indexed(reader):
        return Page("front.html", "Joblake", {"totals": {"jobs": 0}, "panels": [], "newest": []})
    data = reader.noted(
        "front", lambda: {"totals": _totals(reader), "panels": _panels(reader), "newest": _newest(reader)}
    )
    return Page("front.html", "Joblake", data)


def _totals(reader: Reader) -> Row:
    found = reader.row(
        """
        select
            count(*) as jobs, count(distinct employer_slug) as employers,
            count(*) filter (where n_postings_of_opening > 1) as in_shared_openings,
            count(*) filter (where work_mode_contradiction) as contradictions,
            count(*) filter (where source_is_remote and work_mode = 'hybrid') as hybrid_flagged_remote,
            count(*) filter (where has_pay) as with_pay,
            count(*) filter (where is_repost) as reposts,
            min(first_seen) as first_day, max(last_seen) as last_day,
            (select count(*) from skill_index) as skills
        from job_index
        """
    )
    return found or {"jobs": 0}


def _panels(reader: Reader) -> list[Row]:
    panels = reader.rows(
        """
        select panel, count(*) as n_jobs from (select unnest(panels) as panel from job_index)
        group by panel order by panel
        """
    )
    top = reader.rows(
        f"""
        with shown as (
            select * from skill_demand where category = 'all' and country = 'all' {FIRST_OF_EACH_PANEL}
        )
        select
            panel, "window", window_start, window_end, demand.skill, demand.kind, slug, n_jobs_with_skill,
            demand.n_jobs, share, share_low, share_high
        from shown as demand
        left join skill_index on demand.skill = skill_index.skill and demand.kind = skill_index.kind
        where demand.kind = 'hard' and meets_floor
        qualify row_number() over (partition by panel order by n_jobs_with_skill desc, demand.skill) <= $most
        order by panel, n_jobs_with_skill desc, demand.skill
        """,  # noqa: S608 - names written here
        {"most": SKILLS_PER_PANEL},
    ) if has_windows(reader, "skill_demand") else []  # fmt: skip
    return [{**panel, "skills": [row for row in top if row["panel"] == panel["panel"]]} for panel in panels]


def _newest(reader: Reader) -> list[Row]:
    return job_lines(reader, first_jobs(reader, JobFilter(), "posted_date desc nulls last, job_key", NEWEST))
