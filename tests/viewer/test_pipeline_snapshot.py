"""The pages of whatever the pipeline has published in this checkout; skipped where nothing is."""

import html
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assets.lake.snapshots.snapshots import current
from assets.lake.storage.storage import Lake
from tests.viewer.conftest import client_of

LAKE = Path(__file__).resolve().parents[2] / "lake"
PAGES = ["/", "/jobs", "/skills", "/employers", "/searches", "/pipeline", "/lineage"]


@pytest.fixture(scope="module")
def published() -> TestClient:
    """The viewer of this checkout's own lake."""
    if not LAKE.is_dir() or current(Lake(LAKE)) is None:
        pytest.skip("nothing has been published in ./lake; `make run` does")
    return client_of(LAKE)


@pytest.mark.parametrize("path", PAGES)
def test_each_page_of_a_real_snapshot_is_made(published: TestClient, path: str) -> None:
    assert published.get(path).status_code == 200


def test_jobs_of_a_real_snapshot_show_their_evidence(published: TestClient) -> None:
    for job in published.get("/jobs.json").json()["jobs"]:
        said = published.get(f"/jobs/{job['job_key']}.json").json()["job"]
        page = html.unescape(published.get(f"/jobs/{job['job_key']}").text)
        assert said["title"] in page
        for skill in [*(said["hard_skills"] or ()), *(said["soft_skills"] or ())]:
            assert skill["skill"] in page
            assert skill["evidence_text"] is None or skill["evidence_text"] in page
