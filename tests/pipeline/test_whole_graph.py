"""Three days of the sample through the whole graph, as `make backfill` runs them: all lands, nothing is paid twice."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from assets.lake.partition_writer import file_digest
from assets.lake.snapshots import Snapshot, current, verify
from assets.lake.storage import Lake

ROOT = Path(__file__).resolve().parents[2]
FIRST, LAST = "2026-11-01", "2026-11-03"


@dataclass(frozen=True)
class Site:
    """An installation in a folder of its own."""

    folder: Path

    @property
    def lake(self) -> Lake:
        return Lake(self.folder / "lake")

    @property
    def snapshot(self) -> Snapshot:
        found = current(self.lake)
        assert found is not None
        return found

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """`python -m orchestration ...` with its state in this folder."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("JOBLAKE_", "JSEARCH_"))}
        places = {"JOBLAKE_HOME": str(self.folder / "home"), "JOBLAKE_LAKE": str(self.folder / "lake")}
        return subprocess.run(
            [sys.executable, "-m", "orchestration", *arguments],
            cwd=ROOT,
            env={**kept, **places, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def digests(self) -> dict[str, str]:
        """Digest of every file of the lake that readers or later stages see."""
        files = sorted(path for path in (self.folder / "lake").rglob("*.parquet") if "lineage" not in path.parts)
        return {path.relative_to(self.folder).as_posix(): file_digest(path) for path in files}

    def ask(self, query: str, *marts: str) -> list[tuple[object, ...]]:
        """Rows of a query over published marts, each a view of its name."""
        with duckdb.connect() as connection:
            for mart in marts:
                connection.execute(f"create view {mart} as from read_parquet('{self.snapshot.mart(mart)}')")
            return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = Site(tmp_path_factory.mktemp("site"))
    done = found.run("backfill", FIRST, LAST)
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


def test_a_second_run_changes_no_byte_and_calls_nobody(site: Site) -> None:
    before = site.digests()
    done = site.run("backfill", "2026-11-02", LAST)
    assert done.returncode == 0, done.stderr
    assert site.digests() == before
