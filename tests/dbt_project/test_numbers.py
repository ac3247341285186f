"""The numbers of the marts, worked out again from the lake's files in plain Python, to the last digit."""

import shutil
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import permutations
from math import floor, log
from typing import Any

import pytest

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TABLES
from tests.dbt_project.conftest import Warehouse

Row = dict[str, Any]
Skills = dict[int, dict[str, Row]]


def rows(built: Warehouse, table: str) -> list[Row]:
    """All rows of a lake table."""
    found: list[Row] = Lake(built.lake).read_partitions(TABLES[table]).to_pylist()
    return found


def share(part: float, whole: float) -> float:
    """A share as the marts give it."""
    return round(part / whole, 6)


def quartile(values: list[float], at: float) -> float:
    """Linear interpolation between the two nearest values."""
    ordered = sorted(values)
    place = at * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 2)


def latest_jobs(built: Warehouse) -> dict[int, Row]:
    """The latest sighting of each job; the story shows a job once a day."""
    return {row["job_key"]: row for row in sorted(rows(built, "job_postings"), key=lambda row: row["search_date"])}


def latest_categories(built: Warehouse) -> dict[int, str]:
    """The latest category of each job."""
    classes = sorted(rows(built, "classified_jobs"), key=lambda row: row["search_date"])
    return {row["job_key"]: row["category"] for row in classes}


def latest_skills(built: Warehouse, jobs: dict[int, Row]) -> Skills:
    """The skills of each job on its latest day, the most confident source first."""
    found: Skills = defaultdict(dict)
    for row in sorted(rows(built, "extracted_skills"), key=lambda row: row["confidence"]):
        if jobs[row["job_key"]]["search_date"] == row["search_date"]:
            found[row["job_key"]][row["skill"]] = row
    return found


