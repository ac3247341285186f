"""Whatever the filter lets through reaches a published snapshot and every kind of page: no stage after it may fail."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.builds import know_project
from tests.pipeline.mutated_postings import DAY, NULL_EMPLOYER, mutated_objects
from tests.pipeline.site import Site
from viewer.application import application
from viewer.drawing.addresses import file_of

OBJECTS = list(mutated_objects())
LISTS = ("/", "/jobs", "/skills", "/employers", "/searches", "/pipeline", "/lineage", "/jobs?q=analyst&sort=pay")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = Site(tmp_path_factory.mktemp("mutants"))
    recorded = found.folder / "recorded"
    recorded.mkdir()
    lines = "".join(f"{json.dumps(job)}\n" for job in OBJECTS)
    (recorded / f"jobs_{DAY}.jsonl").write_text(lines, encoding="utf-8")
    know_project(tmp_path_factory, found.folder / "home")
    done = found.run("run", JOBLAKE_SOURCE="recorded", JOBLAKE_RECORDED_DIR=str(recorded))
    assert done.returncode == 0, done.stderr
    return found


@pytest.fixture(scope="module")
def client(site: Site) -> Iterator[TestClient]:
    with TestClient(application(site.folder / "lake"), base_url="http://127.0.0.1") as client:
        yield client


def test_every_object_is_a_posting_or_set_aside_with_a_reason(site: Site) -> None:
    kept = site.count("select job_key from job_postings")
    aside = site.count("select reason from quarantine where reason is not null")
    assert kept + aside == len(OBJECTS)
    assert kept > 900


def test_every_posting_has_a_class_an_opening_and_a_line_in_the_mart(site: Site) -> None:
    for table in ("classified_jobs", "job_openings"):
        missing = site.ask_lake(f"select job_key from job_postings where job_key not in (select job_key from {table})")
        assert missing == []
    (keys,) = site.ask_lake("select count(distinct job_key) from job_postings")
    assert site.ask("select count(*) from dim_jobs", "dim_jobs") == [keys]


def test_a_posting_without_an_employer_is_a_job_like_any_other(site: Site, client: TestClient) -> None:
    rows = site.ask("select job_key, employer, city from dim_jobs where title = 'Parcel Analyst'", "dim_jobs")
    assert [row[1:] for row in rows] == [(None, NULL_EMPLOYER["job_city"])]
    page = client.get(f"/jobs/{rows[0][0]}").text
    assert "Parcel Analyst" in page
    assert "SQL" in page


def test_a_saved_answer_is_traced_to_its_file_without_a_call(site: Site) -> None:
    traced = site.run("trace", jobs_of(site)[0])
    assert traced.returncode == 0, traced.stdout
    assert "no call: a saved answer" in traced.stdout


def jobs_of(site: Site) -> list[str]:
    """The keys of all jobs."""
    return [str(row[0]) for row in site.ask("select job_key from dim_jobs order by job_key", "dim_jobs")]


def test_each_job_has_a_page_in_the_static_site(site: Site, tmp_path: Path) -> None:
    keys = jobs_of(site)
    made = site.run("site", JOBLAKE_SITE=str(tmp_path / "site"), JOBLAKE_SITE_JOBS=str(len(keys)))
    assert made.returncode == 0, made.stderr
    assert [key for key in keys if not (tmp_path / "site" / file_of(f"/jobs/{key}")).is_file()] == []
    assert len(keys) > 900


def test_every_tenth_job_has_a_page_and_json_on_the_live_viewer(site: Site, client: TestClient) -> None:
    """The pages are those of the static site; asking takes as long again as making them."""
    paths = [f"/jobs/{key}{ending}" for key in jobs_of(site) if int(key) % 10 == 0 for ending in ("", ".json")]
    assert [path for path in paths if client.get(path).status_code != 200] == []
    assert len(paths) > 100


@pytest.mark.parametrize("path", LISTS)
def test_each_list_is_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_every_fifth_employer_and_skill_listed_leads_to_a_page(client: TestClient) -> None:
    for kind in ("employers", "skills"):
        listed = client.get(f"/{kind}.json").json()
        slugs = {row["slug"] for rows in listed.values() if isinstance(rows, list) for row in rows if "slug" in row}
        assert slugs
        assert [slug for slug in sorted(slugs)[::5] if client.get(f"/{kind}/{slug}").status_code != 200] == []


def test_the_export_is_made(site: Site, tmp_path: Path) -> None:
    exported = site.run("export", "--format", "csv", "--to", str(tmp_path / "exports"))
    assert exported.returncode == 0, exported.stderr
