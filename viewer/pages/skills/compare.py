"""/compare?a=…&b=…: the skills by which two scopes of jobs differ most, with intervals; words where there are too few.

A scope is a panel's jobs of a window, narrowed by category, country and seniority: `panel:data;country:GB;window:91d`.
The same jobs are counted as in the statistics of skills; what differs is told from chance over all skills together.
"""

from collections.abc import Mapping

from viewer.drawing.intervals import FLOOR_JOBS, difference, meets_floor, p_value, q_values, wilson
from viewer.drawing.page import Asked, Page
from viewer.pages.panels.scopes import chosen_panel, panels
from viewer.pages.panels.windows import chosen_window, offered, windows
from viewer.snapshot.jobs.index import indexed
from viewer.snapshot.jobs.job_lines import skills_by_number
from viewer.snapshot.reader import Reader, Row

SIDES = ("a", "b")
NARROWING = ("category", "country", "seniority")
PARTS = ("panel", *NARROWING, "window")
MOST_SKILLS = 40
ENOUGH_READ = 0.8
CHANCE = 0.05


def compare_page(reader: Reader, asked: Asked) -> Page:
    """Two scopes side by side."""
    there = indexed(reader) and reader.has("job_lifecycle") and bool(panels(reader, "skill_demand"))
    if not there:
        return Page("compare.html", "Compare", {"a": {}, "b": {}, "skills": [], "problems": []}, {"there": False})
    problems: list[str] = []
    a = _scope(reader, asked.query, "a", problems)
    others = [panel for panel in panels(reader, "skill_demand") if panel != a["panel"]]
    scopes = {"a": a, "b": _scope(reader, asked.query, "b", problems, next(iter(others), None))}
    name = ("compare", *(scopes[side]["address"] for side in SIDES))
    found = reader.remembered("page", name, lambda: _compared(reader, scopes["a"], scopes["b"]))
    return Page(
        "compare.html", "Compare", {**found, "problems": problems}, {"there": True, "options": _options(reader)}
    )


def read_scope(text: str) -> tuple[dict[str, str], list[str]]:
    """The parts of a scope as it stands in an address, and what of it is none."""
    parts: dict[str, str] = {}
    problems = []
    for piece in filter(None, map(str.strip, text[:500].split(";"))):
        name, colon, value = piece.partition(":")
        if colon and name in PARTS and value.strip():
            parts[name] = value.strip()[:200]
        else:
            problems.append(f"“{piece[:40]}” is no part of a scope; write panel:…;country:… with {', '.join(PARTS)}.")
    return parts, problems


def written_scope(parts: Mapping[str, str | None]) -> str:
    """The same as it stands in an address."""
    return ";".join(f"{name}:{parts[name]}" for name in PARTS if parts.get(name))


def _scope(reader: Reader, query: Mapping[str, str], side: str, problems: list[str], usual: str | None = None) -> Row:
    """A side's scope: of the form's fields, else of its own words, else the usual panel.

    Its panel and window are ones that are there.
    """
    parts, wrong = read_scope(query.get(side, ""))
    if any(f"{side}_{name}" in query for name in PARTS):
        parts, wrong = {name: value for name in PARTS if (value := query.get(f"{side}_{name}", "").strip())}, []
    problems += wrong
    panel = chosen_panel(reader, "skill_demand", parts.get("panel") if parts else usual)
    if parts.get("panel") not in (None, panel):
        problems.append(f"There is no panel “{parts['panel'][:40]}”; {panel} stands for it.")
    known = windows(reader, "skill_demand").get(panel or "", [])
    window = chosen_window(known, parts.get("window"))
    if parts.get("window") not in (None, window):
        problems.append(f"{panel} has no window “{parts['window'][:40]}”; {window} stands for it.")
    days = next((row for row in known if row["window"] == window), {"window_start": None, "window_end": None})
    scope: Row = {"panel": panel, **{name: parts.get(name) for name in NARROWING}, "window": window}
    narrowing = {"window_start": days["window_start"], "window_end": days["window_end"]}
    return scope | narrowing | {"address": written_scope(scope)}


