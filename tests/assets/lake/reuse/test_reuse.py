"""A partition made with the memory of earlier days equals one made without it, whatever happened before."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.lake.reuse import reuse_index
from assets.lake.reuse.jobs_of_day import JobOfDay
from assets.lake.reuse.reuse_index import key_of
from assets.lake.reuse.text_stage import DayOfRows, write_day
from assets.lake.storage.partition_writer import file_digest
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import CLASSIFIED_JOBS, JOB_POSTINGS

FIRST = date(2026, 11, 1)
# What a day holds: for each job its text, of five; several jobs may share one.
DAYS = st.dictionaries(st.integers(1, 6), st.integers(1, 5), max_size=6)
HAPPENED = st.sampled_from(["nothing", "index lost", "index damaged", "index foreign", "rules changed", "rows changed"])
STEPS = st.lists(st.tuples(st.integers(0, 3), DAYS, HAPPENED), min_size=1, max_size=8)


class Stage:
    """A stage that says of each text how long it is, under rules of a version."""

    def __init__(self, root: Path, *, copies: bool) -> None:
        self.lake, self.copies, self.rules = Lake(root), copies, 1

    def inputs(self, job: JobOfDay) -> tuple[str | None, ...]:
        return job.title, job.description

    def read(self, jobs: Sequence[JobOfDay]) -> pa.Table:
        rows = [
            {
                "search_date": self.day,
                "job_key": job.job_key,
                "content_hash": job.content_hash,
                "category": f"{len(job.description)} by rules {self.rules}",
            }
            for job in jobs
        ]
        return pa.Table.from_pylist(rows, schema=CLASSIFIED_JOBS.schema)

    def make(self, day: date, jobs: dict[int, int]) -> DayOfRows:
        self.day = day
        rows = [
            {"job_key": key, "content_hash": f"{key}-{text}", "title": "Sorter", "description": "x" * text}
            for key, text in jobs.items()
        ]
        self.lake.write_partition(JOB_POSTINGS, day, rows)
        version = str(self.rules) if self.copies else None
        return write_day(self.lake, day, CLASSIFIED_JOBS, self.inputs, self.read, version)

    def index(self, day: date) -> Path:
        return self.lake.path(f"{reuse_index.FOLDER}/{CLASSIFIED_JOBS.name}/{day}.parquet")

    def digests(self) -> dict[date, str | None]:
        return {day: self.lake.digest(CLASSIFIED_JOBS, day) for day in self.lake.days(CLASSIFIED_JOBS)}


def happen(stage: Stage, day: date, what: str) -> None:
    index = stage.index(day)
    if what == "rules changed":
        stage.rules += 1
    elif what == "rows changed" and stage.lake.digest(CLASSIFIED_JOBS, day):
        stage.lake.write_partition(CLASSIFIED_JOBS, day, [{"job_key": 1, "category": "another program's"}])
    elif what == "index lost":
        index.unlink(missing_ok=True)
    elif what == "index damaged" and index.is_file():
        index.write_bytes(index.read_bytes()[: index.stat().st_size // 2])
    elif what == "index foreign" and index.is_file():
        pq.write_table(pa.table({"other": [1]}), index)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_history_gives_the_bytes_of_reading_everything(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, dict[int, int], str]]
) -> None:
    root = tmp_path_factory.mktemp("lakes")
    with_memory, without = Stage(root / "with", copies=True), Stage(root / "without", copies=False)
    for number, jobs, what in steps:
        day = FIRST + timedelta(days=number)
        for stage in (with_memory, without):
            happen(stage, day, what)
            stage.make(day, jobs)
        assert with_memory.digests() == without.digests()


def test_a_text_of_an_earlier_day_is_not_read_again_also_under_another_key(tmp_path: Path) -> None:
    stage = Stage(tmp_path, copies=True)
    assert stage.make(FIRST, {1: 1, 2: 2}).read == 2
    done = stage.make(FIRST + timedelta(days=1), {1: 1, 3: 2, 4: 2, 5: 5})
    assert (done.copied, done.read) == (3, 1)
    again = stage.make(FIRST + timedelta(days=1), {1: 1, 3: 2, 4: 2, 5: 5})
    assert (again.copied, again.read) == (4, 0)


def test_a_day_that_cannot_be_copied_from_for_damage_is_counted_once(tmp_path: Path) -> None:
    stage = Stage(tmp_path, copies=True)
    assert stage.make(FIRST, {1: 1}).damaged_indexes == 0
    happen(stage, FIRST, "index damaged")
    done = stage.make(FIRST + timedelta(days=1), {1: 1})
    assert (done.copied, done.damaged_indexes) == (0, 1)
    assert stage.make(FIRST, {1: 1}).damaged_indexes == 1, "the day's own, which is made again with it"
    assert stage.make(FIRST + timedelta(days=1), {1: 1}).damaged_indexes == 0


def test_a_text_is_looked_for_so_far_back_and_no_further(tmp_path: Path) -> None:
    stage = Stage(tmp_path, copies=True)
    stage.make(FIRST, {1: 1})
    assert stage.make(FIRST + timedelta(days=reuse_index.LOOK_BACK), {1: 1}).copied == 1
    assert stage.make(FIRST + timedelta(days=2 * reuse_index.LOOK_BACK + 1), {1: 1}).copied == 0


def test_so_many_indexes_are_kept_those_near_the_day_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reuse_index, "MOST_DAYS", 2)
    stage = Stage(tmp_path, copies=True)
    for number in (0, 9, 1):
        stage.make(FIRST + timedelta(days=number), {1: 1})
    kept = sorted(path.name for path in (tmp_path / reuse_index.FOLDER / CLASSIFIED_JOBS.name).iterdir())
    assert kept == [f"{FIRST}.parquet", f"{FIRST + timedelta(days=1)}.parquet"]


def test_the_partition_is_left_as_it_is_when_a_copy_of_it_is_asked_for(tmp_path: Path) -> None:
    stage = Stage(tmp_path, copies=True)
    stage.make(FIRST, {1: 1})
    (file,) = stage.lake.files(CLASSIFIED_JOBS, [FIRST])
    before = file_digest(file)
    stage.make(FIRST + timedelta(days=1), {7: 1})
    assert file_digest(file) == before


@given(st.lists(st.none() | st.text(), max_size=4), st.lists(st.none() | st.text(), max_size=4))
def test_keys_are_equal_exactly_where_inputs_are(one: list[str | None], other: list[str | None]) -> None:
    assert (key_of(*one) == key_of(*other)) == (one == other)
