"""What a watch is about: the same jobs as the page of its list, each opening once, and what is required and had."""

from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from assets.lake.snapshots.snapshots import Snapshot
from assets.lake.storage.storage import Lake
from assets.watches.matches import Opening, opened, openings
from assets.watches.watch_file import parse_watches
from tests.assets.watches.scene import job, publish, skill
from tests.viewer.snapshot_maker import publish_story, publish_tables
from viewer.application import application

JOBS = [
    job(
        1, title="Data Engineer", pay_min=50_000, pay_max=60_000, pay_currency="GBP", pay_period="year", seniority="mid"
    ),
    job(2, opening=1, title="Data Engineer (copy)"),
    job(3, country="DE", city="Bonn", work_mode="remote"),
    job(4, employer="Quince Mills", employer_key="quince mills", panels=["mills"], is_repost=True),
    job(5, day="2026-11-10", category="Data Engineering"),
]
SKILLS = [
    skill(1, "SQL", place=5), skill(1, "Python", place=1), skill(1, "dbt", place=9), skill(1, "Spark", "preferred"),
    skill(2, "SQL"), skill(3, "Python"), skill(4, "Forklift Driving"),
]  # fmt: skip
LISTS = [
    "", "country=gb", "country=DE&work_mode=remote", "skill=sql", "skill=python,sql", "text=data+engineer",
    "employer=quince-mills", "panel=mills", "repost=1", "has_pay=yes", "posted_since=2026-11-15", "seniority=MID",
    "category=data+engineering", "found_since=2026-11-11", "have=python", "have=sql&min_match=30",
    "text=WELDER&country=gb", "skill=forklift-driving",
]  # fmt: skip


@pytest.fixture
def snapshot(lake: Lake) -> Snapshot:
    return publish(lake, JOBS, SKILLS)


def found(snapshot: Snapshot, jobs: str, more: str = "") -> list[Opening]:
    file = parse_watches(f"watches: [{{name: a, jobs: '{jobs}'{more}}}]")
    with opened(snapshot) as published:
        assert published is not None
        return openings(published, file.watches[0])


def test_a_watch_is_about_the_jobs_that_the_page_of_its_list_shows(lake: Lake, snapshot: Snapshot) -> None:
    client = TestClient(application(lake.root), base_url="http://127.0.0.1:8321")
    for address in LISTS:
        shown = {int(one["job_key"]) for one in client.get(f"/jobs.json?{address}").json()["jobs"]}
        heads = {1 if key == 2 and 1 in shown else key for key in shown}
        assert {one.job_key for one in found(snapshot, address)} == heads, address
        assert heads or address == "category=data+engineering", address


def test_words_are_sought_in_texts_as_the_page_seeks_them(lake: Lake) -> None:
    story = publish_story(lake)
    client = TestClient(application(lake.root), base_url="http://127.0.0.1:8321")
    for words in ("ranking models", "mentor -python", '"rank training"', "no such words"):
        shown = {int(one["job_key"]) for one in client.get("/jobs.json", params={"text": words}).json()["jobs"]}
        watched = {key for one in found(story, f"?{urlencode({'text': words})}") for key in one.postings}
        assert shown <= watched, words
        assert bool(shown) == bool(watched), words
    assert found(story, "?text=ranking+models")


def test_copies_are_one_opening_and_its_own_posting_speaks_for_it(snapshot: Snapshot) -> None:
    (one,) = found(snapshot, "skill=sql")
    assert (one.job_key, one.title, one.postings) == (1, "Data Engineer", frozenset({1, 2}))
    assert one.pay == "50,000–60,000 GBP per year"


def test_what_is_required_stands_in_the_order_of_the_text_and_is_had_by_name_or_address(snapshot: Snapshot) -> None:
    (one,) = found(snapshot, "skill=sql", ", have: [sql, PYTHON, Spark], min_match: 1")
    assert (one.had, one.missing) == (("Python", "SQL"), ("dbt",))
    assert one.match == pytest.approx(2 / 3)


def test_a_least_match_leaves_out_what_is_below_it_and_what_requires_nothing(snapshot: Snapshot) -> None:
    assert [one.job_key for one in found(snapshot, "", ", have: [Python], min_match: 30")] == [1, 3]
    assert [one.job_key for one in found(snapshot, "", ", have: [Python]")] == [3]


def test_a_snapshot_without_lists_is_said_to_have_none(lake: Lake) -> None:
    with opened(publish_tables(lake, {}, {})) as published:
        assert published is None
