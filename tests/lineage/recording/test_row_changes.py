"""How many rows of a partition are new and how many changed, from hashes alone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import CLASSIFIED_JOBS
from lineage.recording.row_changes import ROWS, row_changes

DAY = date(2026, 11, 2)


def rows(**categories: str) -> list[dict[str, Any]]:
    return [
        {"search_date": DAY, "job_key": int(key.removeprefix("job_")), "content_hash": "h", "category": category}
        for key, category in categories.items()
    ]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path)


def write(lake: Lake, *, first: bool = False, **categories: str) -> dict[str, int]:
    written = lake.write_partition(CLASSIFIED_JOBS, DAY, rows(**categories))
    return row_changes(lake, CLASSIFIED_JOBS, DAY.isoformat(), written.digest, first=first)


def test_all_rows_of_a_first_partition_are_new(lake: Lake) -> None:
    assert write(lake, first=True, job_1="Sales", job_2="Other") == {"rows_new": 2, "rows_changed": 0}


def test_new_and_changed_rows_are_counted_against_the_last_partition(lake: Lake) -> None:
    write(lake, first=True, job_1="Sales", job_2="Other", job_3="Other")
    assert write(lake, job_1="Sales", job_2="Sales", job_4="Other") == {"rows_new": 1, "rows_changed": 1}
    assert write(lake, job_1="Sales", job_2="Sales", job_4="Other") == {"rows_new": 0, "rows_changed": 0}


def test_nothing_is_said_of_a_partition_that_is_not_the_recorded_one(lake: Lake) -> None:
    lake.write_partition(CLASSIFIED_JOBS, DAY, rows(job_1="Sales"))
    assert row_changes(lake, CLASSIFIED_JOBS, DAY.isoformat(), "another digest", first=True) == {}


def test_nothing_is_said_where_the_last_partition_was_never_counted(lake: Lake) -> None:
    assert write(lake, first=False, job_1="Sales") == {}
    assert write(lake, job_1="Other") == {"rows_new": 0, "rows_changed": 1}


def test_the_hashes_hold_no_word_of_the_rows(lake: Lake) -> None:
    write(lake, first=True, job_1="Underwater Welding")
    for key in lake.keys(ROWS):
        assert b"Underwater" not in lake.get(key)
