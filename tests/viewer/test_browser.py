"""The pages in a real browser: widths, colour schemes, print, the keyboard, and axe-core. Skipped without Chromium."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from assets.lake.snapshots.snapshots import current
from assets.lake.storage.storage import Lake
from assets.watches.desk import WatchDesk
from assets.watches.settings import WatchSettings
from tests.viewer import story
from tests.viewer.browser import CHROMIUM, Browser, chromium
from viewer.application import application

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
PATHS = ["/", "/jobs", f"/jobs/{story.WHOLE}", f"/jobs/{story.HOSTILE}", "/skills", "/skills/python", "/employers"]
PATHS += ["/employers/lanternfish-audio", "/searches", "/pipeline", "/lineage", "/lineage?table=dim_jobs", "/nowhere"]
PATHS += ["/jobs?text=mentoring", "/match", "/match?have=python,mentoring,juggling", "/compare"]
WIDTHS = (360, 768, 1440)
START_SECONDS = 30


@pytest.fixture(scope="module")
def home(lake: Lake) -> Iterator[str]:
    """The viewer of the story, served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application(lake.root), port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    ends = time.monotonic() + START_SECONDS
    while not server.started and time.monotonic() < ends:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One tab for all of these tests."""
    profile: Path = tmp_path_factory.mktemp("profile")
    with chromium(profile) as found:
        yield found


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_every_width_and_has_no_violation(home: str, browser: Browser, path: str) -> None:
    browser.prefer("light")
    for width in WIDTHS:
        browser.size(width)
        browser.open(home + path)
        assert browser.value("document.documentElement.scrollWidth <= innerWidth"), f"wider than {width} px"
    assert browser.violations() == []
    browser.prefer("dark")
    assert browser.violations() == []


def test_a_watch_leads_from_its_file_to_the_digest_and_from_there_to_a_job(
    home: str, browser: Browser, lake: Lake, tmp_path: Path
) -> None:
    (tmp_path / "watches.yaml").write_text(
        f"viewer: {home}\nwatches: [{{name: leeds, jobs: /jobs?text=leeds, channels: [outbox]}}]", encoding="utf-8"
    )
    settings = WatchSettings(_env_file=None, watches=tmp_path / "watches.yaml", outbox=tmp_path / "outbox")
    snapshot = current(lake)
    assert snapshot is not None
    desk = WatchDesk(settings)
    file = desk.file(lake)
    assert file is not None
    desk.tell(Lake(tmp_path / "ledger"), file, snapshot)
    (digest,) = (tmp_path / "outbox" / "leeds").glob("*.html")
    for width in WIDTHS:
        browser.size(width)
        browser.open(digest.as_uri())
        assert browser.value("document.documentElement.scrollWidth <= innerWidth"), f"wider than {width} px"
    for scheme in ("dark", "light"):
        browser.prefer(scheme)
        assert browser.violations() == [], scheme
    title = browser.value("document.querySelector('li a').textContent")
    browser.open(browser.value("document.querySelector('li a').href"))
    assert browser.value("document.querySelector('h1').textContent").strip() == title
    assert browser.value("location.href").startswith(f"{home}/jobs/")


def test_dark_is_dark_and_print_is_paper(home: str, browser: Browser) -> None:
    browser.open(f"{home}/jobs/{story.WHOLE}")
    colour = "getComputedStyle(document.body).backgroundColor"
    browser.prefer("light")
    light = browser.value(colour)
    browser.prefer("dark")
    assert browser.value(colour) != light
    browser.prefer("light", "print")
    assert browser.value(colour) == "rgb(255, 255, 255)"
    assert browser.value("getComputedStyle(document.querySelector('nav')).display") == "none"
    browser.prefer("light")


def test_the_keyboard_alone_reaches_content_and_list(home: str, browser: Browser) -> None:
    browser.size(1440)
    browser.open(f"{home}/jobs")
    browser.press("Tab")
    assert browser.value("document.activeElement.className") == "skip"
    browser.press("Enter")
    assert browser.value("document.activeElement.id") == "content"
    for _ in range(40):
        browser.press("Tab")
        if "/jobs/" in (browser.value("document.activeElement.href || ''") or ""):
            return
    raise AssertionError("no job was reached by Tab")


def test_what_was_found_since_the_last_visit_is_marked_and_noted_in_the_browser_alone(
    home: str, browser: Browser
) -> None:
    marked = "[...document.querySelectorAll('.job-list .fresh')].filter(mark => !mark.hidden).length"
    note = "JSON.parse(localStorage.getItem('joblake-visit'))"
    browser.open(f"{home}/jobs")
    browser.value("localStorage.clear()")
    browser.open(f"{home}/jobs")
    assert browser.value(marked) == 0
    assert browser.value(f"{note}.since") == story.DAY
    past = "{since: '2026-11-01', through: '2026-11-02', at: 0}"
    browser.value(f"localStorage.setItem('joblake-visit', JSON.stringify({past}))")
    for _ in ("the first page of a visit", "and the next"):
        browser.open(f"{home}/jobs")
        assert browser.value(marked) == len(story.jobs())
    assert browser.value("document.querySelector('.since a').href") == f"{home}/jobs?found_since=2026-11-03"
    assert browser.value("getComputedStyle(document.querySelector('.since')).display") != "none"
    browser.value(f"localStorage.setItem('joblake-visit', JSON.stringify({{...{note}, at: 0}}))")
    browser.open(f"{home}/jobs")
    assert browser.value(marked) == 0
    browser.value("localStorage.setItem('joblake-visit', '<b>not ours')")
    browser.open(f"{home}/jobs")
    assert browser.value(f"{note}.through") == story.DAY
    assert browser.value("document.cookie") == ""


def test_a_pasted_text_leads_to_the_match_of_its_skills(home: str, browser: Browser) -> None:
    browser.open(f"{home}/match")
    browser.value("document.querySelector('textarea').value = 'Years of Python. I train ranking models.'")
    browser.value("document.querySelector('.cv form').submit()")
    ends = time.monotonic() + START_SECONDS
    while "have=" not in browser.value("location.href") and time.monotonic() < ends:
        time.sleep(0.2)
    assert "python" in browser.value("document.querySelector('#m-have').value")
    assert "Sound Engineer" in browser.value("document.querySelector('.matches').textContent")


def test_an_evidence_link_leads_to_the_words(home: str, browser: Browser) -> None:
    browser.open(f"{home}/jobs/{story.WHOLE}")
    browser.value("document.querySelector('a.evidence').click()")
    assert browser.value("document.querySelector(':target').textContent") == "Python"


def test_hostile_text_runs_nothing_and_loads_nothing_from_elsewhere(home: str, browser: Browser) -> None:
    browser.open(f"{home}/jobs/{story.HOSTILE}")
    assert browser.value("document.scripts.length") == 0
    assert browser.value("document.images.length") == 0
    loaded = "performance.getEntriesByType('resource').map(e => new URL(e.name).origin)"
    assert set(browser.value(loaded)) <= {home}
