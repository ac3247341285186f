"""A lake or home whose folder has an odd name works, or is refused at the start with a sentence."""

from datetime import date
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from assets.lake.readers.sql_literal import sql_literal
from assets.lake.storage.places import require_home, require_lake
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import CLASSIFIED_JOBS
from orchestration.installation.instance import open_instance
from orchestration.installation.settings import Settings

DAY = date(2026, 3, 28)
ROWS = [{"search_date": DAY, "job_key": 1, "category": "Other", "confidence": 0.5, "source": "rules"}]
WORKS = ["b{a}", "p{a,b}", "r]s", "h'i", 'j"k', "l m", "ñö漢", "u$v", "w`x", "y;z", "a=b"]
LAKE_ONLY = ["f#g", "a[1]", "c*", "t[!x]", "d?", "e%41"]


@pytest.mark.parametrize("name", [*WORKS, *LAKE_ONLY])
def test_a_lake_of_any_name_is_read_by_its_own_pattern(tmp_path: Path, name: str) -> None:
    require_lake(tmp_path / name)
    lake = Lake(tmp_path / name)
    lake.write_partition(CLASSIFIED_JOBS, DAY, ROWS)
    Lake(tmp_path / "a1").write_partition(CLASSIFIED_JOBS, DAY, [*ROWS, *ROWS])  # what an unescaped `a[1]` would read
    pattern = sql_literal(lake.glob(CLASSIFIED_JOBS))
    options = "union_by_name = true, hive_partitioning = true, hive_types = {'search_date': date}"
    with duckdb.connect() as connection:
        sql = f"select job_key from read_parquet([{pattern}], {options}) where search_date = '{DAY}'"
        assert connection.execute(sql).fetchall() == [(1,)]


@pytest.mark.parametrize("name", ["x\\y", "x\ny", "x\x07", "search_date=2026-01-01", "search_date=2026-01-01/lake"])
def test_a_lake_that_could_be_written_and_not_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"JOBLAKE_LAKE: .* Next: "):
        require_lake(tmp_path / name)


def test_a_home_with_every_odd_character_holds_the_history_and_the_warehouse(tmp_path: Path) -> None:
    name = "".join(WORKS)
    settings = Settings(home=tmp_path / name, lake=tmp_path / "lake", _env_file=None)
    with open_instance(settings) as instance:
        instance.create_run_for_job(_nothing)
        assert instance.get_runs_count() == 1
        assert not instance.telemetry_enabled  # its settings were found
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute("create table made as select 1 as one")
    assert settings.warehouse.is_file()
    assert (tmp_path / name / "history" / "runs.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@dg.job
def _nothing() -> None:
    """A job to make a run of."""


@pytest.mark.parametrize("name", [*LAKE_ONLY, "x\\y", "x\ny"])
def test_a_home_that_would_be_written_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"JOBLAKE_HOME: .* Next: set JOBLAKE_HOME"):
        require_home(tmp_path / name)
    with pytest.raises(ValueError, match="JOBLAKE_HOME"):
        Settings(home=tmp_path / name, lake=tmp_path / "lake", _env_file=None)


def test_a_home_that_is_named_after_its_lake_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="set JOBLAKE_HOME"):
        Settings(lake=tmp_path / "e%41", _env_file=None)
    Settings(lake=tmp_path / "e%41", home=tmp_path / "home", _env_file=None)


def test_a_link_to_a_lake_is_that_lake(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    require_lake(tmp_path / "link")
    Lake(tmp_path / "link").write_partition(CLASSIFIED_JOBS, DAY, ROWS)
    assert Lake(tmp_path / "real").read_partitions(CLASSIFIED_JOBS).num_rows == 1


def test_a_link_that_leads_back_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    with pytest.raises(ValueError, match="leads back to itself"):
        require_lake(tmp_path / "one")
