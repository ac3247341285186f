"""Three days of the sample through the whole graph, as `make backfill` runs them: all lands, nothing is paid twice."""

import json

import duckdb
import pytest

from assets.lake.snapshots.snapshots import verify
from tests.pipeline.site import Site

FIRST, LAST = "2026-11-01", "2026-11-03"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = Site(tmp_path_factory.mktemp("site"))
    done = found.process("backfill", FIRST, LAST)
    assert done.returncode == 0, done.stderr
    assert "most asked for" in done.stdout
    return found


def test_every_result_in_raw_is_a_posting_or_set_aside(site: Site) -> None:
    lake = site.folder / "lake"
    with duckdb.connect() as connection:

        def count(table: str, what: str = "count(*)") -> int:
            rows = connection.execute(f"select {what} from read_parquet('{lake}/{table}/*/*.parquet')").fetchall()
            return int(rows[0][0])

        assert count("search_days", "sum(results)") == count("job_postings") + count("quarantine")
        assert count("job_postings") > 300
        assert count("quarantine") > 0


def test_every_job_has_one_row_a_class_and_skills_with_evidence(site: Site) -> None:
    jobs = site.ask("select count(*), count(distinct job_key), count(category) from dim_jobs", "dim_jobs")[0]
    assert jobs[0] == jobs[1] == jobs[2]
    assert site.ask("select count(*) from fct_job_skills where evidence_text is null", "fct_job_skills") == [(0,)]


def test_the_snapshot_is_what_its_manifest_says(site: Site) -> None:
    assert verify(site.snapshot) == []
    marts = {mart["mart"] for mart in json.loads((site.snapshot.folder / "MANIFEST.json").read_text())["marts"]}
    assert {
        "dim_jobs",
        "fct_job_skills",
        "fct_search_hits",
        "fct_apply_options",
        "fct_api_calls",
        "job_detail",
        "skill_demand_weekly",
    } <= marts


def test_every_published_column_says_what_it_is(site: Site) -> None:
    silent = [
        f"{mart}.{column['name']}"
        for mart, said in site.snapshot.marts.items()
        for column in said["schema"]
        if not column.get("description")
    ]
    assert silent == []


def test_a_second_run_changes_no_byte_and_calls_nobody(site: Site) -> None:
    before = site.digests()
    done = site.run("backfill", "2026-11-02", LAST)
    assert done.returncode == 0, done.stderr
    assert site.digests() == before
