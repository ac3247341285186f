"""/match?have=python,sql: jobs ranked by how much of what they require is covered, and which skill would open more.

The rule, in the open: only hard skills that a posting requires count, and a job's share is how many of them one has.
Jobs that require at least three come first, then by share, then by how many are covered, then the newest. No model has
a say, nothing is stored: the skills are in the address.
"""

from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from assets.lake.readers.job_filters import JobFilter, read_min_match
from assets.lake.words.listed import narrowed
from viewer.drawing.addresses import skill_slug
from viewer.drawing.page import Asked, Page
from viewer.pages.jobs.job_counts import choices
from viewer.pages.jobs.jobs import SORTS, page_number, suggestions
from viewer.pages.skills.covered import Covered, covered
from viewer.pages.skills.had_skills import Had, had_skills
from viewer.pages.skills.unlock import near_skills, unlocked
from viewer.snapshot.jobs.index import indexed
from viewer.snapshot.jobs.job_columns import job_columns
from viewer.snapshot.jobs.job_lines import job_lines
from viewer.snapshot.jobs.job_pages import job_pages
from viewer.snapshot.reader import Reader, Row

PER_PAGE = 10
# A job that names one or two skills says too little of itself to stand above one that names eight.
ENOUGH_NAMED = 3
MOST_NEAR = 12
OWN = {
    "cv": "whether a text held no skill",
    "have": "what one can",
    "min_match": "the share that opens a job",
    "page": "the page of the list",
}
SCOPE = {
    "panel": "Panel of searches",
    "country": "Country",
    "category": "Category",
    "seniority": "Seniority",
    "work_mode": "Work mode",
}


def match_page(reader: Reader, asked: Asked) -> Page:
    """What fits the skills of the address."""
    there = indexed(reader)
    had = had_skills(reader, asked.query.get("have", "")) if there else Had()
    min_match, *wrong = read_min_match(asked.query.get("min_match", ""))
    scope = {name: value for name, value in asked.query.items() if name not in OWN}
    chosen = narrowed(scope, OWN, reader.words()).chosen
    number = page_number(asked.query.get("page", "1"))
    data: Row = {
        "have": had.skills,
        "soft": had.soft,
        "unknown": had.unknown,
        "filters": chosen.asked,
        "problems": [*chosen.problems, *wrong],
        "min_match": min_match,
        "page": number,
        **_nothing(),
    }
    if had.numbers:
        asked_for = ("match", tuple(had.numbers), tuple(chosen.asked.items()), min_match, number)
        data |= reader.remembered("page", asked_for, lambda: _found(reader, had, chosen, min_match, number))
    if asked.query.get("cv") == "none":
        data["problems"].append("No skill that postings here name was found in that text. It was not kept.")
    drawn: Row = {"there": there, "address": had.address, "scope": SCOPE}
    if there:
        drawn["choices"] = choices(reader, chosen)
        drawn["suggestions"] = suggestions(reader)
    return Page("match.html", "What fits", data, drawn)


def _nothing() -> Row:
    return {"pages": 1, "total": 0, "n_fit": 0, "jobs": [], "panels": [], "near": []}


def _found(reader: Reader, had: Had, chosen: JobFilter, min_match: int, number: int) -> Row:
    found = covered(reader, had, chosen)
    some = found.some()
    near = near_skills(reader, had)
    ranked = _ranked(reader, some, number)
    lines = job_lines(reader, ranked.numbers.to_pylist())
    for line, n_hard, n_covered in zip(lines, ranked.n_hard.to_pylist(), ranked.n_covered.to_pylist(), strict=True):
        line |= {"n_hard": n_hard, "n_covered": n_covered}
    return {
        "total": len(some.numbers),
        "n_fit": len(some.reaching(min_match).numbers),
        "pages": max(1, -(-len(some.numbers) // PER_PAGE)),
        "jobs": [_explained(reader, job, had, near) for job in lines],
        "panels": unlocked(reader, had, chosen, min_match),
        "near": list(near.values())[:MOST_NEAR],
    }


def _ranked(reader: Reader, some: Covered, number: int) -> Covered:
    """The jobs of a page: those that require enough first, then by share, by how many are covered, the newest."""
    table = pa.table(
        {
            "says_enough": pc.cast(pc.greater_equal(some.n_hard, ENOUGH_NAMED), pa.int8()),
            "share": pc.divide(pc.cast(some.n_covered, pa.float64()), pc.cast(some.n_hard, pa.float64())),
            "n_covered": some.n_covered,
            "newest": job_columns(reader).places(reader, some.numbers, SORTS["posted"]),
        }
    )
    keys = [(name, "descending") for name in ("says_enough", "share", "n_covered")]
    first = pc.select_k_unstable(table, min(number * PER_PAGE, len(table)), [*keys, ("newest", "ascending")])
    return some.at(first.slice((number - 1) * PER_PAGE))


def _explained(reader: Reader, job: Row, had: Had, near: Mapping[str, Row]) -> Row:
    """The job with what it requires: what is there, what is missing, and the words that ask for each."""
    pages = job_pages(reader)
    page = (pages.job(job["job_key"]) if pages else None) or {}
    names = {row["skill"] for row in had.skills}
    asked = list(_required(page.get("hard_skills") or ())) or [
        {**skill, "words": None, "years": None} for skill in job["required"] if skill["kind"] == "hard"
    ]
    for skill in asked:
        skill["beside"] = near[skill["skill"]]["beside"] if skill["skill"] in near else None
    return {
        **job,
        "there": [skill for skill in asked if skill["skill"] in names],
        "missing": [skill for skill in asked if skill["skill"] not in names],
        "also": list(_required(page.get("soft_skills") or ())),
        "years_min": page.get("experience_years_min"),
        "years_max": page.get("experience_years_max"),
    }


def _required(skills: Iterable[Row]) -> Iterator[Row]:
    """The required ones of a page's skills: `skill`, `slug`, `words` (the evidence), `years`. A degree is no skill."""
    for row in skills:
        if row["requirement"] == "required" and row["skill_type"] != "education":
            slug = skill_slug(row["skill"], row["skill_id"])
            yield {"skill": row["skill"], "slug": slug, "words": row["evidence_text"], "years": row["years"]}
