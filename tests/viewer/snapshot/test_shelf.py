"""Snapshots that are swapped and pruned while pages are asked for: no error, and no page of two snapshots."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from assets.lake.snapshots.snapshots import CURRENT, Snapshot
from assets.lake.storage.storage import Lake
from tests.viewer import story
from tests.viewer.conftest import client_of
from tests.viewer.snapshot_maker import contracts, publish_story, publish_tables, story_rows
from viewer.snapshot.shelf import NothingPublishedError, Shelf

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

    def named(snapshot: str) -> set[str]:
        found = Snapshot(snapshot, kept)
        return {file.name for mart in found.marts for file in found.stored(mart)}

    def swap() -> None:
        for number in range(SWAPS):
            snapshot, before, old = (list(titles)[(number - back) % 3] for back in range(3))
            for name in named(snapshot):
                again = tmp_path / "marts" / name
                if not again.exists():
                    shutil.copy(kept / name, again.with_suffix(".again"))
                    again.with_suffix(".again").rename(again)
            folder = tmp_path / "marts" / f"snapshot={snapshot}"
            if not folder.exists():
                building = tmp_path / "marts" / ".again"
                shutil.copytree(kept / folder.name, building)
                building.rename(folder)
            lake.replace(CURRENT, snapshot.encode())
            # Harsher than publishing, which keeps three and comes once a day: only the one before is left.
            shutil.rmtree(tmp_path / "marts" / f"snapshot={old}", ignore_errors=True)
            for name in named(old) - named(snapshot) - named(before):
                (tmp_path / "marts" / name).unlink(missing_ok=True)
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
    assert reader.files("job_pages")[0].read_bytes().startswith(b"PAR1")


@pytest.mark.parametrize("damage", [b"", b"../..", b"\xff\xff", b"ffffffffffffffff"])
def test_a_pointer_that_names_nothing_is_said_on_the_page_of_the_last_whole_snapshot(
    tmp_path: Path, damage: bytes
) -> None:
    snapshot = publish_story(Lake(tmp_path))
    (tmp_path / CURRENT).write_bytes(damage)
    answer = client_of(tmp_path).get("/jobs")
    assert answer.status_code == 200
    assert answer.headers["x-joblake-snapshot"] == snapshot.snapshot_id
    assert "the last whole one, is read instead" in answer.text


def test_a_snapshot_found_damaged_while_it_is_read_is_left_for_the_last_sound_one(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    sound = titled(lake, "Alpha")
    damaged = Snapshot(titled(lake, "Beta"), tmp_path / "marts")
    for file in damaged.files("job_pages"):
        content = bytearray(file.read_bytes())
        content[4:400] = bytes(396)  # the size stays, so that only reading tells
        file.write_bytes(content)
    answer = client_of(tmp_path).get(f"/jobs/{story.WHOLE}")
    assert (answer.status_code, answer.headers["x-joblake-snapshot"]) == (200, sound)
    assert f"snapshot {damaged.snapshot_id} is damaged" in answer.text


def test_where_no_snapshot_is_sound_a_sentence_says_what_to_do(tmp_path: Path) -> None:
    snapshot = publish_story(Lake(tmp_path))
    snapshot.files("dim_jobs")[0].unlink()
    answer = client_of(tmp_path).get("/jobs")
    assert answer.status_code == 503
    assert "lacks marts/files/dim_jobs/" in answer.text
    assert "make run" in answer.text


def test_a_snapshot_is_prepared_once_before_anybody_is_answered_from_it(tmp_path: Path) -> None:
    lake, prepared = Lake(tmp_path), list[str]()
    shelf = Shelf(tmp_path, lambda reader: prepared.append(reader.snapshot_id))
    first = titled(lake, "Alpha")
    assert [shelf.pinned().snapshot_id for _ in range(3)] == [first] * 3
    assert prepared == [first]
    second = titled(lake, "Beta")
    assert shelf.pinned(fresh=True).snapshot_id == second
    assert prepared == [first, second]
