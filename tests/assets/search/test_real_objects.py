"""All real objects, served in v2 envelopes whose `job_id`s change at each sighting, over ten days."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from assets.lake.raw import raw_answers
from assets.postings.identity.job_key import job_key_of
from assets.sources.answers import results_of
from tests.assets.search.scene import TODAY, Scene, search

REAL = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "jsearch"
PER_PAGE, PER_SEARCH, DAYS = 40, 5, 10  # larger pages than real ones: each is synced to disk four times


def objects() -> list[dict[str, Any]]:
    lines = [line for path in sorted(REAL.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]


def seen_on(scene: Scene, day: date) -> list[dict[str, Any]]:
    return [item for answer in raw_answers.answers(scene.lake, day) for item in results_of(answer)]  # type: ignore[misc]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real objects are not part of the project")
def test_ids_stay_stable_and_counts_add_up(scene: Scene) -> None:
    given = objects()
    pages = [given[at : at + PER_PAGE] for at in range(0, len(given), PER_PAGE)]
    searches = [search(f"real-{at}", pages=PER_SEARCH) for at in range(0, len(pages), PER_SEARCH)]
    scene.server.pages = {
        str(one.query): pages[at : at + PER_SEARCH]
        for one, at in zip(searches, range(0, len(pages), PER_SEARCH), strict=True)
    }
    expected = {job_key_of(one).key for one in given}
    sightings: set[str] = set()
    for number in range(DAYS):
        day = TODAY + timedelta(days=number)
        report = scene.run(*searches, day=day, today=day)
        assert (report.results, report.failures, report.calls) == (len(given), (), len(pages))
        found = seen_on(scene, day)
        assert len({one["job_uid"] for one in found}) == 302
        assert {job_key_of(one).key for one in found} == expected
        assert not sightings & {one["job_id"] for one in found}, "the server should name each sighting anew"
        sightings |= {one["job_id"] for one in found}
    assert len(scene.server.received) == len(pages) * DAYS
    assert len(expected) == 302
