"""What is published into a bucket is read anywhere, whole, and what no kept snapshot names goes."""

import hashlib
import shutil
from pathlib import Path

import pytest

from assets.lake.objects.bucket import Bucket
from assets.lake.objects.published import PublishedMeanwhileError, send
from assets.lake.opening import open_lake
from assets.lake.snapshots.publishing import MartFile, building_folder, publish
from assets.lake.snapshots.snapshots import CURRENT, FILES, FOLDER, current, verify
from assets.lake.storage.partition_writer import file_digest
from assets.lake.storage.storage import Lake


def published(lake: Lake, keep: int = 2, *, index: bytes = b"", **buckets: bytes) -> str:
    """Publish one mart of these buckets for everybody, and an index if there is one; the snapshot's id."""
    local = lake.published()
    folder, files = building_folder(local, "test"), []
    for bucket, content in buckets.items():
        path = folder / f"dim_jobs.{bucket}.parquet"
        path.write_bytes(content)
        schema = [{"name": "job_key", "type": "BIGINT"}]
        files.append(MartFile("dim_jobs", 1, schema, file_digest(path), len(content), bucket=bucket))
    if index:
        words = MartFile("job_words", 1, [], hashlib.sha256(index).hexdigest(), len(index), bucket="w1", form="fast")
        words.built(folder).write_bytes(index)
        files.append(words)
    snapshot, _, _ = publish(local, folder, files, "run", keep)
    lake.send_published(keep)
    return snapshot.snapshot_id


def read(lake: Lake) -> tuple[str, list[bytes]]:
    found = current(lake.published())
    assert found is not None
    assert verify(found) == []
    return found.snapshot_id, [path.read_bytes() for path in found.files("dim_jobs")]


def test_a_snapshot_is_read_on_another_machine_and_follows_the_next_one(lake: Lake, tmp_path: Path) -> None:
    reader = open_lake(lake.place, tmp_path / "reader")
    assert current(reader.published()) is None
    first = published(lake, w1=b"old week", w2=b"this week")
    assert read(reader) == (first, [b"old week", b"this week"])
    second = published(lake, w1=b"old week", w2=b"a day later")
    assert read(reader) == (second, [b"old week", b"a day later"])
    assert published(lake, w1=b"old week", w2=b"a day later") == second


def test_the_indexes_of_a_snapshot_are_read_on_another_machine_too(lake: Lake, tmp_path: Path) -> None:
    reader = open_lake(lake.place, tmp_path / "reader")
    for content in (b"words", b"the same marts, and other words"):
        published(lake, index=content, w1=b"this week")
        found = current(open_lake(lake.place, tmp_path / content.decode()).published())
        assert found is not None
        assert verify(found) == []
        assert [(found.root / file.name).read_bytes() for file in found.index_files("job_words")] == [content]
    published(lake, index=b"more words", w1=b"another week")
    followed = current(reader.published())
    assert followed is not None
    assert verify(followed) == []


def test_a_publisher_that_lost_its_disk_goes_on_from_what_is_published(bucket_place: str, tmp_path: Path) -> None:
    first = published(open_lake(bucket_place, tmp_path / "lost"), w1=b"a")
    after = open_lake(bucket_place, tmp_path / "new")
    assert read(after)[0] == first
    published(after, w1=b"b")
    assert read(open_lake(bucket_place, tmp_path / "reader"))[1] == [b"b"]


def test_only_what_the_kept_snapshots_name_stays_in_the_bucket(bucket_place: str, tmp_path: Path) -> None:
    lake = open_lake(bucket_place, tmp_path / "work")
    ids = [published(lake, w1=b"shared", w2=content) for content in (b"1", b"2", b"3")]
    assert len(lake.keys(f"{FOLDER}/{FILES}")) == 3
    kept = {name.removeprefix("snapshot=") for name in lake.folders(FOLDER) if name != FILES}
    # Those of one second count as equally old.
    assert (ids[2] in kept, len(kept), kept <= set(ids)) == (True, 2, True)


def test_two_publishers_at_once_do_not_replace_each_other(bucket_place: str, tmp_path: Path) -> None:
    lake = open_lake(bucket_place, tmp_path / "work")
    published(lake, w1=b"before")
    shutil.copytree(tmp_path / "work", tmp_path / "late")
    theirs = published(lake, w1=b"theirs")
    local = Lake(tmp_path / "late" / "mirror")
    local.replace(CURRENT, f"{theirs[::-1]}\n".encode())

    class Late(Bucket):
        """A bucket whose pointer is read before somebody else moves it."""

        def read(self, _key: str) -> tuple[bytes, str]:
            return b"before", '"an older version"'

    folder = local.path(f"{FOLDER}/snapshot={theirs[::-1]}")
    shutil.copytree(next(local.path(FOLDER).glob("snapshot=*")), folder)
    with pytest.raises(PublishedMeanwhileError, match="run the marts again"):
        send(Late(bucket_place), local.root, keep=2)
    assert read(open_lake(bucket_place, tmp_path / "reader"))[0] == theirs


def test_a_file_that_was_spoilt_in_the_bucket_is_not_served(bucket_place: str, tmp_path: Path) -> None:
    lake = open_lake(bucket_place, tmp_path / "work")
    published(lake, w1=b"sound")
    (file,) = lake.keys(f"{FOLDER}/{FILES}")
    lake.replace(file, b"spoil")
    with pytest.raises(ValueError, match="is not what was published; `make run`"):
        open_lake(bucket_place, tmp_path / "reader").published()
