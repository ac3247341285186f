"""The sample API speaks search-v2: pages, cursors, envelopes, warts; the same question gets the same bytes."""

import asyncio
import hashlib
import os
import subprocess
import sys
from base64 import b64decode
from collections import Counter
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.search.sample.api import create_app
from assets.search.sample.catalogue.catalogue import catalogue

ROOT = Path(__file__).resolve().parents[4]
DAY = date(2026, 11, 20)
SEARCHES = (
    ("machine learning engineer in London", "gb"),
    ("data scientist in London", "gb"),
    ("data engineer in London", "gb"),
    ("software engineer in Berlin", "de"),
    ("backend developer in Berlin", "de"),
    ("devops engineer in Berlin", "de"),
    ("registered nurse in Chicago", "us"),
    ("nurse practitioner in Chicago", "us"),
    ("medical assistant in Chicago", "us"),
    ("accountant in Toronto", "ca"),
    ("marketing manager in Toronto", "ca"),
    ("sales representative in Toronto", "ca"),
    ("customer service in Toronto", "ca"),
    ("human resources in Toronto", "ca"),
    ("warehouse in Manchester", "gb"),
    ("driver in Manchester", "gb"),
    ("electrician in Manchester", "gb"),
    ("data analyst in Madrid", "es"),
)


async def _get(day: date, path: str, sent: list[dict[str, Any]]) -> list[httpx.Response]:
    transport = httpx.ASGITransport(create_app(day))
    async with httpx.AsyncClient(transport=transport, base_url="http://sample") as client:
        return [await client.get(path, params=params) for params in sent]


def ask(day: date = DAY, path: str = "/search-v2", **params: Any) -> httpx.Response:
    return asyncio.run(_get(day, path, [params]))[0]


async def _walk(day: date, query: str, country: str, **more: Any) -> list[httpx.Response]:
    pages: list[httpx.Response] = []
    cursor: str | None = ""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(create_app(day)), base_url="http://sample") as client:
        while cursor is not None:
            sent = {"query": query, "country": country, **more, **({"cursor": cursor} if cursor else {})}
            pages.append(await client.get("/search-v2", params=sent))
            assert pages[-1].status_code == 200
            assert len(pages) < 9
            cursor = pages[-1].json()["data"]["cursor"]
    return pages


def jobs_of(day: date, query: str, country: str, **more: Any) -> list[Any]:
    pages = asyncio.run(_walk(day, query, country, **more))
    return [job for page in pages for job in page.json()["data"]["jobs"]]


def uids(jobs: list[Any]) -> list[str]:
    return [job["job_uid"] for job in jobs if isinstance(job, dict) and job.get("job_title")]


@pytest.mark.parametrize(("query", "country"), SEARCHES)
def test_a_search_finds_two_to_five_pages_and_repeats_nothing(query: str, country: str) -> None:
    for offset in (0, 31, 400):
        pages = asyncio.run(_walk(DAY + timedelta(days=offset), query, country))
        sizes = [len(page.json()["data"]["jobs"]) for page in pages]
        found = uids([job for page in pages for job in page.json()["data"]["jobs"]])
        assert all(size <= 10 for size in sizes)
        assert 12 <= len(found) <= 35
        assert 2 <= len(pages) <= 5
        assert len(set(found)) == len(found)


def test_every_posting_is_reached_by_the_searches_within_sixty_days() -> None:
    found: set[str] = set()
    for offset in range(0, 60, 6):
        for query, country in SEARCHES:
            found |= set(uids(jobs_of(DAY + timedelta(days=offset), query, country, num_pages="5")))
    lives = [{posting.docid(cycle) for cycle in range(11_700, 17_000)} for posting in catalogue()[::9]]
    assert all(ids & found for ids in lives)


def test_the_same_request_gets_the_same_bytes_whatever_was_asked_before() -> None:
    sent = [{"query": query, "country": country} for query, country in SEARCHES]
    forth = asyncio.run(_get(DAY, "/search-v2", sent))
    back = asyncio.run(_get(DAY, "/search-v2", sent[::-1]))[::-1]
    assert [(one.content, dict(one.headers)) for one in forth] == [(one.content, dict(one.headers)) for one in back]


def test_another_process_with_another_hash_seed_answers_the_same() -> None:
    script = (
        "import asyncio,httpx,hashlib,datetime\n"
        "from assets.search.sample.api import create_app\n"
        "async def main():\n"
        "    app=create_app(datetime.date(2026,11,20))\n"
        "    async with httpx.AsyncClient(transport=httpx.ASGITransport(app),base_url='http://sample') as c:\n"
        "        r=await c.get('/search-v2',params={'query':'registered nurse in Chicago','num_pages':'4'})\n"
        "        print(hashlib.sha256(r.content).hexdigest())\n"
        "asyncio.run(main())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "4242")
    }
    here = hashlib.sha256(ask(query="registered nurse in Chicago", num_pages="4").content).hexdigest()
    assert digests == {here}


def test_the_envelope_echoes_what_was_sent_with_types() -> None:
    body = ask(query="driver in Manchester", country="gb", num_pages="2", employment_types="FULLTIME,PARTTIME").json()
    assert body["status"] == "OK"
    assert body["parameters"] == {
        "query": "driver in Manchester",
        "country": "gb",
        "num_pages": 2,
        "employment_types": ["FULLTIME", "PARTTIME"],
    }
    assert len(body["request_id"]) == 36


