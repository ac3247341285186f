"""/match: the rule it ranks by, held against a plain reading of it, and what it says of one skill more."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assets.lake.storage.storage import Lake
from tests.viewer import story
from tests.viewer.conftest import client_of
from tests.viewer.snapshot_maker import contracts, publish_tables
from viewer.drawing.intervals import difference, p_value, q_values, wilson

SKILLS = ["Python", "SQL", "dbt", "Airflow", "Kafka", "Go", "Excel", "Spark"]
JOBS = 60


@pytest.fixture(scope="module")
def jobs() -> list[dict[str, Any]]:
    """Sixty jobs of two panels that require and prefer some of eight skills; the same every time."""
    chance = random.Random(7)
    made = []
    for key in range(1, JOBS + 1):
        hard = [
            story.skill(name, None, requirement=chance.choice(["required", "required", "preferred", "mentioned"]))
            for name in chance.sample(SKILLS, chance.randint(0, 6))
        ]
        soft = [story.skill("Tact", None, source="lexicon_soft")] if key % 3 == 0 else []
        panels = ["data"] if key % 5 else ["data", "other"]
        day = f"2026-11-{chance.randint(10, 20)}"
        made.append(
            story.job(key, hard_skills=hard, soft_skills=soft, panels=panels, posted_date=day, extracted_on=story.DAY)
        )
    return made


@pytest.fixture(scope="module")
def matched(jobs: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The viewer of these jobs."""
    lake = Lake(tmp_path_factory.mktemp("match"))
    known = contracts()["fct_job_skills"]
    skills = [
        {**{n: v for n, v in skill.items() if n in known}, "job_key": job["job_key"], "kind": kind}
        for job in jobs
        for kind in ("hard", "soft")
        for skill in job[f"{kind}_skills"]
    ]
    narrow = contracts()["dim_jobs"]
    rows = {
        "job_detail": jobs,
        "dim_jobs": [{n: v for n, v in job.items() if n in narrow} for job in jobs],
        "fct_job_skills": skills,
    }
    publish_tables(lake, {name: contracts()[name] for name in rows}, rows)
    return client_of(lake.root)


def required(job: dict[str, Any]) -> set[str]:
    return {skill["skill"] for skill in job["hard_skills"] if skill["requirement"] == "required"}


def by_the_rule(jobs: list[dict[str, Any]], have: set[str]) -> list[tuple[str, int, int]]:
    """The rule, read plainly: key, covered, required; best first."""
    ranked = []
    for job in jobs:
        wanted = required(job)
        covered = len(wanted & have)
        if covered:
            newest = -int(job["posted_date"].replace("-", ""))
            order = (len(wanted) < 3, -covered / len(wanted), -covered, newest, job["job_key"])
            ranked.append((order, (str(job["job_key"]), covered, len(wanted))))
    return [row for _, row in sorted(ranked)]


@pytest.mark.parametrize("have", [["Python"], ["python", "SQL", "DBT"], ["Go", "Excel"], SKILLS, ["spark", "tact"]])
def test_jobs_stand_in_the_order_of_the_rule(matched: TestClient, jobs: list[dict[str, Any]], have: list[str]) -> None:
    names = {name for name in SKILLS if name.lower() in {word.lower() for word in have}}
    expected = by_the_rule(jobs, names)
    found: list[tuple[str, int, int]] = []
    number, pages = 1, 1
    while number <= pages:
        page = matched.get("/match.json", params={"have": ", ".join(have), "page": number}).json()
        found += [(job["job_key"], job["n_covered"], job["n_hard"]) for job in page["jobs"]]
        number, pages = number + 1, page["pages"]
    assert found == expected
    assert page["total"] == len(expected)


def test_each_job_says_what_is_there_and_what_is_missing(matched: TestClient, jobs: list[dict[str, Any]]) -> None:
    for job in matched.get("/match.json?have=python,sql").json()["jobs"]:
        wanted = required(jobs[int(job["job_key"]) - 1])
        assert {skill["skill"] for skill in job["there"]} == wanted & {"Python", "SQL"}
        assert {skill["skill"] for skill in job["missing"]} == wanted - {"Python", "SQL"}


