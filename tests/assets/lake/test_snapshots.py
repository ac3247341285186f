"""A snapshot is published whole, named by its contents, and readers are never left without one."""

from pathlib import Path

from assets.lake.partition_writer import file_digest
from assets.lake.snapshots import MartFile, current, publish, verify
from assets.lake.storage import Lake


def built(lake: Lake, content: bytes) -> tuple[Path, list[MartFile]]:
    folder = lake.path("marts/.building")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "dim_jobs.parquet"
    path.write_bytes(content)
    return folder, [MartFile("dim_jobs", 1, [{"name": "job_key", "type": "BIGINT"}], file_digest(path), len(content))]


def test_before_anything_is_published_there_is_no_snapshot(tmp_path: Path) -> None:
    assert current(Lake(tmp_path)) is None


def test_equal_marts_are_published_once(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first, changed = publish(lake, *built(lake, b"a"), lineage_run="r1", keep=3)
    again, changed_again = publish(lake, *built(lake, b"a"), lineage_run="r2", keep=3)
    assert (changed, changed_again) == (True, False)
    assert first == again == current(lake)
    assert first.manifest()["run"] == "r1"


def test_only_the_last_snapshots_are_kept_and_the_current_one_always(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    for content in (b"a", b"b", b"c", b"d"):
        snapshot, _ = publish(lake, *built(lake, content), lineage_run="r", keep=2)
    kept = sorted(path.name for path in (tmp_path / "marts").glob("snapshot=*"))
    assert len(kept) == 2
    assert f"snapshot={snapshot.snapshot_id}" in kept


def test_marts_that_return_to_an_earlier_state_return_to_its_snapshot(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first, _ = publish(lake, *built(lake, b"a"), lineage_run="r1", keep=3)
    publish(lake, *built(lake, b"b"), lineage_run="r2", keep=3)
    back, changed = publish(lake, *built(lake, b"a"), lineage_run="r3", keep=3)
    assert changed
    assert back == first == current(lake)


def test_a_changed_byte_in_a_published_mart_is_found(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    snapshot, _ = publish(lake, *built(lake, b"a"), lineage_run="r", keep=1)
    assert verify(snapshot) == []
    snapshot.mart("dim_jobs").write_bytes(b"b")
    assert verify(snapshot) == ["dim_jobs"]
