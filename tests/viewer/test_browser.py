"""The pages in a real browser: widths, colour schemes, print, the keyboard, and axe-core. Skipped without Chromium."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from assets.lake.storage import Lake
from tests.viewer import story
from tests.viewer.browser import CHROMIUM, Browser, chromium
from viewer.application import application

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
PATHS = ["/", "/jobs", f"/jobs/{story.WHOLE}", f"/jobs/{story.HOSTILE}", "/skills", "/skills/python", "/employers"]
PATHS += ["/employers/lanternfish-audio", "/searches", "/pipeline", "/lineage", "/lineage?table=dim_jobs", "/nowhere"]
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
