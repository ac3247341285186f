"""A step asks a bucket for few listings, and sees what another machine has written once it holds a lock."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from assets.lake.objects import look
from assets.lake.objects.object_files import ObjectFiles
from assets.lake.opening import open_lake
from assets.lake.storage.storage import Lake
from tests.assets.lake.objects.servers import environment, new_place, variables

DAY = date(2026, 3, 28)
DAYS = [DAY + timedelta(days=number) for number in range(5)]


def requests(lake: Lake) -> dict[str, int]:
    assert isinstance(lake.files_at, ObjectFiles)
    return lake.files_at.bucket.requests


def test_the_listing_of_a_day_is_read_on_into_the_days_after_it(bucket_place: str, tmp_path: Path) -> None:
    writer = open_lake(bucket_place, tmp_path / "work")
    for day in DAYS:
        writer.put_once(f"raw/search_results/search_date={day}/a.json.zst", b"x")
    reader = open_lake(bucket_place, tmp_path / "other")
    assert [reader.names(f"raw/search_results/search_date={day}") for day in DAYS] == [["a.json.zst"]] * 5
    assert requests(reader)["LIST"] == 1


@pytest.fixture(params=["moto", "seaweed"])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    address = request.getfixturevalue(f"{request.param}_address")
    with variables(environment(address)):
        yield new_place(address)


def pages_of(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the store's pages hold so many objects."""
    monkeypatch.setattr("assets.lake.objects.bucket.PAGE", count)
    monkeypatch.setattr(look, "PAGE", count)


@pytest.mark.parametrize("page", [2, 3, 4, 7])
def test_a_page_that_ends_within_a_folder_hides_nothing_of_it(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    pages_of(page, monkeypatch)
    lake = open_lake(place, tmp_path / "work")
    keys = [f"api_calls/search_date={day}/{name}" for day in DAYS for name in ("a", "journal/x", "journal/y", "z")]
    for key in keys:
        lake.put_once(key, b"x")
    lake.files_at.forget()
    for day in DAYS:
        assert lake.names(f"api_calls/search_date={day}/journal") == ["x", "y"]
        assert lake.names(f"api_calls/search_date={day}") == ["a", "z"]
    assert lake.folders("api_calls") == [f"search_date={day}" for day in DAYS]
    assert lake.keys("api_calls") == keys


def folders_of(keys: set[str], room: str) -> set[str]:
    return {key.rpartition("/")[0] for key in keys if key.startswith(f"{room}/")}


ROOMS = ("raw/providers", "raw/search_results", "api_calls")


def test_whatever_was_asked_and_written_before_the_answers_are_those_of_the_store(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages_of(3, monkeypatch)
    here, there = (open_lake(place, tmp_path / "work") for _ in range(2))
    wanted, ever, draw = set[str](), set[str](), random.Random(7)
    for _ in range(250):
        room, day, name = draw.choice(ROOMS), draw.choice(DAYS), draw.choice("abcd")
        folder = f"{room}/search_date={day}"
        match draw.choice(("put", "put elsewhere", "remove", "keys", "names", "folders", "exists", "forget")):
            case "put":
                here.put_once(f"{folder}/{name}", b"x")
                wanted.add(f"{folder}/{name}")
            case "put elsewhere":
                there.put_once(f"{folder}/{name}", b"x")
                here.files_at.forget(draw.choice((folder, room, room.partition("/")[0])))
                wanted.add(f"{folder}/{name}")
            case "remove":
                here.remove(f"{folder}/{name}")
                wanted.discard(f"{folder}/{name}")
            case "keys":
                assert here.keys(room) == sorted(key for key in wanted if key.startswith(f"{room}/"))
            case "names":
                assert here.names(folder) == sorted(key[-1] for key in wanted if key.startswith(f"{folder}/"))
            case "folders":  # SeaweedFS shows one that has become empty for a while
                found = {f"{room}/{name}" for name in here.folders(room)}
                assert folders_of(wanted, room) <= found <= folders_of(ever, room)
            case "exists":
                assert here.exists(f"{folder}/{name}") is (f"{folder}/{name}" in wanted)
            case "forget":
                here.files_at.forget()
        ever |= wanted


def test_a_folder_that_is_not_among_its_neighbours_names_is_not_looked_for(
    bucket_place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages_of(2, monkeypatch)
    writer, lake = (open_lake(bucket_place, tmp_path / "work") for _ in range(2))
    for number in range(5):
        writer.put_once(f"raw/search_results/search_date={DAYS[0]}/{number}", b"x")
    assert lake.folders("raw/search_results") == [f"search_date={DAYS[0]}"]
    asked, missing = requests(lake)["LIST"], f"raw/search_results/search_date={DAYS[1]}"
    assert lake.names(missing) == []
    lake.put_once(f"{missing}/a", b"x")
    assert (lake.names(missing), lake.exists(f"{missing}/b")) == (["a"], False)
    assert lake.folders("raw/search_results") == [f"search_date={day}" for day in DAYS[:2]]
    assert requests(lake)["LIST"] == asked


def test_a_lock_over_one_room_leaves_the_others_known(bucket_place: str, tmp_path: Path) -> None:
    here, there = (open_lake(bucket_place, tmp_path / "work") for _ in range(2))
    for room in ("api_calls", "raw"):
        assert here.names(room) == []
        there.put_once(f"{room}/a", b"x")
    with here.hold("ledger", "the ledger", "a test", ["api_calls"]):
        assert (here.names("api_calls"), here.names("raw")) == (["a"], [])
    with here.hold("search", "the searches", "a test"):
        assert here.names("raw") == ["a"]


def test_what_another_machine_wrote_is_seen_under_the_lock(bucket_place: str, tmp_path: Path) -> None:
    here, there = (open_lake(bucket_place, tmp_path / "work") for _ in range(2))
    assert here.names("raw") == []
    there.put_once("raw/a", b"x")
    with here.hold("search", "the searches", "a test"):
        assert here.names("raw") == ["a"]
        here.put_once("raw/b", b"x")
        here.remove("raw/a")
        assert here.names("raw") == ["b"]
        assert here.exists("raw/b")
        assert not here.exists("raw/a")
