"""Which single skill would open how many more jobs, panel by panel, and which skills lie near those that one has.

A job is open where the covered share of the hard skills it requires reaches the share asked for. A skill opens a job
that is not open yet and would be with this one skill more. Of each panel the count has the panel's jobs under it, since
numbers of two panels are never added up.
"""

from collections.abc import Collection, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from assets.lake.readers.job_filters import JobFilter
from viewer.drawing.intervals import meets_floor, wilson
from viewer.pages.panels.windows import FIRST_OF_EACH_PANEL, has_windows
from viewer.pages.skills.covered import covered
from viewer.pages.skills.had_skills import Had
from viewer.snapshot.jobs.job_columns import JobColumns, job_columns
from viewer.snapshot.jobs.job_lines import skills_by_number
from viewer.snapshot.reader import Reader, Row

PANELS = "panels"
MOST_SKILLS = 8
# How much more often than by chance two skills must stand together (normalised pointwise mutual information).
NEAR = 0.25


def unlocked(reader: Reader, had: Had, chosen: JobFilter, min_match: int) -> list[Row]:
    """Each panel: `panel`, `n_jobs` that require a hard skill, `n_fit` of them open, and the `skills` that open more.

    A skill's row: `skill`, `slug`, `n_opens`, `share` of the panel's jobs, `share_low`, `share_high`, `meets_floor`.
    """
    asked_for = ("unlocked", tuple(had.numbers), tuple(chosen.asked.items()), min_match)
    return reader.remembered("counted", asked_for, lambda: _unlocked(reader, had, chosen, min_match))


def _unlocked(reader: Reader, had: Had, chosen: JobFilter, min_match: int) -> list[Row]:
    found, columns, names = covered(reader, had, chosen), job_columns(reader), skills_by_number(reader)
    fit = columns.counts(found.reaching(min_match).numbers, PANELS)
    opens = _opens(columns, found.one_short_of(min_match).numbers, set(had.numbers))
    asked = chosen.asked.get("panel")
    panels: list[Row] = []
    for panel, n_jobs in sorted(columns.counts(found.numbers, PANELS).items()):
        if asked in (None, panel):
            mine = sorted(opens.get(panel, {}).items(), key=lambda row: (-row[1], row[0]))[:MOST_SKILLS]
            skills = [_opening(names[number], n_opens, n_jobs) for number, n_opens in mine]
            panels.append({"panel": panel, "n_jobs": n_jobs, "n_fit": fit.get(panel, 0), "skills": skills})
    return panels


def _opens(columns: JobColumns, near: pa.Array, had: Collection[int]) -> Mapping[str, dict[int, int]]:
    """By panel and skill not had, how many of the jobs that lack one skill require it."""
    found: dict[str, dict[int, int]] = {}
    for panels, numbers in columns.parted(near, PANELS):
        required = pc.list_flatten(columns.hard.take(pc.subtract(numbers, 1)))
        counts = {row["values"]: row["counts"] for row in pc.value_counts(required).to_pylist()}
        for panel in panels:
            mine = found.setdefault(panel, {})
            for skill, count in counts.items():
                if skill not in had:
                    mine[skill] = mine.get(skill, 0) + count
    return found


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
    return reader.remembered("page", ("near", *had.numbers), lambda: _near_skills(reader, had))


def _near_skills(reader: Reader, had: Had) -> Mapping[str, Row]:
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
