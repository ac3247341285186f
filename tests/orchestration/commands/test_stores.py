"""Dagster's databases and the warehouse: damaged in any way they are named, set aside or removed, and nothing else."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from orchestration.commands.stores import damaged_databases, damaged_warehouse, mend_stores
from orchestration.warehouse.dbt_manifest import PARSED_FROM, is_fresh, project_version

Damage = Callable[[Path], None]


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 6 // 10)


def text(path: Path) -> None:
    path.write_text("hello" * 4_000, encoding="utf-8")


def head(path: Path) -> None:
    path.write_bytes(b"\xff" * 16 + path.read_bytes()[16:])


def inside(path: Path) -> None:
    """Ones over the middle pages."""
    size = path.stat().st_size
    whole = bytearray(path.read_bytes())
    whole[size // 4 : size * 3 // 4] = b"\xff" * (size * 3 // 4 - size // 4)
    path.write_bytes(whole)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("history/runs.db", "history/runs/index.db", "schedules/schedules.db"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        with sqlite3.connect(tmp_path / name) as connection:
            connection.execute("create table runs (id integer primary key, body text)")
            connection.executemany("insert into runs (body) values (?)", [("x" * 500,)] * 200)
        connection.close()
    with duckdb.connect(str(warehouse(tmp_path))) as built:
        built.execute("create table jobs as select i, md5(i::varchar) as text from range(200000) as t(i)")
    (tmp_path / "lineage-instance").write_text("0a1b2c3d")
    return tmp_path


def warehouse(home: Path) -> Path:
    return home / "warehouse.duckdb"


def test_what_is_sound_is_left_alone(home: Path) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert mend_stores(home, warehouse(home), deep=True) == []
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_a_home_that_is_not_there_has_no_damage(tmp_path: Path) -> None:
    assert mend_stores(tmp_path / "none", tmp_path / "none" / "warehouse.duckdb", deep=True) == []


@pytest.mark.parametrize("damage", [cut, text, head])
@pytest.mark.parametrize("name", ["history/runs.db", "history/runs/index.db"])
def test_a_damaged_history_is_set_aside_whole_and_begins_under_a_new_name(
    home: Path, name: str, damage: Damage
) -> None:
    damage(home / name)
    (said,) = mend_stores(home, warehouse(home), deep=False)
    assert said.startswith(f"{home / name}: not readable as Dagster's database (")
    assert "The history of runs begins anew" in said
    assert not (home / "history").exists()
    assert (home / "history.damaged" / "runs.db").is_file()
    assert not (home / "lineage-instance").exists()
    assert (home / "schedules" / "schedules.db").is_file()
    assert mend_stores(home, warehouse(home), deep=True) == []


def test_a_second_damaged_history_does_not_take_the_place_of_the_first(home: Path) -> None:
    (home / "history.damaged").mkdir()
    text(home / "history/runs.db")
    mend_stores(home, warehouse(home), deep=False)
    assert (home / "history.damaged-2" / "runs.db").is_file()


def test_damaged_schedules_are_set_aside_and_said(home: Path) -> None:
    text(home / "schedules/schedules.db")
    (said,) = mend_stores(home, warehouse(home), deep=False)
    assert "switch on in `make dev` what was on" in said
    assert (home / "history" / "runs.db").is_file()


def test_pages_that_are_damaged_inside_are_found_when_everything_is_read(home: Path) -> None:
    inside(home / "history/runs.db")
    assert [part for part, _error in damaged_databases(home, deep=True)] == ["history"]


def test_a_database_that_somebody_is_writing_is_not_damaged(home: Path) -> None:
    with sqlite3.connect(home / "history/runs.db") as connection:
        connection.execute("begin exclusive")
        assert list(damaged_databases(home, deep=False)) == []
    connection.close()


@pytest.mark.parametrize(("damage", "deep"), [(text, False), (head, False), (cut, True), (inside, True)])
def test_a_damaged_warehouse_is_removed_because_it_is_derived(home: Path, damage: Damage, deep: bool) -> None:
    damage(warehouse(home))
    (said,) = mend_stores(home, warehouse(home), deep=deep)
    assert said.startswith(f"{warehouse(home)}: not readable as the warehouse (")
    assert "the next run builds it anew from every day of the lake" in said
    assert not warehouse(home).exists()


def test_a_warehouse_that_another_process_writes_is_not_damaged(home: Path) -> None:
    import subprocess
    import sys

    program = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(warehouse(home))], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        assert damaged_warehouse(warehouse(home), deep=True) is None
        holder.communicate()


@pytest.mark.parametrize("content", [b"", b'{"nodes": {', b"[]", b"{}", b"\xff\xfe", b'{"nodes": [], "sources": {}}'])
def test_a_manifest_that_cannot_be_read_is_not_fresh(tmp_path: Path, content: bytes) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_bytes(b'{"nodes": {}, "sources": {}}')
    manifest.with_name(PARSED_FROM).write_text(project_version())
    assert is_fresh(manifest)
    manifest.write_bytes(content)
    assert not is_fresh(manifest)


def test_a_manifest_of_other_files_is_not_fresh_however_new_it_is(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_bytes(b'{"nodes": {}, "sources": {}}')
    assert not is_fresh(manifest), "an earlier version of the project noted nothing"
    manifest.with_name(PARSED_FROM).write_text("of another checkout")
    assert not is_fresh(manifest)
