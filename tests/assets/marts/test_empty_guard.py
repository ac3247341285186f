"""Marts without a job take the place of marts with jobs only where somebody says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from assets.lake.snapshots.publishing import MartFile, building_folder, publish
from assets.lake.snapshots.snapshots import Snapshot, current
from assets.lake.storage.partition_writer import file_digest
from assets.lake.storage.storage import Lake
from assets.marts.empty_guard import ALLOW_EMPTY, EmptySnapshotError, refuse_empty


def marts(jobs: int) -> list[MartFile]:
    return [MartFile("dim_jobs", jobs, [], f"digest of {jobs}", 1), MartFile("api_usage", 7, [], "digest", 1)]


def with_bytes(built: Path, file: MartFile) -> MartFile:
    path = file.built(built)
    path.write_text(file.digest)
    return replace(file, digest=file_digest(path), bytes=path.stat().st_size)


def published(root: Path, jobs: int) -> Snapshot | None:
    lake = Lake(root)
    built = building_folder(lake, "run")
    files = [with_bytes(built, file) for file in marts(jobs)]
    publish(lake, built, files, "run", keep=3)
    return current(lake)


def test_an_empty_snapshot_over_one_with_jobs_is_refused_with_what_to_do(tmp_path: Path) -> None:
    there = published(tmp_path, 1_200)
    with pytest.raises(EmptySnapshotError, match=r"holds 1,200: nothing was published .* --allow-empty"):
        refuse_empty(marts(0), there, {})
    with pytest.raises(EmptySnapshotError):
        refuse_empty([], there, {ALLOW_EMPTY: "false"})


def test_it_is_published_where_somebody_says_so(tmp_path: Path) -> None:
    refuse_empty(marts(0), published(tmp_path, 1_200), {ALLOW_EMPTY: "true"})


def test_the_first_snapshot_and_one_after_an_empty_one_may_be_empty(tmp_path: Path) -> None:
    refuse_empty(marts(0), None, {})
    refuse_empty(marts(0), published(tmp_path, 0), {})
    refuse_empty(marts(1), current(Lake(tmp_path)), {})
