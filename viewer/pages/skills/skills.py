"""/skills and /skills/<slug>: what is asked for within one panel of searches, and everything known of one skill."""

from collections.abc import Mapping

from viewer.drawing.page import Asked, NotFoundError, Page
from viewer.pages.panels.scopes import chosen_panel, panels
from viewer.pages.panels.trends import changed_skills, compared_week, verdicts
from viewer.pages.panels.windows import chosen_window, has_windows, offered, windows
from viewer.snapshot.jobs.index import indexed
from viewer.snapshot.jobs.job_lines import job_lines
from viewer.snapshot.reader import Reader, Row

MOST_SKILLS = 150
MOST_PAIRS = 20
EXAMPLES = 8
KINDS = ("hard", "soft")


def skills_page(reader: Reader, asked: Asked) -> Page:
    """The skills of one panel, window and category: what changed, then most asked for first."""
    kind = asked.query.get("kind", "")
    kind = kind if kind in KINDS else ""
    known = windows(reader, "skill_demand")
    panel = chosen_panel(reader, "skill_demand", asked.query.get("panel")) if known else None
    scope = {
        "panel": panel,
        "window": chosen_window(known.get(panel or "", []), asked.query.get("window")),
        "category": asked.query.get("category") or "all",
    }
    week = compared_week(reader, panel, scope["category"] or "all") if panel else None
    found = _demand(reader, scope, kind, week["week"] if week else None) if panel else []
    changed = changed_skills(reader, panel, scope["category"] or "all", week["week"]) if panel and week else []
    data = {**scope, "kind": kind or None, "compared": week, "changed": changed, "skills": found[:MOST_SKILLS]}
    drawn = {
        "panels": panels(reader, "skill_demand"),
        "windows": [row["window"] for row in known.get(panel or "", [])],
        "categories": _categories(reader, panel),
    }
    return Page("skills.html", "Skills", data | {"n_skills": len(found)}, drawn, lambda: found)


def skill_page(reader: Reader, asked: Asked) -> Page:
    """One skill: demand, trend, pay, companions, seniority and example postings."""
    slug = asked.path["slug"]
    known = reader.rows("select * from skill_index where slug = $slug order by skill_no", {"slug": slug}) if indexed(
        reader
    ) else []  # fmt: skip
    if not known:
        raise NotFoundError(f"No skill “{slug[:100]}” was found in any posting of this snapshot.")
    name = {"skill": known[0]["skill"], "kind": known[0]["kind"]}
    there = windows(reader, "skill_demand")
    wanted = asked.query.get("window")
    wanted = wanted if wanted in offered(there) else None
    chosen = {panel: chosen_window(rows, wanted) for panel, rows in there.items()}
    shown = {panel: window for panel, window in chosen.items() if window and (not wanted or window == wanted)}
    trend = _weeks(reader, name)
    data = {
        "skill": known[0],
        "window": wanted,
        "demand": _windowed(reader, "skill_demand", name, shown, "country = 'all'", "n_jobs_with_skill desc"),
        "verdicts": verdicts(trend),
        "trend": trend,
        "pay": _windowed(reader, "skill_salary", name, shown, "true", "panel, n_with_salary desc"),
        "pairs": _pairs(reader, name, shown),
        "seniority": _windowed(
            reader, "skill_seniority", name, shown, "seniority != 'unclear'", "panel, over_representation desc"
        ),
        "examples": _examples(reader, known[0]["skill_no"]),
    }
    drawn = {"windows": offered(there), "too_young": sorted(set(there) - set(shown))}
    return Page("skill.html", known[0]["skill"], data, drawn)


def _demand(reader: Reader, scope: Row, kind: str, week: str | None) -> list[Row]:
    if not indexed(reader):
        return []
    weekly = "skill_demand_weekly" if week else "(select * from skill_demand where false)"
    compared = "delta, is_significant" if week else "null as delta, null as is_significant"
    return reader.rows(
        f"""
        with compared as (
            select skill, kind, {compared} from {weekly}
            where panel = $panel and category = $category {"and week = $week" if week else ""}
        )
        select
            demand.skill, demand.kind, skill_index.slug, demand.n_jobs, demand.n_jobs_with_skill, demand.share,
            demand.share_low, demand.share_high, demand.share_required, demand.share_required_low,
            demand.share_required_high, demand.n_stated, demand.n_paraphrased, demand.n_inferred, demand."window",
            demand.window_start, demand.window_end, demand.coverage, demand.meets_floor,
            compared.delta, compared.is_significant
        from skill_demand as demand
        left join compared on demand.skill = compared.skill and demand.kind = compared.kind
        left join skill_index on demand.skill = skill_index.skill and demand.kind = skill_index.kind
        where demand.panel = $panel and demand."window" = $window and demand.category = $category
            and demand.country = 'all' and (demand.kind = $kind or $kind = '')
        order by demand.n_jobs_with_skill desc, demand.skill
        """,  # noqa: S608 - names written here
        {**scope, "kind": kind, **({"week": week} if week else {})},
    )


def _categories(reader: Reader, panel: str | None) -> list[str]:
    if panel is None:
        return []
    rows = reader.rows("select distinct category from skill_demand where panel = $panel order by 1", {"panel": panel})
    return [row["category"] for row in rows]


def _weeks(reader: Reader, name: Row) -> list[Row]:
    """The weeks of one skill over all categories, each panel for itself."""
    if not has_windows(reader, "skill_demand_weekly"):
        return []
    return reader.rows(
        "select * from skill_demand_weekly where skill = $skill and kind = $kind and category = 'all' "
        "order by panel, week",
        name,
    )


def _windowed(reader: Reader, mart: str, name: Row, shown: Mapping[str, str], condition: str, order: str) -> list[Row]:
    """The rows of a mart about one skill over all categories, of each panel's chosen window."""
    if not has_windows(reader, mart):
        return []
    return reader.rows(
        f"select * from {mart} where skill = $skill and kind = $kind and category = 'all' and {condition} "  # noqa: S608
        f"""and list_contains($shown, panel || ' ' || "window") order by {order}""",
        {**name, "shown": _pairs_of(shown)},
    )


def _pairs(reader: Reader, name: Row, shown: Mapping[str, str]) -> list[Row]:
    if not has_windows(reader, "skill_pairs"):
        return []
    return reader.rows(
        """
        select pairs.* , skill_index.slug as slug_b
        from skill_pairs as pairs
        left join skill_index on pairs.skill_b = skill_index.skill and pairs.kind_b = skill_index.kind
        where skill_a = $skill and kind_a = $kind and category = 'all' and meets_floor
            and list_contains($shown, panel || ' ' || "window")
        order by npmi desc nulls last, n_both desc, skill_b limit $most
        """,
        {**name, "shown": _pairs_of(shown), "most": MOST_PAIRS},
    )


def _pairs_of(shown: Mapping[str, str]) -> list[str]:
    return [f"{panel} {window}" for panel, window in shown.items()]


def _examples(reader: Reader, skill_no: int) -> list[Row]:
    rows = reader.rows(
        """
        select job_no from job_index
        where job_no in (select job_no from job_skill_index where skill_no = $skill_no)
        order by posted_date desc nulls last, job_key limit $most
        """,
        {"skill_no": skill_no, "most": EXAMPLES},
    )
    return job_lines(reader, [row["job_no"] for row in rows])
