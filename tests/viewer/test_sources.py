"""The sources of an opening on its page: who says what, where they contradict, whose line stands; what is withheld."""

import re
from pathlib import Path
from typing import Any

import pytest

from assets.lake.storage.storage import Lake
from tests.viewer import story
from tests.viewer.conftest import client_of
from tests.viewer.snapshot_maker import contracts, publish_tables, story_rows
from viewer.site import export

BOARD, GOOGLE, AGGREGATOR = 11, 12, 13


def other(key: int, source: str, publisher: str, **more: object) -> dict[str, Any]:
    return {
        "job_key": key, "title": f"Signal Fitter of {source}", "employer": "Pelham Rail", "publisher": publisher,
        "source": source, "city": "York", "country": "GB", "first_seen": story.DAY, "last_seen": story.DAY,
        "is_canonical": False, "link_reason": "same_link", "link_score": 1.0, "work_mode": "unclear", "pay_min": None,
        "pay_max": None, "pay_currency": None, "pay_period": None, "contradicts": [], **more,
    }  # fmt: skip


def opening() -> list[dict[str, Any]]:
    """An opening that a board, a search of Google and an aggregator list, the second with other pay and place."""
    says = {"work_mode": "remote", "pay_min": 40_000.0, "pay_currency": "GBP", "pay_period": "year", "city": "Leeds"}
    board = other(BOARD, "ashby", "Ashby")
    google = other(GOOGLE, "serpapi", "Track Jobs", **says, contradicts=["pay", "place"])
    snippet = other(AGGREGATOR, "adzuna", "Adzuna")
    kept = ("title", "employer", "publisher", "source", "city", "country")
    return [
        story.job(
            one["job_key"], **{name: one[name] for name in kept}, employer_key="pelham rail", opening_key=BOARD,
            n_postings_of_opening=3, other_postings=[two for two in (board, google, snippet) if two is not one],
        )
        for one in (board, google, snippet)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    lake, narrow = Lake(tmp_path_factory.mktemp("opening")), contracts()["dim_jobs"]
    jobs = opening()
    rows = story_rows() | {
        "job_detail": jobs,
        "dim_jobs": [{name: value for name, value in job.items() if name in narrow} for job in jobs],
        "fct_job_skills": [],
    }
    publish_tables(lake, contracts(), rows)
    return lake


def page(lake: Lake, key: int) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client_of(lake.root).get(f"/jobs/{key}").text))


def test_every_source_says_what_it_says_and_where_it_contradicts(shown: Lake) -> None:
    text = page(shown, BOARD)
    assert "Signal Fitter of serpapi SerpApi Track Jobs Leeds, GB Remote from 40 000 GBP per year" in text
    assert "contradicts this one in pay, place" in text
    assert "Signal Fitter of adzuna Adzuna Adzuna York, GB No work mode no pay" in text
    assert "leads to the same posting of a board" in text


def test_a_line_that_a_source_asks_for_stands_beside_its_jobs_and_under_every_page(shown: Lake, lake: Lake) -> None:
    assert "Source Adzuna Jobs by Adzuna" in page(shown, AGGREGATOR)
    assert "Source Ashby Jobs by Adzuna" not in page(shown, BOARD)
    line = '<a href="https://www.adzuna.com" rel="noopener noreferrer nofollow external"><bdi>Jobs by Adzuna</bdi></a>'
    for path in ("/jobs", "/skills", f"/jobs/{BOARD}"):
        assert line in client_of(shown.root).get(path).text.partition("<footer")[2]
    assert "Adzuna" not in client_of(lake.root).get("/jobs").text, "no job of that lake is Adzuna's"


def written(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))
    }


def test_what_may_not_be_published_again_is_on_no_page_of_a_site(shown: Lake, tmp_path: Path) -> None:
    done = export(shown, tmp_path / "site")
    pages = written(tmp_path / "site")
    assert done.jobs == 1
    assert f"jobs/{AGGREGATOR}.html" in pages
    assert not [name for name, text in pages.items() if "of ashby" in text or "of serpapi" in text]
    assert not {f"jobs/{BOARD}.html", f"jobs/{GOOGLE}.html"} & pages.keys()


def test_nor_is_it_in_a_feed(shown: Lake) -> None:
    feed = client_of(shown.root).get("/jobs.atom").text
    assert "of adzuna" in feed
    assert not [name for name in ("of ashby", "of serpapi") if name in feed]


def test_a_person_may_say_otherwise(shown: Lake, tmp_path: Path) -> None:
    assert export(shown, tmp_path / "site", allowed=["ashby"]).jobs == 2
    assert "of serpapi" not in "".join(written(tmp_path / "site").values())
