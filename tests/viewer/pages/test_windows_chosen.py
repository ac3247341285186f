"""/searches and /employers look back over a window that can be chosen, as the pages of skills do."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assets.lake.storage.storage import Lake
from tests.viewer.conftest import client_of
from tests.viewer.snapshot_maker import contracts, publish_tables, story_rows

PATHS = ("/searches", "/employers")


@pytest.mark.parametrize("path", PATHS)
def test_the_windows_that_the_statistics_have_can_be_chosen(client: TestClient, path: str) -> None:
    assert all(f'<option value="{name}"' in client.get(path).text for name in ("28d", "91d", "all"))
    assert '<option value="28d" selected>' in client.get(path, params={"window": "28d"}).text


@pytest.mark.parametrize("path", PATHS)
def test_a_window_that_there_is_not_is_the_usual_one(client: TestClient, path: str) -> None:
    assert client.get(f"{path}.json", params={"window": "7'd"}).json() == client.get(f"{path}.json").json()


def test_a_search_is_counted_over_the_window_and_shown_day_by_day(client: TestClient) -> None:
    for window, days, spent in ((None, 2, 2), ("28d", 2, 2), ("all", 3, 6)):
        (found,) = client.get("/searches.json", params={"window": window} if window else {}).json()["searches"]
        assert (found["days"], found["credits"], len(found["by_day"])) == (days, spent, 3)
    page = client.get("/searches?window=28d").text
    assert 'no other search found, <span class="window">28 days to 22 Nov 2026</span>.' in page
    assert "<small>sound, 2 days</small>" in page


def test_a_search_without_a_day_in_the_window_has_no_yield(tmp_path: Path) -> None:
    rows = story_rows()
    rows["query_yield"] = [row for row in rows["query_yield"] if row["search_date"] < "2026-07-01"]
    publish_tables(Lake(tmp_path), contracts(), rows)
    assert "No search was made in these days." in client_of(tmp_path).get("/searches?window=28d").text
    assert client_of(tmp_path).get("/searches.json?window=all").json()["searches"][0]["credits"] == 4


def test_an_employer_of_whom_nothing_was_found_in_the_window_is_left_out(tmp_path: Path) -> None:
    rows = story_rows()
    old = {"employer": "Larkspur Yards", "employer_key": "larkspur yards", "last_seen": "2026-06-15"}
    rows["dim_jobs"][0] |= old | {"first_seen": "2026-06-14"}
    publish_tables(Lake(tmp_path), contracts(), rows)
    client = client_of(tmp_path)

    def employers(address: str) -> set[str]:
        return {row["employer"] for row in client.get(address).json()["employers"]}

    assert "Larkspur Yards" in employers("/employers.json?window=all")
    assert "Larkspur Yards" not in employers("/employers.json?window=28d")
    assert "Larkspur Yards" not in employers("/employers.json")
    assert "28 days to 22 Nov 2026" in client.get("/employers?window=28d").text