@pytest.fixture(scope="module")
def windowed(built: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The story looked back over a week, a fortnight and all of it; it is too young for 28 days, and for 90."""
    folder = tmp_path_factory.mktemp("windowed")
    shutil.copyfile(built.file, folder / "warehouse.duckdb")
    warehouse = Warehouse(built.lake, folder / "warehouse.duckdb", built.manifest)
    models = (
        "int_panel_windows",
        "int_panel_jobs__narrowest",
        "int_panel_jobs__windowed",
        "int_panel_skills__counted",
        "skill_demand",
        "skill_pairs",
    )
    warehouse.dbt("run", "--select", *models, windows=[14, 7, 90])
    return warehouse


def jobs_by_window(built: Warehouse) -> dict[tuple[str, str], list[int]]:
    """The jobs that each panel found in the last 7 days, the last 14, and ever."""
    seen: dict[tuple[str, int], date] = {}
    for row in rows(built, "job_postings"):
        key = (row["panel"], row["job_key"])
        seen[key] = max(seen.get(key, row["search_date"]), row["search_date"])
    ends: dict[str, date] = {}
    for (panel, _), last in seen.items():
        ends[panel] = max(ends.get(panel, last), last)
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (panel, job), last in seen.items():
        for name, days in (("7d", 7), ("14d", 14), ("all", 21)):
            if last > ends[panel] - timedelta(days=days):
                found[panel, name].append(job)
    return found


def test_a_young_lake_has_only_the_window_that_holds_all(built: Warehouse) -> None:
    assert built.ask('select distinct "window" from skill_demand') == [("all",)]


def test_skill_demand(windowed: Warehouse) -> None:
    jobs, categories = latest_jobs(windowed), latest_categories(windowed)
    skills = latest_skills(windowed, jobs)
    scopes: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for (panel, window), keys in jobs_by_window(windowed).items():
        for key in keys:
            for category in (categories.get(key, "unclassified"), "all"):
                for country in (jobs[key]["country"], "all"):
                    scopes[panel, window, category, country].append(key)
    expected = set()
    for scope, keys in scopes.items():
        found = [row for key in keys for row in skills[key].values()]
        extracted = sum(bool(skills[key]) for key in keys)
        for skill, n in Counter(row["skill"] for row in found).items():
            required = sum(row["skill"] == skill and row["requirement"] == "required" for row in found)
            stated = sum(row["skill"] == skill and row["support"] == "stated" for row in found)
            meets = len(keys) >= 30 and n >= 5 and share(extracted, len(keys)) >= 0.8
            numbers = (len(keys), n, stated, required, share(n, len(keys)), share(extracted, len(keys)), meets)
            expected.add((*scope, skill, *numbers))
    assert {window for _, window, *_ in expected} == {"7d", "14d", "all"}
    assert expected == set(
        windowed.ask(
            'select panel, "window", category, country, skill, n_jobs, n_jobs_with_skill, n_stated, n_required, share,'
            " coverage, meets_floor from skill_demand"
        )
    )


def whole_weeks(built: Warehouse) -> dict[tuple[str, date], object]:
    """The weeks of each panel in which each day found a job, and what made them: searches and extractors."""
    found: dict[tuple[str, date], set[date]] = defaultdict(set)
    methods: dict[tuple[str, date], set[str]] = defaultdict(set)
    extractors: dict[date, set[str]] = defaultdict(set)
    for row in rows(built, "extracted_skills"):
        extractors[row["search_date"]].add(row["extractor_version"])
    for row in rows(built, "job_postings"):
        week = (row["panel"], row["search_date"] - timedelta(days=row["search_date"].weekday()))
        found[week].add(row["search_date"])
        methods[week] |= {row["search_name"], *extractors[row["search_date"]]}
    return {week: frozenset(methods[week]) for week, days in found.items() if len(days) == 7}


def test_skill_demand_weekly(built: Warehouse) -> None:
    seen: dict[tuple[str, date], dict[int, date]] = defaultdict(dict)
    for row in sorted(rows(built, "job_postings"), key=lambda row: row["search_date"]):
        week = row["search_date"] - timedelta(days=row["search_date"].weekday())
        seen[row["panel"], week][row["job_key"]] = row["search_date"]
    skills: dict[tuple[int, date], set[str]] = defaultdict(set)
    for row in rows(built, "extracted_skills"):
        skills[row["job_key"], row["search_date"]].add(row["skill"])
    counts = {
        scope: Counter(skill for item in found.items() for skill in skills[item]) for scope, found in seen.items()
    }
    whole = whole_weeks(built)
    expected = set()
    for (panel, week), found in seen.items():
        earlier = [(panel, week - timedelta(weeks=back)) for back in (4, 3, 2, 1)]
        before = [scope for scope in earlier if scope in whole and whole.get((panel, week)) == whole[scope]]
        # Each job as it was when it was last found in those weeks: once, however many of them found it.
        jobs_before = {job: day for scope in before for job, day in seen[scope].items()}
        was = Counter(skill for item in jobs_before.items() for skill in skills[item])
        names = set(counts[panel, week]).union(*(counts[scope] for scope in earlier if scope in seen))
        for skill in names:
            n = counts[panel, week][skill]
            numbers = (len(before) if jobs_before else 0, len(jobs_before), was[skill] if jobs_before else None)
            expected.add((week, panel, skill, len(found), n, share(n, len(found)), *numbers))
    assert any(row[6] == 1 and row[7] > 0 for row in expected)
    assert expected == set(
        built.ask(
            "select week, panel, skill, n_jobs, n_jobs_with_skill, share, n_weeks_before, n_jobs_before,"
            " n_with_skill_before from skill_demand_weekly where category = 'all'"
        )
    )


def test_one_week_before_is_too_few_and_another_extractor_is_another_method(built: Warehouse) -> None:
    flags = built.ask(
        "select distinct week, method_change, n_weeks_before, is_comparable, delta is null from skill_demand_weekly"
        " where panel = 'nursing-chicago' order by week"
    )
    first = date(2026, 10, 5)
    assert flags == [
        (first, False, 0, False, True),
        (first + timedelta(7), False, 1, False, True),
        (first + timedelta(14), True, 0, False, True),
    ]


def test_skill_pairs(windowed: Warehouse) -> None:
    jobs = latest_jobs(windowed)
    skills = latest_skills(windowed, jobs)
    expected = set()
    for scope, keys in jobs_by_window(windowed).items():
        single = Counter(skill for key in keys for skill in skills[key])
        frequent = {skill for skill, n in single.items() if n >= 5}
        both = Counter(pair for key in keys for pair in permutations(frequent & set(skills[key]), 2))
        for (a, b), n in both.items():
            if n < 5:
                continue
            lift = share(n * len(keys), single[a] * single[b])
            certain = n == len(keys)
            npmi = None if certain else round(log(n * len(keys) / (single[a] * single[b])) / -log(n / len(keys)), 6)
            expected.add((*scope, a, b, n, single[a], single[b], lift, npmi))
    assert {window for _, window, *_ in expected} == {"7d", "14d", "all"}
    assert expected == set(
        windowed.ask(
            'select panel, "window", skill_a, skill_b, n_both, n_a, n_b, lift, npmi from skill_pairs'
            " where category = 'all'"
        )
    )


def test_skill_salary(built: Warehouse) -> None:
    jobs = latest_jobs(built)
    skills = latest_skills(built, jobs)
    pay: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for key, job in jobs.items():
        if job["pay_yearly_min"] is None:
            continue
        scope = (job["panel"], job["country"], job["pay_currency"], job["pay_period"])
        for skill in skills[key]:
            pay[*scope, skill].append((job["pay_yearly_min"] + job["pay_yearly_max"]) / 2)
    expected = {(*scope, len(paid), *(quartile(paid, at) for at in (0.25, 0.5, 0.75))) for scope, paid in pay.items()}
    assert expected == set(
        built.ask(
            "select panel, country, currency, period_basis, skill, n_with_salary, p25, p50, p75"
            " from skill_salary where category = 'all'"
        )
    )


def test_work_mode_truth(built: Warehouse) -> None:
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for job in latest_jobs(built).values():
        groups[job["panel"], job["publisher"]].append(job)
    expected = set()
    for scope, found in groups.items():
        flagged = [job for job in found if job["source_is_remote"]]
        hybrid = sum(job["work_mode"] == "hybrid" for job in flagged)
        known = sum(job["work_mode"] != "unclear" for job in found)
        rate = share(hybrid, len(flagged)) if flagged else None
        contradictions = sum(job["work_mode_contradiction"] for job in found)
        expected.add((*scope, len(found), len(flagged), hybrid, rate, contradictions, share(known, len(found))))
    assert expected == set(
        built.ask(
            "select panel, publisher, n_jobs, n_flagged_remote, n_flagged_remote_hybrid, share_hybrid_flagged_remote,"
            " n_contradictions, coverage from work_mode_truth where category = 'all' and publisher != 'all'"
        )
    )


def test_query_yield(built: Warehouse) -> None:
    first: dict[int, date] = {}
    found: dict[tuple[date, str], list[int]] = defaultdict(list)
    for row in sorted(rows(built, "job_postings"), key=lambda row: row["search_date"]):
        first.setdefault(row["job_key"], row["search_date"])
        found[row["search_date"], row["search_name"]].append(row["job_key"])
    expected = set()
    for day in rows(built, "search_days"):
        keys = found[day["search_date"], day["search_name"]]
        new = sum(first[key] == day["search_date"] for key in keys)
        repeats = share(len(keys) - new, len(keys)) if keys else None
        expected.add((day["search_date"], day["search_name"], 1, day["results"], len(keys), new, float(new), repeats))
    assert expected == set(
        built.ask(
            "select search_date, search_name, credits, results, jobs_distinct, jobs_new, jobs_new_per_credit, dup_rate"
            " from query_yield"
        )
    )


def test_job_lifecycle(built: Warehouse) -> None:
    sightings: dict[tuple[str, int], list[date]] = defaultdict(list)
    for row in rows(built, "job_postings"):
        sightings[row["panel"], row["job_key"]].append(row["search_date"])
    healthy: dict[str, set[date]] = defaultdict(set)
    for row in rows(built, "search_days"):
        if row["results"]:
            healthy[row["panel"]].add(row["search_date"])
    expected = set()
    for (panel, key), days in sightings.items():
        missed = sum(day > max(days) for day in healthy[panel])
        expected.add((panel, key, min(days), max(days), len(days), missed, "not_seen" if missed >= 3 else "seen"))
    assert {row[-1] for row in expected} == {"seen", "not_seen"}
    assert expected == set(
        built.ask(
            "select panel, job_key, first_seen, last_seen, n_days_seen, n_healthy_runs_since_seen, state"
            " from job_lifecycle"
        )
    )


def test_the_evidence_on_a_job_page_stands_in_its_text(built: Warehouse) -> None:
    pages = built.ask("select description, list_concat(hard_skills, coalesce(soft_skills, [])) from job_detail")
    evidence = [(str(text), skill) for text, skills in pages for skill in skills]  # type: ignore[attr-defined]
    assert evidence
    for text, skill in evidence:
        assert text[skill["evidence_start"] : skill["evidence_end"]] == skill["evidence_text"]


def test_a_job_page_lists_every_call_that_touched_the_job(built: Warehouse) -> None:
    touched: dict[int, set[str]] = defaultdict(set)
    answers = {row["request_key"]: row["call_id"] for row in rows(built, "api_calls") if row["kind"] == "search"}
    for row in rows(built, "job_postings"):
        touched[row["job_key"]].add(answers[row["request_key"]])
    for row in rows(built, "api_calls"):
        if row["job_key"]:
            touched[row["job_key"]].add(row["call_id"])
    pages = built.ask("select job_key, unnest(api_calls).call_id from job_detail")
    assert set(pages) == {(key, call) for key, calls in touched.items() for call in calls}
