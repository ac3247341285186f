"""A day whose objects were known has the bytes of one that was read; what tells sightings apart is read anew."""

import copy
import json
import random
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawRequest
from assets.lake.reuse.reuse_index import FOLDER
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import JOB_POSTINGS, QUARANTINE
from assets.postings.job_postings import read_day
from assets.postings.known_postings import object_key
from tests.pipeline.mutated_postings import mutated_objects

Job = dict[str, object]
FIRST = date(2026, 3, 28)
AGES = ("3 days ago", "just now", "", None, 7)
MAIL = "Write to ada@harbour.example or call +44 20 7946 0958 about the tide tables."


def land(root: Path, day: date, jobs: list[Job], country: str = "gb") -> None:
    """One answer of some jobs on a day, as the source would give them."""
    request = RawRequest(
        endpoint="search-v2",
        params={"query": "fitter"},
        provider="openwebninja",
        search_name="fitter",
        search_version="1",
        panel="rail",
        country=country,
        called_at=datetime(day.year, day.month, day.day, 2, 30, tzinfo=UTC),
    )
    body = json.dumps({"status": "OK", "data": {"jobs": jobs, "cursor": None}}).encode()
    raw_answers.land(Lake(root), day, f"fitter-{country}", request, body)


def without_memory(root: Path, elsewhere: Path, day: date) -> dict[str, str | None]:
    """What reading a day from raw alone gives."""
    shutil.copytree(root / "raw", elsewhere / "raw", dirs_exist_ok=True)
    read_day(Lake(elsewhere), day)
    return digests(elsewhere, day)


def digests(root: Path, day: date) -> dict[str, str | None]:
    return {spec.name: Lake(root).digest(spec, day) for spec in (JOB_POSTINGS, QUARANTINE)}


def seen_again(job: Job, rnd: random.Random) -> Job:
    """The object as another day's answer has it: another age, now and then another id, text or link."""
    changed = copy.deepcopy(job)
    changed["job_posted_at"] = rnd.choice(AGES)
    if rnd.random() < 0.2:
        changed["job_id"] = f"another-{rnd.randrange(9)}"
    if rnd.random() < 0.2:
        changed["job_description"] = f"{changed.get('job_description')} {MAIL}"
    if rnd.random() < 0.2:
        changed["job_apply_link"] = f"https://jobs.example/{rnd.randrange(9)}"
    return changed


@pytest.mark.parametrize("seed", range(6))
def test_any_history_of_days_gives_the_bytes_of_reading_raw_alone(tmp_path: Path, seed: int) -> None:
    rnd = random.Random(seed)
    known: list[Job] = rnd.sample(list(mutated_objects(60)), 40)
    root = tmp_path / "lake"
    for number in rnd.sample(range(5), 5):
        day = FIRST + timedelta(days=number)
        for country in ("gb", "us"):
            land(root, day, [seen_again(job, rnd) for job in rnd.sample(known, 25)], country)
    for step in range(8):
        day = FIRST + timedelta(days=rnd.randrange(5))
        happening = rnd.choice(["nothing", "memory lost", "memory damaged"])
        index = root / FOLDER / JOB_POSTINGS.name / f"{day}.parquet"
        if happening == "memory lost":
            shutil.rmtree(root / FOLDER, ignore_errors=True)
        elif happening == "memory damaged" and index.is_file():
            index.write_bytes(index.read_bytes()[:-20])
        read_day(Lake(root), day)
        assert digests(root, day) == without_memory(root, tmp_path / f"alone-{step}", day)


def test_an_object_that_comes_back_with_another_age_is_copied(tmp_path: Path, job: Job) -> None:
    land(tmp_path, FIRST, [job])
    land(tmp_path, FIRST + timedelta(days=1), [{**job, "job_posted_at": "9 days ago", "job_id": "other"}])
    assert read_day(Lake(tmp_path), FIRST).copied == 0
    assert read_day(Lake(tmp_path), FIRST + timedelta(days=1)).copied == 1
    assert read_day(Lake(tmp_path), FIRST).copied == 1


def test_what_a_word_or_a_country_decides_is_read_again(tmp_path: Path, job: Job) -> None:
    land(tmp_path, FIRST, [job])
    land(tmp_path, FIRST + timedelta(days=1), [{**job, "job_title": "Other"}, {**job, "job_is_remote": True}])
    land(tmp_path, FIRST + timedelta(days=1), [job], country="us")
    read_day(Lake(tmp_path), FIRST)
    assert read_day(Lake(tmp_path), FIRST + timedelta(days=1)).copied == 0


def test_what_is_no_object_or_too_deep_has_no_key() -> None:
    nested: object = "end"
    for _ in range(5_000):
        nested = [nested]
    hardly_any: list[object] = [None, 7, "x", [], {"job_title": nested}]
    assert [object_key(value, "gb") for value in hardly_any] == [None] * 5
