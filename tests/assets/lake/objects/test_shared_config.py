"""What lies in a lake's `config/` is read by every machine in the place of its own; else all is as before."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.lake.shared_config import SEARCHES, TAXONOMY, WATCHES, shared_lists
from assets.lake.storage.storage import Lake
from assets.search.saved.search_file import SearchFileError, searches_of
from assets.skills.taxonomy import files
from assets.skills.taxonomy.files import use_lists, version_in_use
from assets.watches.watch_file import WatchFileError, watches_of

OWN = "panels: [{name: rail, searches: [{name: own, query: signal fitter, country: gb}]}]\n"
SHARED = OWN.replace("own", "shared")


@pytest.fixture(autouse=True)
def _own_taxonomy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JOBLAKE_HOME", str(tmp_path / "home"))
    yield
    use_lists(None)


def a_list(name: str) -> bytes:
    return json.dumps({"skills": [{"name": name, "kind": "hard", "type": "tool", "family": "rail"}]}).encode()


def test_saved_searches_of_the_lake_stand_in_the_place_of_the_machines(lake: Lake, tmp_path: Path) -> None:
    own = tmp_path / "searches.yaml"
    own.write_text(OWN, encoding="utf-8")
    assert [one.name for one in searches_of(lake, own)] == ["own"]
    lake.replace(SEARCHES, SHARED.encode())
    assert [one.name for one in searches_of(lake, own)] == ["shared"]
    assert [one.name for one in searches_of(lake, tmp_path / "none.yaml")] == ["shared"]


def test_a_mistake_in_the_lakes_searches_is_named_with_its_place(lake: Lake, tmp_path: Path) -> None:
    lake.replace(SEARCHES, SHARED.replace("gb", "zz").encode())
    with pytest.raises(SearchFileError, match=r"config/searches.yaml:1"):
        searches_of(lake, tmp_path / "none.yaml")
    lake.replace(SEARCHES, b"\xff\xfe")
    with pytest.raises(ValueError, match=r"config/searches.yaml of .* cannot be read as UTF-8"):
        searches_of(lake, tmp_path / "none.yaml")


def test_watches_of_the_lake_stand_in_the_place_of_the_machines(lake: Lake, tmp_path: Path) -> None:
    assert watches_of(lake, tmp_path / "none.yaml") is None
    lake.replace(WATCHES, b"watches: [{name: leeds, jobs: /jobs?text=leeds, channels: [outbox]}]")
    found = watches_of(lake, tmp_path / "none.yaml")
    assert found
    assert [one.name for one in found.watches] == ["leeds"]
    lake.replace(WATCHES, b"\xff\xfe")
    with pytest.raises(WatchFileError, match=r"config/watches.yaml of"):
        watches_of(lake, tmp_path / "none.yaml")


def test_every_machine_has_the_version_of_the_lakes_lists(lake: Lake, tmp_path: Path) -> None:
    files.imported_dir().mkdir(parents=True)
    (files.imported_dir() / "mine.json").write_bytes(a_list("Points Heating"))
    use_lists(shared_lists(lake, tmp_path / "one"))
    of_this_machine = version_in_use()
    lake.replace(f"{TAXONOMY}/rail.json", a_list("Interlocking"))
    found = []
    for machine in ("one", "two"):
        use_lists(shared_lists(lake, tmp_path / machine))
        found.append((version_in_use(), [path.name for path in files.own_files()]))
    assert found[0] == found[1]
    assert found[0][0] != of_this_machine
    assert found[0][1] == ["rail.json"]


def test_a_list_that_was_changed_or_taken_out_is_not_read_any_more(lake: Lake, tmp_path: Path) -> None:
    lake.replace(f"{TAXONOMY}/rail.json", a_list("Interlocking"))
    lake.replace(f"{TAXONOMY}/road.json", a_list("Asphalt"))
    both = shared_lists(lake, tmp_path)
    lake.remove(f"{TAXONOMY}/road.json")
    lake.replace(f"{TAXONOMY}/rail.json", a_list("Axle Counters"))
    one = shared_lists(lake, tmp_path)
    assert both
    assert one
    assert sorted(path.name for path in both.iterdir()) == ["rail.json", "road.json"]
    assert [path.read_bytes() for path in one.iterdir()] == [a_list("Axle Counters")]
