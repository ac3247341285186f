"""Every column of every mart is followed to where it begins; what can't be is listed, with its reason."""

import json
from pathlib import Path

import pytest

from assets.lake.tables.schemas import TABLES
from lineage.columns.columns import (
    CONSTANT,
    RAW,
    ColumnLineage,
    column_lineage,
    compiled_files,
    declared,
)
from lineage.columns.sql_columns import UnresolvedError, columns_of
from tests.lineage.conftest import Site

TABLES_OF_TESTS = {"lake.jobs": ["job_key", "title", "tags", "day"], "lake.skills": ["job_key", "skill", "kind"]}
# Columns that say which of several things a row is about: they stand in the SQL and come from no data.
CONSTANTS = {
    ("api_usage", "panel"),
    ("salary_transparency", "dimension"),
    ("int_panel_windows", "place"),
    ("skill_pairs", "category"),
}
CONSTANTS |= {("int_panel_windows", "days"), ("int_panel_windows", "window_name")}
# The name of a window that a mart always has, and when a build read a day.
CONSTANT_COLUMNS = ("window", "read_at")
RAW_FIELDS = Path(__file__).resolve().parents[3] / "assets" / "sources" / "shapes" / "jsearch.yaml"


@pytest.fixture(scope="module")
def found(site: Site, tmp_path_factory: pytest.TempPathFactory) -> ColumnLineage:
    target = site.settings.dbt_target
    return column_lineage(target / "manifest.json", target, tmp_path_factory.mktemp("kept") / "columns.json")


def test_each_column_of_the_lake_is_declared_and_no_other() -> None:
    for name, spec in TABLES.items():
        assert set(declared().made_from[name]) == {*spec.schema.names, "*"}, name


def test_declared_inputs_exist() -> None:
    known = RAW_FIELDS.read_text(encoding="utf-8")
    for table, columns in declared().made_from.items():
        for inputs in columns.values():
            for asset, column in inputs:
                if asset != RAW:
                    assert column in declared().made_from[asset], (table, asset, column)
                elif column.startswith("$."):
                    assert column.removeprefix("$.") in known, (table, column)


def test_each_column_of_each_model_is_followed(site: Site, found: ColumnLineage) -> None:
    manifest = json.loads((site.settings.dbt_target / "manifest.json").read_text())
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    assert len(models) > 40
    for node in models:
        assert set(found.of(node["name"])) == {*node["columns"], "*"}, node["name"]
    unresolved = {
        (node["name"], column) for node in models for column, inputs in found.of(node["name"]).items() if not inputs
    }
    assert {one for one in unresolved if one[1] not in CONSTANT_COLUMNS} <= CONSTANTS
    assert all(found.notes[one] == CONSTANT for one in unresolved)


def test_each_column_of_each_mart_begins_in_the_raw_answer_or_where_its_note_says(found: ColumnLineage) -> None:
    for asset, columns in found.made_from.items():
        for column in columns:
            for origin in found.origins(asset, column):
                assert origin[0] == RAW or found.notes.get(origin), (asset, column, origin)


def test_a_mart_column_names_the_path_in_the_raw_answer(found: ColumnLineage) -> None:
    assert found.origins("dim_jobs", "onet_soc") == {(RAW, "$.job_onet_soc"): 4}
    assert (RAW, "$.job_description") in found.origins("fct_job_skills", "evidence_text")


def test_unchanged_sql_is_not_read_again(site: Site, found: ColumnLineage, tmp_path: Path) -> None:
    target, kept = site.settings.dbt_target, tmp_path / "columns.json"
    first = column_lineage(target / "manifest.json", target, kept)
    nothing = tmp_path / "no-compiled-sql"
    nothing.mkdir()
    assert compiled_files(nothing) == {}
    assert column_lineage(target / "manifest.json", nothing, kept) == first == found


def test_a_model_that_was_never_compiled_says_so(site: Site, tmp_path: Path) -> None:
    nothing = tmp_path / "no-compiled-sql"
    nothing.mkdir()
    found = column_lineage(site.settings.dbt_target / "manifest.json", nothing, tmp_path / "columns.json")
    assert found.notes["dim_jobs", "title"].startswith("not compiled yet")
    assert not (tmp_path / "columns.json").exists()


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ("select title from lake.jobs", {"title": {("lake.jobs", "title")}}),
        ("with a as (select * from lake.jobs) select upper(title) as t from a", {"t": {("lake.jobs", "title")}}),
        ("select 1 as one from lake.jobs", {"one": set()}),
        ("select count(*) as n from lake.jobs", {"n": {("lake.jobs", "*")}}),
        (
            "select j.title, s.skill from lake.jobs j join lake.skills s using (job_key)",
            {"title": {("lake.jobs", "title")}, "skill": {("lake.skills", "skill")}},
        ),
        (
            "select title as x from lake.jobs union all select skill from lake.skills",
            {"x": {("lake.jobs", "title"), ("lake.skills", "skill")}},
        ),
        (
            "select skill as b, kind as a from lake.skills union all by name select title a, day b from lake.jobs",
            {
                "b": {("lake.skills", "skill"), ("lake.jobs", "day")},
                "a": {("lake.skills", "kind"), ("lake.jobs", "title")},
            },
        ),
        ("select list_transform(tags, tag -> lower(tag)) as t from lake.jobs", {"t": {("lake.jobs", "tags")}}),
        (
            "select list_filter(tags, tag -> tag = title) as t from lake.jobs",
            {"t": {("lake.jobs", "tags"), ("lake.jobs", "title")}},
        ),
        (
            "select (select max(s.skill) from lake.skills s where s.job_key = j.job_key) as top from lake.jobs j",
            {"top": {("lake.skills", "skill"), ("lake.jobs", "job_key")}},
        ),
        (
            "select count(title) filter (where day is not null) over (partition by job_key) as n from lake.jobs",
            {"n": {("lake.jobs", "title"), ("lake.jobs", "day"), ("lake.jobs", "job_key")}},
        ),
        ("select u.tag from lake.jobs, unnest(tags) as u(tag)", {"tag": {("lake.jobs", "tags")}}),
        (
            "select * replace (upper(title) as title) from (select title from lake.jobs)",
            {"title": {("lake.jobs", "title")}},
        ),
    ],
)
def test_columns_of_a_query(sql: str, wanted: dict[str, set[tuple[str, str]]]) -> None:
    assert {name: set(inputs) for name, inputs in columns_of(sql, TABLES_OF_TESTS).items()} == wanted


def test_a_column_that_no_table_has_is_named() -> None:
    with pytest.raises(UnresolvedError, match="salary"):
        columns_of("select salary from lake.jobs join lake.skills using (job_key)", TABLES_OF_TESTS)


def test_sql_that_is_no_query_is_refused() -> None:
    with pytest.raises(UnresolvedError):
        columns_of("selekt nothing frm", TABLES_OF_TESTS)
