"""Snapshots that are swapped and pruned while pages are asked for: no error, and no page of two snapshots."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from assets.lake.snapshots import CURRENT
from assets.lake.storage import Lake
from tests.viewer import story
from tests.viewer.conftest import client_of
from tests.viewer.snapshot_maker import contracts, publish_story, publish_tables, story_rows
from viewer.shelf import NothingPublishedError, Shelf

SWAPS = 40
PAUSE_SECONDS = 0.05
TITLES = ("Alpha", "Beta", "Gamma")


def titled(lake: Lake, title: str) -> str:
    """Publish the story with every job under one title; returns the snapshot's id."""
    rows = story_rows()
    for name in ("job_detail", "dim_jobs"):
        rows[name] = [{**row, "title": title} for row in rows[name]]
    return publish_tables(lake, contracts(), rows).snapshot_id


def test_nothing_published_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(NothingPublishedError):
        Shelf(tmp_path).pinned()


def test_a_new_snapshot_is_shown_without_a_restart(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    publish_story(lake)
    client = client_of(tmp_path)
    assert "Sound Engineer" in client.get("/jobs").text
    titled(lake, "Foghorn Tuner")
    for _ in range(200):
        if "Foghorn Tuner" in client.get("/jobs").text:
            return
    raise AssertionError("the new snapshot was never shown")


def test_swaps_and_pruning_under_load_show_no_error_and_no_mixed_page(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    titles = {titled(lake, title): title for title in TITLES}
    kept = tmp_path / "kept"
    shutil.copytree(tmp_path / "marts", kept)
    client = client_of(tmp_path)
    done = Event()

    def swap() -> None:
        for number in range(SWAPS):
            snapshot = list(titles)[number % 3]
            folder = tmp_path / "marts" / f"snapshot={snapshot}"
            if not folder.exists():
                building = tmp_path / "marts" / ".again"
                shutil.copytree(kept / folder.name, building)
                building.rename(folder)
            lake.replace(CURRENT, snapshot.encode())
            # Harsher than publishing, which keeps three and comes once a day: only the one before is left.
            shutil.rmtree(tmp_path / "marts" / f"snapshot={list(titles)[(number + 1) % 3]}", ignore_errors=True)
            time.sleep(PAUSE_SECONDS)
        done.set()

    def ask(path: str) -> int:
        asked = 0
        while not done.is_set() or asked < 3:
            answer = client.get(path)
            assert answer.status_code == 200, answer.text
            title = titles[answer.headers["x-joblake-snapshot"]]
            assert {name for name in TITLES if name in answer.text} == {title}
            asked += 1
        return asked

    with ThreadPoolExecutor(3) as pool:
        asking = [pool.submit(ask, path) for path in (f"/jobs/{story.WHOLE}", "/jobs")]
        swap()
        assert all(one.result() > 0 for one in asking)


def test_a_client_sees_one_id_per_answer(client: TestClient) -> None:
    answer = client.get("/jobs.json")
    assert answer.json()["snapshot"] == answer.headers["x-joblake-snapshot"]


def test_a_pruned_snapshot_is_read_to_the_end(tmp_path: Path) -> None:
    publish_story(Lake(tmp_path))
    reader = Shelf(tmp_path).pinned()
    before = reader.rows("select count(*) as n from dim_jobs")
    shutil.rmtree(tmp_path / "marts")
    assert reader.rows("select count(*) as n from dim_jobs") == before
    assert reader.rows("select count(*) as n from fct_job_skills") != []
    assert reader.file("job_pages").read_bytes().startswith(b"PAR1")
