"""Whether a store keeps its word: that it refuses to create what is there, and to replace what has changed.

Some servers take the headers of both requests and ignore them. Two writers would then lose each other's days without
a word, so such a store is refused before anything is written into it.
"""

import secrets

from assets.lake.objects.bucket import Bucket, ConflictError
from assets.lake.objects.object_files import ObjectFiles
from assets.lake.storage.storage import Lake

FOLDER = "probe"
REFUSE = "Next: use a store with conditional writes (If-None-Match and If-Match), such as those of the large clouds"


class UnsafeStoreError(ValueError):
    """The store would lose writes."""


def probe_lake(lake: Lake) -> None:
    """Probe the store of a lake; nothing is asked of a lake in a folder.

    Raises:
        UnsafeStoreError: The store accepted what it should have refused.
        OSError: It could not be asked.
    """
    if isinstance(lake.files_at, ObjectFiles):
        probe(lake.files_at.bucket)


def probe(bucket: Bucket) -> None:
    """Write, contend and remove one object.

    Raises:
        UnsafeStoreError: The store accepted what it should have refused.
        BucketError: It could not be asked.
    """
    key = f"{FOLDER}/{secrets.token_hex(8)}"
    try:
        bucket.create(key, b"first")
        if bucket.create(key, b"second"):
            raise UnsafeStoreError(
                f"{bucket.url} created the same object twice: writers would replace each other. {REFUSE}"
            )
        stale = bucket.read(key)[1]
        bucket.swap(key, b"third", stale)
        try:
            bucket.swap(key, b"fourth", stale)
        except ConflictError:
            pass
        else:
            raise UnsafeStoreError(
                f"{bucket.url} replaced an object that had changed: writers would lose days. {REFUSE}"
            )
        if bucket.get(key) != b"third":
            raise UnsafeStoreError(f"{bucket.url} returned other bytes than were written. {REFUSE}")
    finally:
        bucket.delete(key)
