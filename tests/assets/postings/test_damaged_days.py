"""A day of which a raw answer is damaged keeps what was read of it, and takes no other day with it."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assets.lake.raw import raw_answers
from assets.lake.raw.raw_answers import RawRequest
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import JOB_POSTINGS
from assets.postings.job_postings import checks, read_or_keep_day

DAY = date(2026, 3, 28)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """Two answers with a job each."""
    lake = Lake(tmp_path)
    for name in ("a", "b"):
        job = {"job_id": name, "job_title": "Fitter", "employer_name": "York Rail", "job_description": f"Work {name}."}
        request = RawRequest(
            endpoint="search-v2",
            params={},
            provider="openwebninja",
            search_name=name,
            search_version="1",
            panel="rail",
            called_at=datetime(2026, 3, 28, 2, 30, tzinfo=UTC),
        )
        raw_answers.land(lake, DAY, name, request, json.dumps({"data": {"jobs": [job]}}).encode())
    return lake


def cut(lake: Lake) -> str:
    key = raw_answers.day_keys(lake, DAY)[0]
    lake.replace(key, lake.get(key)[:-9])
    return key


def test_rows_that_were_read_while_the_answer_was_whole_are_kept(lake: Lake) -> None:
    read_or_keep_day(lake, DAY)
    before = lake.digest(JOB_POSTINGS, DAY)
    key = cut(lake)
    count = read_or_keep_day(lake, DAY)
    assert lake.digest(JOB_POSTINGS, DAY) == before
    assert (count.postings, count.missing) == (2, 0)
    (said,) = count.damaged
    assert said.startswith(f"{key}: not readable as a zstd frame")
    found = {check.check_name: check.passed for check in checks({DAY: count})}
    assert (found["answers_undamaged"], found["nothing_lost"]) == (False, True)


def test_a_day_that_was_never_read_is_read_without_the_damaged_answer(lake: Lake) -> None:
    cut(lake)
    count = read_or_keep_day(lake, DAY)
    assert (count.postings, len(count.damaged)) == (1, 1)
    assert lake.read_partitions(JOB_POSTINGS, [DAY]).num_rows == 1


def test_a_day_whose_table_is_damaged_too_is_read_without_the_damaged_answer(lake: Lake) -> None:
    read_or_keep_day(lake, DAY)
    cut(lake)
    lake.replace(lake.resolve(JOB_POSTINGS, [DAY])[0].key, b"PAR1")
    assert read_or_keep_day(lake, DAY).postings == 1
    assert lake.read_partitions(JOB_POSTINGS, [DAY]).num_rows == 1


def test_a_sound_day_has_no_damage(lake: Lake) -> None:
    assert read_or_keep_day(lake, DAY).damaged == ()
