"""What a week's change says: rising, falling, unchanged, or too little to compare. The words are in the templates."""

from collections.abc import Sequence

from viewer.pages.panels.windows import has_windows
from viewer.snapshot.reader import Reader, Row

WHOLE_WEEK = 7


def compared_week(reader: Reader, panel: str, category: str) -> Row | None:
    """The latest week that can be compared, else the latest whole one, else the latest; how much was compared."""
    if not has_windows(reader, "skill_demand_weekly"):
        return None
    return reader.row(
        """
        select
            week, any_value(n_jobs) as n_jobs, any_value(n_days) as n_days, max(n_weeks_before) as n_weeks_before,
            max(n_jobs_before) as n_jobs_before, bool_or(is_comparable) as is_comparable, count(delta) as n_compared,
            count(*) filter (where is_significant) as n_changed
        from skill_demand_weekly where panel = $panel and category = $category
        group by week
        order by bool_or(is_comparable) desc, max(n_days) >= $whole desc, week desc limit 1
        """,
        {"panel": panel, "category": category, "whole": WHOLE_WEEK},
    )


def changed_skills(reader: Reader, panel: str, category: str, week: str) -> list[Row]:
    """The skills whose share changed by more than sampling noise, largest change first."""
    return reader.rows(
        """
        select
            weekly.skill, weekly.kind, skill_index.slug, weekly.n_jobs, weekly.n_jobs_with_skill, weekly.share,
            weekly.share_low, weekly.share_high, weekly.n_jobs_before, weekly.n_with_skill_before,
            weekly.share_prev_4w, weekly.delta, weekly.q_value
        from skill_demand_weekly as weekly
        left join skill_index on weekly.skill = skill_index.skill and weekly.kind = skill_index.kind
        where panel = $panel and category = $category and week = $week and is_significant
        order by abs(delta) desc, weekly.skill
        """,
        {"panel": panel, "category": category, "week": week},
    )


def verdicts(trend: Sequence[Row]) -> list[Row]:
    """Of each panel's weeks of one skill the one to speak of: significant changes first, then in order of panel."""
    found: dict[str, Row] = {}
    for row in trend:
        known = found.get(row["panel"])
        if known is None or _weight(row) >= _weight(known):
            found[row["panel"]] = row
    return sorted(found.values(), key=lambda row: (not row["is_significant"], row["delta"] is None, row["panel"]))


def _weight(row: Row) -> tuple[bool, bool, str]:
    return bool(row["is_comparable"]), row["n_days"] >= WHOLE_WEEK, row["week"]
