"""A warehouse that other code made, or that nobody can read, is made anew; one that is merely in use is left alone."""

from pathlib import Path

import duckdb
import pytest

from assets.marts.warehouse.state import FULL_REFRESH, refresh_flags, remove_if_unreadable, speaks_of_damage


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    file = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema builds; create table builds.code (layer varchar, version varchar)")
        connection.execute("insert into builds.code values ('daily', 'a')")
        connection.execute("create table rows as select md5(i::varchar) as word from range(50000) as made(i)")
    return file


def test_tables_of_the_same_code_are_built_upon(warehouse: Path) -> None:
    assert refresh_flags(warehouse, "daily", "a") == ()


def test_tables_of_other_code_or_of_nobody_are_made_anew(warehouse: Path, tmp_path: Path) -> None:
    assert refresh_flags(warehouse, "daily", "b") == FULL_REFRESH
    assert refresh_flags(warehouse, "whole", "a") == FULL_REFRESH
    with duckdb.connect(str(tmp_path / "of_the_version_before.duckdb")) as connection:
        connection.execute("create table dim_jobs as select 1 as job_key")
    assert refresh_flags(tmp_path / "of_the_version_before.duckdb", "daily", "a") == FULL_REFRESH


def test_where_there_is_no_warehouse_dbt_makes_everything_anyway(tmp_path: Path) -> None:
    assert refresh_flags(tmp_path / "warehouse.duckdb", "daily", "a") == ()
    assert remove_if_unreadable(tmp_path / "warehouse.duckdb") == ""


@pytest.mark.parametrize("damage", [b"", b"not a database at all", bytes(4096)])
def test_a_file_that_is_no_database_is_removed_and_said(warehouse: Path, damage: bytes) -> None:
    content = damage + warehouse.read_bytes()[len(damage) :] if damage == bytes(4096) else damage
    warehouse.write_bytes(content)
    said = remove_if_unreadable(warehouse)
    # An empty file is a new database to the engine: nothing is there to be removed, and everything is made.
    assert warehouse.exists() == (not said)
    if damage:
        assert "is made anew from the lake" in said


def test_a_sound_warehouse_stays(warehouse: Path) -> None:
    before = warehouse.read_bytes()
    assert remove_if_unreadable(warehouse) == ""
    assert warehouse.read_bytes() == before


def test_a_block_that_is_not_what_was_written_is_recognised(warehouse: Path) -> None:
    content = bytearray(warehouse.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 65536] = bytes(65536)
    warehouse.write_bytes(content)
    with pytest.raises(duckdb.Error) as caught, duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute("select max(word) from rows").fetchall()
    assert speaks_of_damage(str(caught.value)), caught.value
