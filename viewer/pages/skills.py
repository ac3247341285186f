"""/skills and /skills/<slug>: what is asked for within one panel of searches, and everything known of one skill."""

from viewer.index import indexed
from viewer.page import Asked, NotFoundError, Page
from viewer.pages.scopes import chosen_panel, panels
from viewer.reader import Reader, Row

MOST_SKILLS = 150
MOST_PAIRS = 20
EXAMPLES = 8
KINDS = ("hard", "soft")


def skills_page(reader: Reader, asked: Asked) -> Page:
    """The skills of one panel and category, most asked for first."""
    kind = asked.query.get("kind", "")
    kind = kind if kind in KINDS else ""
    scope = {
        "panel": chosen_panel(reader, "skill_demand", asked.query.get("panel")),
        "category": asked.query.get("category") or "all",
    }
    found = _demand(reader, scope, kind) if scope["panel"] else []
    data = {"panel": scope["panel"], "category": scope["category"], "kind": kind or None, "skills": found[:MOST_SKILLS]}
    drawn = {"panels": panels(reader, "skill_demand"), "categories": _categories(reader, scope["panel"])}
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
    data = {
        "skill": known[0],
        "demand": _panel_rows(reader, "skill_demand", name, "country = 'all'", "n_jobs_with_skill desc"),
        "trend": _panel_rows(reader, "skill_demand_weekly", name, "true", "panel, week"),
        "pay": _panel_rows(reader, "skill_salary", name, "true", "panel, n_with_salary desc"),
        "pairs": _pairs(reader, name),
        "seniority": _panel_rows(
            reader, "skill_seniority", name, "seniority != 'unclear'", "panel, over_representation desc"
        ),
        "examples": _examples(reader, known[0]["skill_no"]),
    }
    return Page("skill.html", known[0]["skill"], data)


def _demand(reader: Reader, scope: Row, kind: str) -> list[Row]:
    if not reader.has("skill_demand"):
        return []
    weekly = "skill_demand_weekly" if reader.has("skill_demand_weekly") else "(select * from skill_demand where false)"
    return reader.rows(
        f"""
        with latest as (
            select skill, kind, week, delta, method_change, meets_floor
            from {weekly} where panel = $panel and category = $category
            qualify row_number() over (partition by skill, kind order by week desc) = 1
        )
        select
            demand.skill, demand.kind, skill_index.slug, demand.n_jobs, demand.n_jobs_with_skill, demand.share,
            demand.share_required, demand.n_stated, demand.n_paraphrased, demand.n_inferred, demand.window_start,
            demand.window_end, demand.coverage, demand.meets_floor,
            if(latest.meets_floor, latest.delta, null) as delta
        from skill_demand as demand
        left join latest on demand.skill = latest.skill and demand.kind = latest.kind
        left join skill_index on demand.skill = skill_index.skill and demand.kind = skill_index.kind
        where demand.panel = $panel and demand.category = $category and demand.country = 'all'
            and (demand.kind = $kind or $kind = '')
        order by demand.n_jobs_with_skill desc, demand.skill
        """,  # noqa: S608 - a name written here
        {**scope, "kind": kind},
    ) if indexed(reader) else []  # fmt: skip


def _categories(reader: Reader, panel: str | None) -> list[str]:
    if panel is None:
        return []
    rows = reader.rows("select distinct category from skill_demand where panel = $panel order by 1", {"panel": panel})
    return [row["category"] for row in rows]


def _panel_rows(reader: Reader, mart: str, name: Row, condition: str, order: str) -> list[Row]:
    """The rows of a mart about one skill over all categories, each panel for itself."""
    if not reader.has(mart):
        return []
    return reader.rows(
        f"select * from {mart} where skill = $skill and kind = $kind and category = 'all' and {condition} "  # noqa: S608
        f"order by {order}",
        name,
    )


def _pairs(reader: Reader, name: Row) -> list[Row]:
    if not reader.has("skill_pairs"):
        return []
    return reader.rows(
        """
        select pairs.* , skill_index.slug as slug_b
        from skill_pairs as pairs
        left join skill_index on pairs.skill_b = skill_index.skill and pairs.kind_b = skill_index.kind
        where skill_a = $skill and kind_a = $kind and category = 'all' and meets_floor
        order by npmi desc nulls last, n_both desc, skill_b limit $most
        """,
        {**name, "most": MOST_PAIRS},
    )


def _examples(reader: Reader, skill_no: int) -> list[Row]:
    return reader.rows(
        """
        select * exclude (words) from job_index
        where job_no in (select job_no from job_skill_index where skill_no = $skill_no)
        order by posted_date desc nulls last, job_key limit $most
        """,
        {"skill_no": skill_no, "most": EXAMPLES},
    )