def test_headers_hold_a_simulated_moment_of_that_day_and_no_quota() -> None:
    answer = ask(query="accountant in Toronto", country="ca")
    moment = parsedate_to_datetime(answer.headers["date"])
    assert (moment.date(), moment.hour) == (DAY, 5)
    assert 1200 <= int(answer.headers["x-sample-elapsed-ms"]) <= 9000
    assert "x-ratelimit-requests-remaining" not in answer.headers


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"query": " "},
        {"query": "a", "num_pages": "0"},
        {"query": "a", "num_pages": "x"},
        {"query": "a", "num_pages": "21"},
        {"query": "a", "date_posted": "year"},
        {"query": "a", "cursor": "%%"},
        {"query": "a", "cursor": "MTAuYWJj"},
    ],
)
def test_what_cannot_be_read_is_refused_with_400(params: dict[str, str]) -> None:
    answer = ask(DAY, "/search-v2", **params)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_the_retired_path_is_404() -> None:
    answer = ask(path="/search", query="nurse")
    assert answer.status_code == 404
    assert answer.json() == {"message": "Endpoint '/search' does not exist"}


def test_nothing_found_is_200_with_no_jobs_and_no_cursor() -> None:
    for query in ("mid level backend developer in Berlin", "glassblower in Atlantis"):
        assert ask(query=query, country="de").json()["data"] == {"jobs": [], "cursor": None}


def test_a_cursor_still_works_a_day_later_and_pages_join_to_one_answer() -> None:
    first = ask(query="data scientist in London", country="gb").json()["data"]
    later = ask(DAY + timedelta(days=1), query="data scientist in London", country="gb", cursor=first["cursor"])
    assert later.json()["data"]["jobs"]
    assert uids(jobs_of(DAY, "data scientist in London", "gb")) == uids(
        jobs_of(DAY, "data scientist in London", "gb", num_pages="20")
    )


def test_the_job_id_holds_the_uid_and_differs_by_search() -> None:
    one = ask(query="data scientist in London", country="gb").json()["data"]["jobs"]
    other = ask(query="data scientist London", country="uk").json()["data"]["jobs"]
    for job in filter(lambda job: isinstance(job, dict) and job.get("job_title"), one):
        decoded = b64decode(job["job_id"] + "=" * (-len(job["job_id"]) % 4)).decode()
        assert decoded.split(":")[0] == job["job_uid"]
    ids = {job["job_uid"]: job["job_id"] for job in one if "job_uid" in job}
    shared = [job for job in other if job.get("job_uid") in ids]
    assert shared
    assert all(job["job_id"] != ids[job["job_uid"]] for job in shared)


def test_german_display_hides_the_place_and_english_shows_it() -> None:
    local = [job for job in jobs_of(DAY, "software engineer in Berlin", "de") if isinstance(job, dict)]
    english = [job for job in jobs_of(DAY, "software engineer in Berlin", "de", language="en") if isinstance(job, dict)]
    assert all("     •  über " in job["job_location"] and job["job_city"] is None for job in local)
    assert any("Vollzeit" in job["job_employment_type"] for job in local)
    assert any(job["job_city"] == "Berlin" for job in english)


def test_the_warts_of_real_answers_are_there() -> None:
    seen: Counter[str] = Counter()
    for offset in range(7):
        for query, country in SEARCHES:
            for job in jobs_of(DAY + timedelta(days=offset), query, country, num_pages="20"):
                if not isinstance(job, dict) or not job.get("job_title"):
                    seen["unreadable"] += 1
                    continue
                seen["zero width"] += "\u200b" in job["job_title"] or "\u200b" in job["job_description"]
                seen["en dash"] += "–" in job["job_employment_type"]
                seen["salary key missing"] += "job_salary" not in job
                seen["repeated type"] += len(set(job["job_employment_types"])) < len(job["job_employment_types"])
                seen["undated"] += job["job_posted_at_timestamp"] is None
                seen["unknown field"] += "job_listing_score" in job
                seen["foreign"] += job["job_country"] not in (None, {"uk": "GB"}.get(country, country.upper()))
                assert 1 <= len(job["apply_options"]) <= 8
                assert job["job_publisher"] == job["apply_options"][0]["publisher"]
                assert ("job_salary" in job) == (job["job_min_salary"] is None)
                assert not job["job_highlights"] or job["job_country"] in ("US", None)
    assert 1 <= seen["unreadable"] <= 5
    assert all(seen[wart] for wart in ("zero width", "en dash", "salary key missing", "repeated type", "undated"))
    assert seen["unknown field"]
    assert seen["foreign"]


def test_filters_narrow() -> None:
    everything = set(uids(jobs_of(DAY, "software engineer in Berlin", "de", language="en")))
    week = set(uids(jobs_of(DAY, "software engineer in Berlin", "de", language="en", date_posted="week")))
    remote = set(uids(jobs_of(DAY, "software engineer in Berlin", "de", language="en", work_from_home="true")))
    assert 0 < len(week) < len(everything)
    assert 0 < len(remote) < len(everything)
    assert jobs_of(DAY, "warehouse in Manchester", "gb", work_from_home="true") == []


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["query", "country", "cursor", "num_pages", "language", "employment_types"]), st.text()
    )
)
def test_no_request_brings_it_down(params: dict[str, str]) -> None:
    assert ask(DAY, "/search-v2", **params).status_code in (200, 400)
