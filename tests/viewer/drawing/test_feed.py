"""Lists as Atom feeds: read by a feed reader, held against the rules of the RFC, asked again with an entity tag."""

import re
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from assets.lake.storage.storage import Lake
from tests.viewer import story
from tests.viewer.atom_rules import broken_rules
from tests.viewer.conftest import HOME, client_of
from tests.viewer.snapshot_maker import contracts, publish_tables, story_rows
from viewer.drawing.addresses import Live
from viewer.drawing.feed import Entry, Feed, as_atom, is_known
from viewer.site import export

ADDRESSES = ["", "?skill=python&country=gb", "?panel=sound&has_pay=1", "?text=nothing+at+all", "?sort=pay&page=9&x=y"]


@pytest.mark.parametrize("query", ADDRESSES)
def test_any_list_is_a_feed_that_breaks_no_rule_and_that_a_reader_reads(client: TestClient, query: str) -> None:
    answer = client.get(f"/jobs.atom{query}")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert broken_rules(answer.content) == []
    found = feedparser.parse(answer.content)
    assert not found.bozo
    assert found.version == "atom10"
    listed = client.get(f"/jobs.json{query.partition('?sort')[0]}").json()
    assert {entry.link for entry in found.entries} == {f"{HOME}/jobs/{job['job_key']}" for job in listed["jobs"]}


def test_an_entry_says_what_is_to_be_known_before_it_is_opened(client: TestClient) -> None:
    entry = feedparser.parse(client.get("/jobs.atom?skill=python").content).entries[0]
    assert entry.title == "Sound Engineer"
    assert entry.author == "Lanternfish Audio"
    for said in ("Requires Ranking, Python, Mentoring", "50 000–60 000 GBP per year", "Hybrid", "Leeds, GB"):
        assert said.replace(" ", "") in re.sub(r"\s", "", entry.summary)
    assert entry.published.startswith(story.DAY)


def test_the_newest_found_come_first_and_ids_stay_whoever_asks(tmp_path: Path) -> None:
    def feed(*jobs: dict[str, object]) -> list[tuple[str, str, str]]:
        rows = {"dim_jobs": [{n: v for n, v in job.items() if n in contracts()["dim_jobs"]} for job in jobs]}
        tables = {name: contracts()[name] for name in ("dim_jobs", "job_detail")}
        publish_tables(Lake(tmp_path), tables, {**rows, "job_detail": list(jobs)})
        answer = client_of(tmp_path).get("/jobs.atom", headers={"Host": "localhost:1"})
        found = feedparser.parse(answer.content)
        return [(entry.id, entry.link, entry.updated) for entry in found.entries]

    first, second = story.job(1), story.job(2, first_seen="2026-11-21", last_seen="2026-11-21")
    before = feed(first, second)
    assert [link for _, link, _ in before] == ["http://localhost:1/jobs/2", "http://localhost:1/jobs/1"]
    changed = {**story.version("new", None, latest=True), "first_seen": "2026-11-22"}
    after = feed({**first, "versions": [changed]}, second)
    assert {name for name, *_ in after} == {name for name, *_ in before}
    assert after[1] == (before[1][0], before[1][1], "2026-11-22T00:00:00Z")
    assert after[0] == before[0]


def test_a_reader_that_has_it_is_told_so_until_it_changes(client: TestClient) -> None:
    first = client.get("/jobs.atom?country=GB")
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get("/jobs.atom?country=GB", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/jobs.atom?country=GB", headers={"If-None-Match": '"other"'}).content == first.content
    assert client.get("/jobs.atom").headers["etag"] != tag
    assert not is_known(tag, "")


@pytest.mark.parametrize("path", ["/", "/jobs", "/jobs?skill=python", "/skills/python", "/employers/lanternfish-audio"])
def test_a_page_of_jobs_names_its_feed(client: TestClient, path: str) -> None:
    named = re.findall(r'<link rel="alternate" type="application/atom\+xml" [^>]*href="([^"]+)"', client.get(path).text)
    assert len(named) == 1
    assert feedparser.parse(client.get(named[0].replace("&amp;", "&")).content).entries


def test_a_hostile_posting_is_text_in_a_feed_too(client: TestClient) -> None:
    body = client.get("/jobs.atom?employer=bold-evil").content
    assert broken_rules(body) == []
    assert b"<script" not in body
    assert "\u202e".encode() not in body
    assert b"&lt;script&gt;alert('x')&lt;/script&gt; {{ 7*7 }}" in body


@given(st.text(), st.text(min_size=1), st.text())
@settings(max_examples=100, deadline=None)
def test_any_text_can_stand_in_a_feed(title: str, employer: str, asked: str) -> None:
    entry = Entry(5, title, employer, title + asked, employer, "2026-11-20", "2026-11-20")
    feed = Feed(title, asked, {"text": asked}, "2026-11-20", [entry])
    body = as_atom(feed, lambda *parts, **_: f"{HOME}{Live().page(*parts)}", f"{HOME}/jobs.atom")
    assert broken_rules(body) == []


def test_the_site_holds_a_feed_for_all_jobs_and_for_each_panel(lake: Lake, tmp_path: Path) -> None:
    export(lake, tmp_path / "site", newest=1)
    for name, up in (("jobs.atom", ""), ("panels/sound.atom", "../")):
        body = (tmp_path / "site" / name).read_bytes()
        assert broken_rules(body, whole_addresses=False) == []
        assert [entry.link for entry in feedparser.parse(body).entries] == [f"{up}jobs/{story.WHOLE}.html"]
    assert 'href="panels/sound.atom"' in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_before_anything_is_published_there_is_no_feed(tmp_path: Path) -> None:
    assert client_of(tmp_path).get("/jobs.atom").status_code == 503
    rows = {name: found for name, found in story_rows().items() if name != "dim_jobs"}
    publish_tables(Lake(tmp_path), {n: c for n, c in contracts().items() if n != "dim_jobs"}, rows)
    body = client_of(tmp_path).get("/jobs.atom").content
    assert broken_rules(body) == []
