"""What was seen of a bucket lately, so that a step asks for few listings: stretches of its keys, and indexes.

A LIST brings a thousand keys for the price of one, so a listing is read on to the end of its last page, and everything
between its first key and its last is known from then on: names, folders, and what is not there. What this process
writes is kept up here; what others write is seen after `forget`, which every lock of the lake calls for what it keeps,
and after a minute at the latest.

Keys are taken to come in the order of their bytes. SeaweedFS lists folder by folder, which is the same order unless a
folder's name is the beginning of its neighbour's and a character before `/` follows, which no name in a lake's is.
"""

import time
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from assets.lake.objects.bucket import PAGE, Bucket, Object
from assets.lake.objects.month_index import Month, read_index
from assets.lake.storage.files import Listed

BELIEVED_SECONDS = 60.0
AFTER_SLASH = chr(ord("/") + 1)


@dataclass(frozen=True)
class Span:
    """A stretch of keys of which all that exist are known: from the first, up to before the end, since a time."""

    first: str
    end: str
    since: float

    def covers(self, first: str, end: str) -> bool:
        """Whether another stretch lies in it."""
        return self.first <= first and end <= self.end

    def without(self, first: str, end: str) -> Iterator["Span"]:
        """What is left of it without another stretch."""
        if self.first < first:
            yield Span(self.first, min(self.end, first), self.since)
        if end < self.end:
            yield Span(max(self.first, end), self.end, self.since)


@dataclass
class Look:
    """What is known of a bucket."""

    bucket: Bucket
    _spans: list[Span] = field(default_factory=list)
    _keys: list[str] = field(default_factory=list)
    _objects: dict[str, Object] = field(default_factory=dict)
    _children: dict[str, tuple[set[str], float]] = field(default_factory=dict)
    _indexes: dict[str, tuple[Month, float]] = field(default_factory=dict)

    def forget(self, *prefixes: str) -> None:
        """Know nothing of what lies below these; of anything, where none is named."""
        for prefix in prefixes or ("",):
            self._forget(*_stretch(prefix))
            self._children = {name: found for name, found in self._children.items() if not _is_in(name, prefix)}
            self._indexes = {key: found for key, found in self._indexes.items() if not _is_in(key, prefix)}

    def _forget(self, first: str, end: str) -> None:
        self._spans = [left for span in self._spans for left in span.without(first, end)]
        at, to = bisect_left(self._keys, first), bisect_left(self._keys, end)
        for key in self._keys[at:to]:
            del self._objects[key]
        del self._keys[at:to]

    def index(self, key: str) -> Month:
        """An index."""
        found = self._indexes.get(key)
        if found is None or not _is_fresh(found[1]):
            found = self._indexes[key] = read_index(self.bucket, key), time.monotonic()
        return found[0]

    def note_index(self, key: str, month: Month) -> None:
        """An index as this process has just written it."""
        self._indexes[key] = month, time.monotonic()
        self.note_blob(key, 0)

    def below(self, prefix: str) -> list[Object]:
        """All objects below a folder, in order."""
        first, end = _stretch(prefix)
        if not self._knows(first, end) and not self._knows_missing(prefix):
            self._read_on_from(prefix)
        return [self._objects[key] for key in self._keys[bisect_left(self._keys, first) : bisect_left(self._keys, end)]]

    def folder(self, prefix: str) -> dict[str, Listed]:
        """The blobs directly in a folder, by name."""
        start = len(prefix) + 1
        direct = ((one.key[start:], one) for one in self.below(prefix) if "/" not in one.key[start:])
        return {name: Listed(name, one.size, one.written) for name, one in direct}

    def folders(self, prefix: str) -> list[str]:
        """The names of the folders directly in a folder, sorted."""
        if self._knows(*_stretch(prefix)):
            start = len(prefix) + 1
            return sorted({one.key[start:].partition("/")[0] for one in self.below(prefix) if "/" in one.key[start:]})
        found = self._children.get(prefix)
        if found is None or not _is_fresh(found[1]):
            found = self._children[prefix] = set(self.bucket.folders(prefix)), time.monotonic()
        return sorted(found[0])

    def known(self, key: str) -> bool | None:
        """Whether a blob is there, as far as this is known; None where it is not."""
        if self._knows(key, f"{key}\0"):
            return key in self._objects
        return False if self._knows_missing(key.rpartition("/")[0]) else None

    def note_blob(self, key: str, size: int) -> None:
        """A blob that this process has just written."""
        if self._knows(key, f"{key}\0"):
            self._add(Object(key, size, time.time()))
        for prefix, (names, _) in self._children.items():
            if _is_in(key, prefix) and "/" in (rest := key[len(prefix) + 1 :]):
                names.add(rest.partition("/")[0])

    def note_removed(self, key: str) -> None:
        """A blob that this process has just removed."""
        if self._objects.pop(key, None):
            del self._keys[bisect_left(self._keys, key)]

    def _knows(self, first: str, end: str) -> bool:
        for old in [span for span in self._spans if not _is_fresh(span.since)]:
            self._forget(old.first, old.end)
        return any(span.covers(first, end) for span in self._spans)

    def _knows_missing(self, prefix: str) -> bool:
        """Whether the names of the folders beside it say that a folder is not there; then all of it is known."""
        above, _, name = prefix.rpartition("/")
        names, since = self._children.get(above, (None, 0.0))
        if names is None or name in names or not _is_fresh(since):
            return False
        self._forget(*_stretch(prefix))
        self._spans.append(Span(*_stretch(prefix), since))
        return True

    def _read_on_from(self, prefix: str) -> None:
        """List what lies below a folder, and what comes after it in its room as far as the last page reaches."""
        room = prefix.partition("/")[0]
        first, end = _stretch(prefix)
        since, found, reached = time.monotonic(), list[Object](), _stretch(room)[1]
        for page in self.bucket.pages(room, _just_before(prefix) if prefix != room else None):
            found += (one for one in page if one.key >= first)
            if len(page) == PAGE and page[-1].key >= end:
                reached = f"{page[-1].key}\0"
                break
        self._forget(first, reached)
        self._spans.append(Span(first, reached, since))
        for one in found:
            self._add(one)

    def _add(self, one: Object) -> None:
        if one.key not in self._objects:
            insort(self._keys, one.key)
        self._objects[one.key] = one


def _stretch(prefix: str) -> tuple[str, str]:
    """The first key that can lie below a folder, and the first after it that cannot."""
    return (f"{prefix}/", f"{prefix}{AFTER_SLASH}") if prefix else ("", chr(0x10FFFF))


def _is_in(key: str, prefix: str) -> bool:
    return not prefix or key == prefix or key.startswith(f"{prefix}/")


def _is_fresh(since: float) -> bool:
    return time.monotonic() - since <= BELIEVED_SECONDS


def _just_before(prefix: str) -> str:
    """A key that sorts before all of a folder's. Not its own name: SeaweedFS 4.48 then leaves the folder out."""
    return f"{prefix[:-1]}{chr(ord(prefix[-1]) - 1)}~"
