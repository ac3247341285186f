"""A snapshot is published whole, named by its contents, shares its files, and readers are never left without one."""

import json
from pathlib import Path

import pytest

from assets.lake.inspection import damaged_snapshots
from assets.lake.snapshots.publishing import MartFile, building_folder, publish
from assets.lake.snapshots.snapshots import CURRENT, DamagedSnapshotError, Snapshot, current, pointer, sound, verify
from assets.lake.storage.partition_writer import file_digest
from assets.lake.storage.storage import Lake


def built(lake: Lake, **buckets: bytes) -> tuple[Path, list[MartFile]]:
    folder = building_folder(lake, "test")
    files = []
    for bucket, content in buckets.items():
        file = MartFile("dim_jobs", 1, [{"name": "job_key", "type": "BIGINT"}], "", len(content), bucket=bucket)
        file.built(folder).write_bytes(content)
        files.append(MartFile(**{**file.__dict__, "digest": file_digest(file.built(folder))}))
    return folder, files


def published(lake: Lake, keep: int = 3, run: str = "r", **buckets: bytes) -> Snapshot:
    return publish(lake, *built(lake, **buckets), lineage_run=run, keep=keep)[0]


def files_of(lake: Lake) -> set[str]:
    return {key.removeprefix("marts/files/dim_jobs/").split(".")[0] for key in lake.keys("marts/files")}


def test_before_anything_is_published_there_is_no_snapshot(tmp_path: Path) -> None:
    assert current(Lake(tmp_path)) is None
    assert sound(Lake(tmp_path)) is None


def test_equal_marts_are_published_once(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first, changed, written = publish(lake, *built(lake, all=b"a"), lineage_run="r1", keep=3)
    again, changed_again, rewritten = publish(lake, *built(lake, all=b"a"), lineage_run="r2", keep=3)
    assert (changed, written) == (True, 1)
    assert (changed_again, rewritten) == (False, 0)
    assert first == again == current(lake)
    assert first.manifest()["run"] == "r1"


def test_a_file_that_did_not_change_is_shared_and_not_written_again(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first = published(lake, w1=b"old week", w2=b"this week")
    inode = first.files("dim_jobs")[0].stat().st_ino
    second, _, written = publish(lake, *built(lake, w1=b"old week", w2=b"this week, a day later"), "r", keep=3)
    assert written == len(b"this week, a day later")
    assert second.files("dim_jobs")[0].stat().st_ino == inode
    assert len(lake.keys("marts/files")) == 3
    assert verify(first) == verify(second) == []


def test_pruning_removes_what_no_kept_snapshot_names_and_nothing_else(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    for content in (b"a", b"b", b"c", b"d"):
        snapshot = published(lake, keep=2, w1=b"shared by all", w2=content)
    assert len(list((tmp_path / "marts").glob("snapshot=*"))) == 2
    assert len(lake.keys("marts/files")) == 3
    found = current(lake)
    assert found == snapshot
    assert verify(snapshot) == []


def test_a_file_that_is_open_is_read_to_the_end_after_pruning(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    with published(lake, keep=1, all=b"held open").files("dim_jobs")[0].open("rb") as held:
        published(lake, keep=1, all=b"another")
        assert len(lake.keys("marts/files")) == 1
        assert held.read() == b"held open"


def test_marts_that_return_to_an_earlier_state_return_to_its_snapshot(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first = published(lake, all=b"a", run="r1")
    published(lake, all=b"b", run="r2")
    back, changed, written = publish(lake, *built(lake, all=b"a"), lineage_run="r3", keep=3)
    assert (changed, written) == (True, 0)
    assert back == first == current(lake)


def test_a_damaged_file_is_found_and_the_next_publishing_writes_it_anew(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    snapshot = published(lake, w1=b"a", w2=b"b")
    snapshot.files("dim_jobs")[0].write_bytes(b"x")  # the same size: only its digest tells
    assert verify(snapshot) == ["dim_jobs"]
    with pytest.raises(DamagedSnapshotError, match="no other is whole"):
        sound(lake)
    assert publish(lake, *built(lake, w1=b"a", w2=b"b"), lineage_run="r", keep=3) == (snapshot, False, 1)
    assert verify(snapshot) == []


@pytest.mark.parametrize("damage", ["", "  \n", "../../etc", b"\xff\xfe\x00", "0123456789abcdef", None])
def test_a_pointer_that_names_nothing_leaves_the_last_whole_snapshot_and_says_so(
    tmp_path: Path, damage: str | bytes | None
) -> None:
    lake = Lake(tmp_path)
    published(lake, all=b"a")
    last = published(lake, all=b"b")
    path = lake.path(CURRENT)
    path.unlink() if damage is None else path.write_bytes(damage if isinstance(damage, bytes) else damage.encode())
    found = current(lake)
    assert found == last
    assert found is not None
    assert f"snapshot {last.snapshot_id}, the last whole one, is read instead" in found.note
    assert published(lake, all=b"b") == last
    assert pointer(lake) == (last.snapshot_id, "")


@pytest.mark.parametrize("damage", ["cut", "removed", "manifest cut", "manifest gone"])
def test_a_snapshot_that_is_not_whole_is_left_for_the_one_before(tmp_path: Path, damage: str) -> None:
    lake = Lake(tmp_path)
    before = published(lake, all=b"aaaa")
    broken = published(lake, all=b"bbbb")
    file, manifest = broken.files("dim_jobs")[0], broken.folder / "MANIFEST.json"
    path = manifest if damage.startswith("manifest") else file
    if damage.endswith("cut"):
        path.write_bytes(path.read_bytes()[:2])
    else:
        path.unlink()
    found = current(lake)
    assert found == before
    assert found is not None
    assert f"snapshot {broken.snapshot_id} " in found.note
    healed = published(lake, all=b"bbbb")
    assert current(lake) == healed
    assert verify(healed) == []


def test_a_lake_of_the_version_before_is_read_until_the_next_publishing(tmp_path: Path) -> None:
    """Its snapshots are folders with the files in them, and the same pointer."""
    lake, old = Lake(tmp_path), "748c8a24111e0bdb"
    folder = tmp_path / "marts" / f"snapshot={old}"
    folder.mkdir(parents=True)
    file = folder / "dim_jobs.parquet"
    file.write_bytes(b"rows")
    mart = {"mart": "dim_jobs", "rows": 1, "schema": [], "digest": file_digest(file), "bytes": 4, "description": ""}
    (folder / "MANIFEST.json").write_text(json.dumps({"snapshot": old, "run": "r", "marts": [mart]}))
    (tmp_path / CURRENT).write_text(f"{old}\n")

    found = current(lake)
    assert found is not None
    assert found.files("dim_jobs") == [file]
    assert verify(found) == []
    published(lake, keep=2, all=b"new layout")
    assert verify(found) == []
    published(lake, keep=2, all=b"newer")
    assert not folder.exists()


def test_what_is_damaged_of_a_snapshot_is_named_with_the_way_out(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    file = published(lake, w1=b"old", w2=b"new").files("dim_jobs")[0]
    assert list(damaged_snapshots(lake, deep=True)) == []
    file.write_bytes(b"odd")
    assert list(damaged_snapshots(lake, deep=False)) == []
    (error,) = damaged_snapshots(lake, deep=True)
    assert error.file.endswith(file.name)
    assert "any run publishes the marts again" in error.remedy
    file.write_bytes(b"cut off here")
    assert "published were 3" in str(next(damaged_snapshots(lake, deep=False)))
    (tmp_path / CURRENT).write_bytes(b"")
    assert next(damaged_snapshots(lake, deep=False)).file == CURRENT
