"""An index loses nothing of what many writers put into it, and a killed writer leaves the old day."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from assets.lake.objects import month_index
from assets.lake.objects.bucket import Bucket
from assets.lake.objects.month_index import index_key, object_key, read_index
from assets.lake.opening import open_lake
from assets.lake.storage.files import Part
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import CLASSIFIED_JOBS
from tests.assets.lake.objects.servers import environment, new_place, variables

ROOT = Path(__file__).resolve().parents[4]
FIRST = date(2026, 3, 1)
WRITERS = 8


@pytest.fixture(params=["moto", "seaweed"])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    address = request.getfixturevalue(f"{request.param}_address")
    with variables(environment(address)):
        yield new_place(address)


def write(lake: Lake, day: date, key: int) -> str:
    row = {"search_date": day, "job_key": key, "category": "Other", "confidence": 0.5, "source": "rules"}
    return lake.write_partition(CLASSIFIED_JOBS, day, [row]).digest


def test_eight_writers_of_one_month_lose_nothing(place: str, tmp_path: Path) -> None:
    days = [FIRST + timedelta(days=number) for number in range(16)]

    def writer(number: int) -> None:
        lake = open_lake(place, tmp_path / str(number))
        for day in days[number::WRITERS]:
            write(lake, day, number)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(writer, range(WRITERS)))
    lake = open_lake(place, tmp_path / "reader")
    assert lake.days(CLASSIFIED_JOBS) == days
    assert lake.read_partitions(CLASSIFIED_JOBS)["job_key"].to_pylist() == [n % WRITERS for n in range(16)]


STOPS_BEFORE_THE_INDEX = """
import sys, time
from datetime import date
from pathlib import Path
from assets.lake.objects import month_index
from assets.lake.opening import open_lake
from assets.lake.tables.schemas import CLASSIFIED_JOBS
def stop(*_):
    print("object is there", flush=True)
    time.sleep(60)
month_index.change_index = stop
lake = open_lake(sys.argv[1], Path(sys.argv[2]))
row = {"search_date": date(2026, 3, 1), "job_key": 2, "category": "Other", "confidence": 0.5, "source": "rules"}
lake.write_partition(CLASSIFIED_JOBS, date(2026, 3, 1), [row])
"""


def test_kill_9_between_object_and_index_leaves_the_old_day_and_the_next_run_the_new_one(
    bucket_place: str, tmp_path: Path
) -> None:
    lake = open_lake(bucket_place, tmp_path / "work")
    old = write(lake, FIRST, 1)
    command = [sys.executable, "-c", STOPS_BEFORE_THE_INDEX, bucket_place, str(tmp_path / "killed")]
    writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=dict(os.environ))
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"object is there\n"
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()
    after = open_lake(bucket_place, tmp_path / "after")
    assert (after.digest(CLASSIFIED_JOBS, FIRST), len(after.keys("classified_jobs"))) == (old, 2)
    new = write(after, FIRST, 2)
    assert open_lake(bucket_place, tmp_path / "reader").digest(CLASSIFIED_JOBS, FIRST, of_bytes=True) == new


def test_what_was_replaced_goes_a_day_later_and_not_before(
    bucket_place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = open_lake(bucket_place, tmp_path / "work")
    digests = [write(lake, FIRST, key) for key in (1, 2)]
    objects = [object_key(Part(CLASSIFIED_JOBS, FIRST), digest) for digest in digests]
    assert lake.keys("classified_jobs") == sorted(objects)
    write(lake, FIRST, 1)  # what takes its place back is no longer replaced
    tomorrow = time.time() + month_index.GRACE_SECONDS + 1
    monkeypatch.setattr("assets.lake.objects.month_index.time.time", lambda: tomorrow)
    write(lake, FIRST + timedelta(days=1), 3)
    reader = open_lake(bucket_place, tmp_path / "reader")
    assert objects[0] in reader.keys("classified_jobs")
    assert objects[1] not in reader.keys("classified_jobs")
    assert reader.digest(CLASSIFIED_JOBS, FIRST, of_bytes=True) == digests[0]


def test_an_index_that_is_none_is_named_with_what_to_do(bucket_place: str, tmp_path: Path) -> None:
    bucket, key = Bucket(bucket_place), index_key("classified_jobs", FIRST)
    bucket.put(key, b"{")
    with pytest.raises(ValueError, match=r"is no index of a lake .* run the days of that month again"):
        read_index(bucket, key)
