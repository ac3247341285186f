"""/compare: two scopes counted plainly beside what the page says, and words where there are too few."""

import random
from typing import Any

import pytest
from starlette.testclient import TestClient

from assets.lake.storage.storage import Lake
from tests.viewer import story
from tests.viewer.conftest import client_of
from tests.viewer.snapshot_maker import contracts, publish_tables
from viewer.pages.skills.compare import read_scope, written_scope

DAYS = [f"2026-11-{day:02}" for day in range(1, 23)]
SKILLS = {"Python": {"GB": 0.9, "DE": 0.2}, "SQL": {"GB": 0.5, "DE": 0.5}, "Tact": {"GB": 0.02, "DE": 0.02}}


@pytest.fixture(scope="module")
def jobs() -> list[dict[str, Any]]:
    """Two hundred jobs of one panel in two countries, and ten of a small panel; Python is asked for in one of them."""
    chance = random.Random(3)
    made = []
    for key in range(1, 211):
        country = chance.choice(["GB", "DE"])
        day = chance.choice(DAYS)
        names = [name for name, shares in SKILLS.items() if chance.random() < shares[country]] or ["Excel"]
        panel = "small" if key > 200 else "big"
        seniority = chance.choice(["senior", "junior"])
        hard = [story.skill(name, None) for name in names]
        made.append(
            story.job(key, country=country, panels=[panel], first_seen=day, last_seen=day, hard_skills=hard,
                      seniority=seniority)
        )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def client(jobs: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The viewer of these jobs."""
    known, narrow = contracts()["fct_job_skills"], contracts()["dim_jobs"]
    windows = {"28d": ("2026-11-09", "2026-11-23"), "all": ("2026-11-01", "2026-11-23")}
    rows: dict[str, list[dict[str, Any]]] = {
        "dim_jobs": [{n: v for n, v in job.items() if n in narrow} for job in jobs],
        "fct_job_skills": [
            {**{n: v for n, v in skill.items() if n in known}, "job_key": job["job_key"], "kind": "hard"}
            for job in jobs
            for skill in job["hard_skills"]
        ],
        "job_lifecycle": [
            {"panel": job["panels"][0], "job_key": job["job_key"], "first_seen": job["first_seen"],
             "last_seen": job["last_seen"]}
            for job in jobs
        ],
        "skill_demand": [
            {"panel": panel, "window": name, "category": "all", "country": "all", "skill": "Python", "kind": "hard",
             "window_start": start, "window_end": end}
            for panel in ("big", "small")
            for name, (start, end) in windows.items()
        ],
    }  # fmt: skip
    lake = Lake(tmp_path_factory.mktemp("compare"))
    publish_tables(lake, {name: contracts()[name] for name in rows}, rows)
    return client_of(lake.root)


def counted(jobs: list[dict[str, Any]], country: str, since: str) -> tuple[int, int]:
    mine = [j for j in jobs if j["panels"] == ["big"] and j["country"] == country and j["last_seen"] >= since]
    return sum(any(s["skill"] == "Python" for s in job["hard_skills"]) for job in mine), len(mine)


@pytest.mark.parametrize(("window", "since"), [("28d", "2026-11-09"), ("all", "2026-11-01")])
def test_the_sides_are_counted_as_they_stand(
    client: TestClient, jobs: list[dict[str, Any]], window: str, since: str
) -> None:
    found = client.get(
        f"/compare.json?a=panel:big;country:gb;window:{window}&b=panel:big;country:DE;window:{window}"
    ).json()
    python = next(row for row in found["skills"] if row["skill"] == "Python")
    assert (python["n_a"], found["a"]["n_jobs"]) == counted(jobs, "GB", since)
    assert (python["n_b"], found["b"]["n_jobs"]) == counted(jobs, "DE", since)
    assert found["skills"][0]["skill"] == "Python"
    assert python["is_significant"]
    assert python["delta_low"] < python["delta"] < python["delta_high"]
    assert not next(row for row in found["skills"] if row["skill"] == "SQL")["is_significant"]
    assert all(row["skill"] != "Tact" for row in found["skills"])
    assert found["n_both"] == 0


def test_the_form_and_the_short_address_say_the_same(client: TestClient) -> None:
    short = client.get("/compare.json?a=panel:big;country:GB;window:all&b=panel:big;window:all").json()
    fields = "a_panel=big&a_country=GB&a_window=all&a_category=&b_panel=big&b_window=all"
    assert client.get(f"/compare.json?{fields}").json() == short
    assert short["n_both"] == short["a"]["n_jobs"]
    assert "on both sides" in client.get(f"/compare?{fields}").text


def test_where_there_are_too_few_there_are_words(client: TestClient) -> None:
    page = client.get("/compare?a=panel:big&b=panel:small").text
    assert "Too few jobs to compare" in page
    assert "B has 10 jobs" in page
    assert "points" not in page
    assert "Both sides are the same jobs" in client.get("/compare?a=panel:big&b=panel:big").text


def test_where_nothing_is_asked_two_panels_stand_side_by_side(client: TestClient) -> None:
    found = client.get("/compare.json").json()
    assert found["a"]["panel"] != found["b"]["panel"]
    found = client.get("/compare.json", params={"a": f"panel:{found['b']['panel']}"}).json()
    assert found["a"]["panel"] != found["b"]["panel"]
    assert client.get("/compare.json?a=panel:small&b=country:GB").json()["b"]["panel"] == "big"  # the first by name


def test_what_is_no_scope_is_said(client: TestClient) -> None:
    found = client.get("/compare.json?a=panel:none;colour:blue&b=window:7y;senior").json()
    assert [word in line for word, line in zip(("colour", "none", "senior", "7y"), found["problems"], strict=True)] == [
        True
    ] * 4
    assert client.get("/compare?a=country:%3Cscript%3E&b=%00").status_code == 200


def test_a_scope_reads_what_it_writes() -> None:
    parts = {"panel": "a b", "category": "Cloud, DevOps and Infrastructure", "window": "91d"}
    assert read_scope(written_scope(parts)) == (parts, [])
