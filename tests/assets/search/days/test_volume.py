"""Little found is a warning against the same search's own past, never against days that were asked otherwise."""

from datetime import timedelta
from pathlib import Path

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import SEARCH_DAYS
from assets.search.days.volume import volume_warnings
from tests.assets.search.scene import TODAY


def row(results: int, name: str = "fitter", version: str = "1", **values: object) -> dict[str, object]:
    base = {"search_name": name, "search_version": version, "outcome": "fetched", "keeps": "all", "results": results}
    return base | values


def past(tmp_path: Path, *rows: dict[str, object], days: int = 10) -> Lake:
    lake = Lake(tmp_path)
    for back in range(1, days + 1):
        day = TODAY - timedelta(days=back)
        lake.write_partition(SEARCH_DAYS, day, [{"search_date": day, **one} for one in rows])
    return lake


def test_less_than_half_of_the_usual_is_a_warning(tmp_path: Path) -> None:
    lake = past(tmp_path, row(20))
    assert volume_warnings(lake, TODAY, [row(10)]) == []
    (said,) = volume_warnings(lake, TODAY, [row(9)])
    assert said == "2026-03-28: fitter found 9, the median of its last 10 days is 20"


def test_no_result_anywhere_is_a_warning_without_any_past(tmp_path: Path) -> None:
    assert "2 searches, no result" in volume_warnings(Lake(tmp_path), TODAY, [row(0), row(0, "driver")])[0]
    assert volume_warnings(Lake(tmp_path), TODAY, [row(0), row(1, "driver")]) == []
    assert volume_warnings(Lake(tmp_path), TODAY, []) == []


def test_a_new_version_a_look_back_and_a_short_past_are_not_compared(tmp_path: Path) -> None:
    lake = past(tmp_path, row(20))
    assert volume_warnings(lake, TODAY, [row(1, version="2")]) == []
    assert volume_warnings(lake, TODAY, [row(1, keeps="dated_that_day")]) == []
    assert volume_warnings(past(tmp_path / "short", row(20), days=4), TODAY, [row(1)]) == []
    assert volume_warnings(past(tmp_path / "late", row(20, keeps="dated_that_day")), TODAY, [row(1)]) == []