def _compared(reader: Reader, a: Row, b: Row) -> Row:
    values = {f"{side}_{name}": scope[name] for side, scope in (("a", a), ("b", b)) for name in _named(scope)}
    members = f"({_members(a, 'a')} union all {_members(b, 'b')})"
    both = f"(select job_no, bool_or(side = 'a') as in_a, bool_or(side = 'b') as in_b from {members} group by job_no)"  # noqa: S608
    counted = reader.row(
        f"""
        select
            count(*) filter (where in_a) as n_a, count(*) filter (where in_b) as n_b,
            count(*) filter (where in_a and in_b) as n_both,
            count(*) filter (where in_a and read) as read_a, count(*) filter (where in_b and read) as read_b
        from (
            select *, job_no in (select job_no from job_skill_index) as read from {both}
        )
        """,  # noqa: S608 - made of names written here
        values,
    ) or dict.fromkeys(("n_a", "n_b", "n_both", "read_a", "read_b"), 0)
    rows = reader.rows(
        f"""
        select skill_no, count(*) filter (where in_a) as n_a, count(*) filter (where in_b) as n_b
        from job_skill_index inner join {both} as members using (job_no) group by skill_no order by skill_no
        """,  # noqa: S608 - made of names written here
        values,
    )
    for side, scope in (("a", a), ("b", b)):
        n = counted[f"n_{side}"]
        coverage = counted[f"read_{side}"] / n if n else 0.0
        scope |= {"n_jobs": n, "coverage": coverage, "meets_floor": n >= FLOOR_JOBS and coverage >= ENOUGH_READ}
    skills = _differences(reader, rows, a, b) if a["meets_floor"] and b["meets_floor"] else []
    return {"a": a, "b": b, "n_both": counted["n_both"], "n_compared": len(skills), "skills": skills[:MOST_SKILLS]}


def _named(scope: Row) -> list[str]:
    return [name for name in (*PARTS, "window_start", "window_end") if name != "window" and scope[name]]


def _members(scope: Row, side: str) -> str:
    """The jobs that the panel found on a day of the window and that are of the scope."""
    narrowed = "".join(
        f" and lower(coalesce(jobs.{name}, 'unknown')) = lower(${side}_{name})" for name in NARROWING if scope[name]
    )
    return f"""
        select jobs.job_no, '{side}' as side
        from job_lifecycle as seen inner join job_index as jobs on seen.job_key = jobs.job_key
        where seen.panel = ${side}_panel and seen.last_seen >= ${side}_window_start::date
            and seen.first_seen < ${side}_window_end::date{narrowed}
    """  # noqa: S608 - made of names written here


def _differences(reader: Reader, rows: list[Row], a: Row, b: Row) -> list[Row]:
    """The skills that enough jobs of a side name, those that differ by more than chance first, the largest first."""
    names = skills_by_number(reader)
    n_a, n_b = a["n_jobs"], b["n_jobs"]
    enough = [row for row in rows if meets_floor(min(n_a, n_b), max(row["n_a"], row["n_b"]))]
    chances = q_values([p_value(row["n_a"], n_a, row["n_b"], n_b) for row in enough])
    found = []
    for row, q in zip(enough, chances, strict=True):
        apart = row["n_a"] / n_a - row["n_b"] / n_b
        low, high = difference(row["n_a"], n_a, row["n_b"], n_b)
        found.append(
            {
                **names[row["skill_no"]],
                "n_a": row["n_a"],
                "n_b": row["n_b"],
                **_share("a", row["n_a"], n_a),
                **_share("b", row["n_b"], n_b),
                "delta": apart,
                "delta_low": low,
                "delta_high": high,
                "q_value": q,
                "is_significant": q < CHANCE,
            }
        )
    return sorted(found, key=lambda row: (not row["is_significant"], -abs(row["delta"]), row["skill"]))


def _share(side: str, part: int, whole: int) -> Row:
    low, high = wilson(part, whole)
    return {f"share_{side}": part / whole, f"share_{side}_low": low, f"share_{side}_high": high}


def _options(reader: Reader) -> Row:
    """What each part of a scope may be."""

    def ask() -> Row:
        found: Row = {"panel": panels(reader, "skill_demand"), "window": offered(windows(reader, "skill_demand"))}
        for name in NARROWING:
            rows = reader.rows(f"select distinct {name} as value from job_index where {name} is not null order by 1")  # noqa: S608
            found[name] = [row["value"] for row in rows]
        return found

    return reader.noted("scopes", ask)
