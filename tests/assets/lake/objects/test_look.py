"""A step asks a bucket for few listings, and sees what another machine has written once it holds a lock."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from assets.lake.objects import look
from assets.lake.objects.object_files import ObjectFiles
from assets.lake.opening import open_lake
from assets.lake.storage.storage import Lake

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


@pytest.mark.parametrize("page", [2, 3, 4, 7])
def test_a_page_that_ends_within_a_folder_hides_nothing_of_it(
    bucket_place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr("assets.lake.objects.bucket.PAGE", page)
    monkeypatch.setattr(look, "PAGE", page)
    lake = open_lake(bucket_place, tmp_path / "work")
    keys = [f"api_calls/search_date={day}/{name}" for day in DAYS for name in ("a", "journal/x", "journal/y", "z")]
    for key in keys:
        lake.put_once(key, b"x")
    lake.files_at.forget()
    for day in DAYS:
        assert lake.names(f"api_calls/search_date={day}/journal") == ["x", "y"]
        assert lake.names(f"api_calls/search_date={day}") == ["a", "z"]


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
