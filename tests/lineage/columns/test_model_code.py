"""A dbt model has another code version when its SQL, a macro it calls or a variable changes, and not otherwise."""

import os
from pathlib import Path
from typing import Any

import pytest

from lineage.columns.model_code import model_code_version


@pytest.fixture
def project_file(tmp_path: Path) -> Path:
    path = tmp_path / "dbt_project.yml"
    path.write_text("vars: {floor_n: 30}\n", encoding="utf-8")
    return path


def manifest(**macros: str) -> dict[str, Any]:
    own: dict[str, Any] = {
        f"macro.joblake.{name}": {"macro_sql": sql, "depends_on": {"macros": []}} for name, sql in macros.items()
    }
    own["macro.joblake.outer"]["depends_on"]["macros"] = ["macro.joblake.inner", "macro.joblake.outer"]
    return {"macros": own}


def node(sql: str = "select {{ outer() }}", *calls: str) -> dict[str, Any]:
    called = [f"macro.joblake.{name}" for name in calls or ("outer",)]
    return {"raw_code": sql, "config": {"materialized": "table"}, "depends_on": {"macros": ["macro.dbt.is", *called]}}


BASE = {"outer": "a", "inner": "var('floor_n')", "other": "c"}


def test_the_same_code_has_the_same_version(project_file: Path) -> None:
    assert model_code_version(manifest(**BASE), node(), project_file) == model_code_version(
        manifest(**{**BASE, "other": "changed"}), node(), project_file
    )


def test_its_text_counts(project_file: Path) -> None:
    versions = {model_code_version(manifest(**BASE), node(sql), project_file) for sql in ("select 1", "select 2")}
    assert len(versions) == 2


@pytest.mark.parametrize("changed", ["outer", "inner"])
def test_a_macro_counts_also_where_another_macro_calls_it(project_file: Path, changed: str) -> None:
    before = model_code_version(manifest(**BASE), node(), project_file)
    assert model_code_version(manifest(**{**BASE, changed: "var('x')"}), node(), project_file) != before


def test_a_variable_counts_where_one_is_read(project_file: Path) -> None:
    reads, plain = node(), node("select 1", "other")
    before = [model_code_version(manifest(**BASE), one, project_file) for one in (reads, plain)]
    project_file.write_text("vars: {floor_n: 31}\n", encoding="utf-8")
    os.utime(project_file, ns=(0, 1))
    after = [model_code_version(manifest(**BASE), one, project_file) for one in (reads, plain)]
    assert after[0] != before[0]
    assert after[1] == before[1]
