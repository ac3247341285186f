"""Weekly statistics make the weeks again that a day can change, and no others."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt_project import lake_maker, story
from tests.dbt_project.conftest import Warehouse

KEPT = ("run", "--select", "+config.materialized:incremental")
MARTS = ("skill_demand_weekly", "employer_activity")
# Earlier postings of openings that stand in the third week, too: with them the first week would be known anew.
EARLIER = frozenset({1, 2})
FIRST, SECOND, THIRD = story.DAYS[0], story.DAYS[7], story.DAYS[14]


def touched(warehouse: Warehouse, column: str) -> set[date]:
    """The weeks that the last run made again."""
    with duckdb.connect(str(warehouse.file), read_only=True) as connection:
        rows = connection.execute(f"select week from intermediate.int_panel_weeks__touched where {column}").fetchall()
    return {week for (week,) in rows}


def land(warehouse: Warehouse, *days: date, without: frozenset[int] = EARLIER) -> None:
    """Make the files of these days, without some of the jobs."""
    found = story.whole_story(list(days))
    for name in ("job_postings", "classified_jobs", "extracted_skills"):
        found[name] = [row for row in found[name] if row["job_key"] not in without]
    lake_maker.write(warehouse.lake, found)


@pytest.fixture
def kept(manifest: Manifest, tmp_path: Path) -> Warehouse:
    """The story up to the third week's Monday; no job of that day was found in the four days of the first week."""
    warehouse = Warehouse(tmp_path / "lake", tmp_path / "warehouse.duckdb", manifest)
    land(warehouse, *story.DAYS[:4], *story.DAYS[7:15])
    warehouse.dbt(*KEPT)
    return warehouse


def test_a_new_day_makes_its_week_again_and_the_employers_of_its_jobs(kept: Warehouse, tmp_path: Path) -> None:
    day = story.DAYS[15]
    land(kept, day)
    kept.dbt(*KEPT, days=[day])

    assert touched(kept, "is_found_anew") == {THIRD}
    # Some of its jobs were found in the second week, too, and what is known of them now holds for it as well.
    assert touched(kept, "is_known_anew") == {SECOND, THIRD}
    equal_to_a_build_at_once(kept, tmp_path)


def test_a_day_read_again_makes_the_weeks_after_it_again_that_are_compared_with_it(
    kept: Warehouse, tmp_path: Path
) -> None:
    land(kept, FIRST, without=EARLIER | {12})
    kept.dbt(*KEPT, days=[FIRST])

    assert touched(kept, "is_found_anew") == {FIRST, SECOND, THIRD}
    equal_to_a_build_at_once(kept, tmp_path)


def test_a_week_without_news_is_not_made_again(kept: Warehouse) -> None:
    kept.dbt(*KEPT, days=[story.DAYS[20]])

    assert touched(kept, "true") == set()
    assert kept.ask("select count(distinct week) from skill_demand_weekly") == [(3,)]


def equal_to_a_build_at_once(kept: Warehouse, folder: Path) -> None:
    """Hold the weekly marts to those of a warehouse made of the same lake in one run."""
    at_once = Warehouse(kept.lake, folder / "once" / "warehouse.duckdb", kept.manifest)
    at_once.file.parent.mkdir()
    at_once.dbt(*KEPT)
    for mart in MARTS:
        found, expected = (sorted(map(repr, one.ask(f"from {mart}"))) for one in (kept, at_once))
        assert found == expected, mart
