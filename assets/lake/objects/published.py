"""Published snapshots between a bucket and a folder of this machine: fetched before they are read, sent once made.

Readers and the publisher work on the folder, which is a lake's `marts/` like any other (`snapshots`). A file, then its
manifest, then the pointer: whoever follows `marts/CURRENT` in the bucket finds everything that it names.
"""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from assets.lake.objects.bucket import Bucket, ConflictError, Object
from assets.lake.snapshots.publishing import VIEWS
from assets.lake.snapshots.snapshots import CURRENT, FILES, FOLDER, MANIFEST, SNAPSHOT_ID
from assets.lake.storage.local_files import LocalFiles
from assets.lake.storage.partition_writer import file_digest

TRIES = 4
AT_ONCE = 8


class PublishedMeanwhileError(RuntimeError):
    """Another run has published since this one began."""


def fetch(bucket: Bucket, folder: Path) -> None:
    """Have the snapshot that the bucket's pointer names in a folder too; nothing where nothing is published.

    Raises:
        FileNotFoundError: What the pointer names is not there.
    """
    local = LocalFiles(folder)
    for attempt in range(TRIES):
        try:
            pointed = bucket.get(CURRENT)
        except FileNotFoundError:
            return
        try:
            _fetch_snapshot(bucket, local, pointed.decode().strip())
        except FileNotFoundError:
            if attempt == TRIES - 1 or bucket.get(CURRENT) == pointed:  # else it was pruned while it was fetched
                raise
            continue
        if not local.exists(CURRENT) or local.get(CURRENT) != pointed:
            local.replace(CURRENT, pointed)
        return


def _fetch_snapshot(bucket: Bucket, local: LocalFiles, snapshot_id: str) -> None:
    if not SNAPSHOT_ID.fullmatch(snapshot_id):
        raise ValueError(f"{bucket.url}/{CURRENT} holds no id of a snapshot; `make run` publishes the marts again")
    at = f"{FOLDER}/snapshot={snapshot_id}"
    if local.exists(f"{at}/{VIEWS}"):  # written last: everything of it is here
        return
    manifest = bucket.get(f"{at}/{MANIFEST}")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(partial(_fetch_file, bucket, local), _files(json.loads(manifest))))
    local.replace(f"{at}/{MANIFEST}", manifest)
    local.replace(f"{at}/{VIEWS}", bucket.get(f"{at}/{VIEWS}"))


def _fetch_file(bucket: Bucket, local: LocalFiles, file: dict[str, Any]) -> None:
    key = f"{FOLDER}/{file['name']}"
    path = local.path(key)
    if path.is_file() and path.stat().st_size == file["bytes"]:
        return
    with local.being_written(key) as beside:
        bucket.fetch(key, beside)
        if file_digest(beside) != file["digest"]:
            raise ValueError(f"{bucket.url}/{key} is not what was published; `make run` publishes the marts again")
        local.put_file(key, beside)


def send(bucket: Bucket, folder: Path, keep: int) -> None:
    """Make the folder's current snapshot the bucket's, and remove what the newest `keep` snapshots do not name.

    Raises:
        PublishedMeanwhileError: The pointer has changed since this function read it.
    """
    local = LocalFiles(folder)
    pointed = local.get(CURRENT)
    try:
        before, tag = bucket.read(CURRENT)
    except FileNotFoundError:
        before, tag = b"", None
    at = f"{FOLDER}/snapshot={pointed.decode().strip()}"
    there = {one.key: one for page in bucket.pages(FOLDER) for one in page}
    manifest = local.get(f"{at}/{MANIFEST}")
    # A snapshot is named by its marts alone: its indexes may be others than those that were sent.
    if before == pointed and f"{at}/{VIEWS}" in there and bucket.get(f"{at}/{MANIFEST}") == manifest:
        return
    missing = [key for file in _files(json.loads(manifest)) if (key := f"{FOLDER}/{file['name']}") not in there]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda key: bucket.create(key, local.path(key)), missing))
    bucket.put(f"{at}/{MANIFEST}", manifest)
    bucket.put(f"{at}/{VIEWS}", local.get(f"{at}/{VIEWS}"))
    try:
        bucket.swap(CURRENT, pointed, tag)
    except ConflictError:
        raise PublishedMeanwhileError(
            f"another run has published into {bucket.url} meanwhile. Next: run the marts again; they are made of both"
        ) from None
    if bucket.get(CURRENT) == pointed:  # else whoever has published since removes what is over
        _prune(bucket, keep, list(there.values()), f"{at}/{MANIFEST}")


def _prune(bucket: Bucket, keep: int, listed: Sequence[Object], current: str) -> None:
    """Remove what was there before this snapshot was sent, and is named neither by it nor by the newest others."""
    manifests = sorted((one for one in listed if one.key.endswith(f"/{MANIFEST}")), key=lambda one: -one.written)
    kept = [current, *(one.key for one in manifests if one.key != current)][: max(keep, 1)]
    named = {f"{FOLDER}/{file['name']}" for key in kept for file in _files(json.loads(bucket.get(key)))}
    folders = {key.rpartition("/")[0] for key in kept}
    for one in listed:
        held = one.key in named if one.key.startswith(f"{FOLDER}/{FILES}/") else one.key.rpartition("/")[0] in folders
        if one.key != CURRENT and not held:
            bucket.delete(one.key)


def _files(manifest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in (*manifest["marts"], *manifest.get("indexes", ())):
        yield from one.get("files", ())
