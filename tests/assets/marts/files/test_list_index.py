"""The index of jobs and skills: made from the published marts alone, on small marts of our own."""

from pathlib import Path

import duckdb
import pytest

from assets.marts.files.list_index import write_list_index

# job_key, title, employer, place, highest pay
JOBS = (
    (30, "Ärztin", "Straße  Nord", None, None),
    (10, "İş Analyst", "Acme", "Bonn", 90_000),
    (20, "Welder", "Acme", None, None),
)
SKILLS = (
    (10, "SQL", "hard", "sql", "required", 40),
    (30, "SQL", "hard", "sql", "preferred", 0),
    (20, "Tact & Care", "soft", None, "required", 9),
    (10, "Tact & Care", "soft", None, "required", 5),
    (10, "Excel", "hard", "excel", "required", 2),
    (20, "Welding", "hard", "welding", "context", 2),
    (20, "A Degree", "hard", None, "required", 2),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    nulls = (
        "null as publisher, null as category, null as region, null as country, null as work_mode, null as "
        "work_mode_contradiction, null as source_is_remote, null as seniority, null as employment_types, null "
        "as panels, null as posted_date, null as first_seen, null as last_seen, null as is_repost, null as "
        "n_postings_of_opening, null as pay_currency, null as pay_period, null as pay_yearly_max, null as "
        "pay_min"
    )
    with duckdb.connect() as connection:
        connection.execute(
            "create table jobs(job_key bigint, title varchar, employer varchar, city varchar, pay_max integer)"
        )
        connection.executemany("insert into jobs values (?, ?, ?, ?, ?)", JOBS)
        connection.execute(
            f"copy (select *, lower(employer) as employer_key, {nulls} from jobs) to '{tmp_path}/dim_jobs.parquet'"
        )
        connection.execute(
            "create table skills(job_key bigint, skill varchar, kind varchar, skill_id varchar, "
            "requirement varchar, evidence_start integer)"
        )
        connection.executemany("insert into skills values (?, ?, ?, ?, ?, ?)", SKILLS)
        connection.execute(
            f"copy (select *, 'a family' as skill_family, if(skill = 'A Degree', 'education', 'tool') as skill_type "
            f"from skills) to '{tmp_path}/fct_job_skills.parquet'"
        )
    return tmp_path


def marts(folder: Path) -> dict[str, str]:
    return {
        name: f"'{folder}/{name}.parquet'"
        for name in ("dim_jobs", "fct_job_skills")
        if (folder / f"{name}.parquet").exists()
    }


def written(folder: Path) -> list[str]:
    with duckdb.connect() as connection:
        return [table.name for table, _ in write_list_index(connection, folder, marts(folder))]


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(sql.format(folder=folder)).fetchall()


def test_each_job_is_there_once_in_order_of_its_key(folder: Path) -> None:
    assert written(folder) == ["job_index", "skill_index", "job_skill_index", "job_required_index"]
    found = rows(folder, "select job_no, job_key, employer_slug, has_pay from '{folder}/job_index.parquet'")
    assert found == [(1, 10, "acme", True), (2, 20, "acme", False), (3, 30, "straße-nord", False)]


def test_words_are_without_their_case_whatever_the_alphabet(folder: Path) -> None:
    written(folder)
    found = rows(folder, "select words from '{folder}/job_index.parquet' order by job_no")
    assert found == [("iş analyst acme bonn",), ("welder acme",), ("ärztin strasse  nord",)]


def test_skills_are_numbered_by_demand_and_point_at_their_jobs(folder: Path) -> None:
    written(folder)
    skills = rows(folder, "select skill_no, skill, n_jobs, slug from '{folder}/skill_index.parquet'")
    assert skills == [(1, "SQL", 2, "sql"), (2, "Tact & Care", 2, "tact-care"), (3, "Excel", 1, "excel")]
    wanted = rows(folder, "select skill_no, job_no from '{folder}/job_skill_index.parquet'")
    assert wanted == [(1, 1), (1, 3), (2, 1), (2, 2), (3, 1)]


def test_what_a_job_requires_stands_in_the_order_of_its_text(folder: Path) -> None:
    written(folder)
    found = rows(folder, "select job_no, hard, soft from '{folder}/job_required_index.parquet'")
    assert found == [(1, [3, 1], [2]), (2, [], [2])]


def test_what_only_surrounds_a_job_is_asked_for_by_nobody(folder: Path) -> None:
    written(folder)
    assert rows(folder, "select 1 from '{folder}/skill_index.parquet' where skill in ('Welding', 'A Degree')") == []


def test_equal_marts_give_equal_bytes(folder: Path) -> None:
    files = [folder / f"{name}.parquet" for name in written(folder)]
    first = [file.read_bytes() for file in files]
    written(folder)
    assert [file.read_bytes() for file in files] == first


def test_what_its_marts_lack_is_not_made(folder: Path) -> None:
    (folder / "fct_job_skills.parquet").unlink()
    assert written(folder) == ["job_index"]
    (folder / "dim_jobs.parquet").unlink()
    (folder / "job_index.parquet").unlink()
    assert written(folder) == []


def test_nothing_is_left_in_the_connection(folder: Path) -> None:
    with duckdb.connect() as connection:
        list(write_list_index(connection, folder, marts(folder)))
        assert connection.execute("select table_name from duckdb_tables()").fetchall() == []
        assert connection.execute("select 1 from duckdb_functions() where function_name = 'folded'").fetchall() == []