@pytest.mark.parametrize("least", [50, 75, 100])
def test_a_skill_opens_the_jobs_it_lifts_over_the_share(
    matched: TestClient, jobs: list[dict[str, Any]], least: int
) -> None:
    have = {"Python", "SQL"}

    def is_open(wanted: set[str], had: set[str]) -> bool:
        return bool(wanted) and 100 * len(wanted & had) >= least * len(wanted)

    page = matched.get(f"/match.json?have=python,sql&min_match={least}").json()
    for panel in page["panels"]:
        mine = [required(job) for job in jobs if panel["panel"] in job["panels"] and required(job)]
        assert panel["n_jobs"] == len(mine)
        assert panel["n_fit"] == sum(is_open(wanted, have) for wanted in mine)
        opens = {
            name: sum(is_open(wanted, {*have, name}) and not is_open(wanted, have) for wanted in mine)
            for name in set(SKILLS) - have
        }
        assert {row["skill"]: row["n_opens"] for row in panel["skills"]} == {n: k for n, k in opens.items() if k}
        for row in panel["skills"]:
            assert row["share_low"] <= row["share"] <= row["share_high"]
            assert row["meets_floor"] == (panel["n_jobs"] >= 30 and row["n_opens"] >= 5)
    listed = matched.get(f"/jobs.json?have=python,sql&min_match={least}").json()
    assert listed["total"] == page["n_fit"] == sum(is_open(required(job), have) for job in jobs)
    assert matched.get(f"/jobs.json?min_match={least}").json()["problems"]


def test_soft_skills_are_shown_and_not_counted(matched: TestClient) -> None:
    page = matched.get("/match.json?have=tact").json()
    assert [row["skill"] for row in page["soft"]] == ["Tact"]
    assert page["jobs"] == []
    assert any(job["also"] for job in matched.get("/match.json?have=python").json()["jobs"])


def test_what_nobody_names_is_said(matched: TestClient) -> None:
    answer = matched.get("/match?have=python,juggling+<b>")
    assert "No posting here names" in answer.text
    assert "juggling &lt;b&gt;" in answer.text
    assert matched.get("/match.json?have=pyth").json()["unknown"] == [
        {"word": "pyth", "skills": [{"skill": "Python", "slug": "python"}]}
    ]
    assert re.search(r'Is it +<a href="/match\?have=sql%2Cpython', matched.get("/match?have=sql,pyth").text)
    assert matched.get("/match.json?have=python&min_match=lots").json()["problems"]


def test_the_words_that_ask_stand_beside_what_is_missing(client: TestClient) -> None:
    job = client.get("/match.json?have=python").json()["jobs"][0]
    assert [(skill["skill"], skill["words"]) for skill in job["there"]] == [("Python", "Python")]
    assert [(skill["skill"], skill["words"]) for skill in job["missing"]] == [("Ranking", "ranking models")]
    page = re.sub(r"\s+", " ", client.get("/match?have=python").text)
    assert '<q class="quoted"><bdi>ranking models</bdi></q>' in page
    assert "too few to say which" in page


@pytest.mark.parametrize("path", ["/match", "/match?have=python", "/match?have=%00&page=0", "/match?have=,,,"])
def test_a_match_without_a_job_is_still_a_page(tmp_path: Path, client: TestClient, path: str) -> None:
    publish_tables(Lake(tmp_path), contracts(), {})
    assert client_of(tmp_path).get(path).status_code == 200
    assert client.get(path).status_code == 200


def test_intervals_are_those_of_the_books() -> None:
    # Wilson: Newcombe 1998a, table I (81 of 263). Difference: Newcombe 1998b, table II (56/70 against 48/80).
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert difference(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    assert p_value(56, 70, 48, 80) == pytest.approx(0.0082, abs=1e-3)
    assert q_values([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.05333, 0.05333, 0.5], abs=1e-4)
