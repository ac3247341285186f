"""What was seen of a bucket lately, so that a step asks for few listings: whole pages of folders, and indexes.

A LIST brings a thousand keys for the price of one, so a listing of one day is read on into the days after it, and every
folder that a page holds whole is known. What this process writes is kept up here; what others write is seen after
`forget`, which every lock of the lake calls, and after a minute at the latest.
"""

import time
from dataclasses import dataclass, field

from assets.lake.storage.files import Listed
from assets.lake.objects.bucket import PAGE, Bucket
from assets.lake.objects.month_index import Month, read_index

BELIEVED_SECONDS = 60.0
DAY = "date="  # `search_date=<day>`, and `date=<day>` of lineage


@dataclass
class Look:
    """What is known of a bucket."""

    bucket: Bucket
    _folders: dict[str, dict[str, Listed]] = field(default_factory=dict)
    _indexes: dict[str, Month] = field(default_factory=dict)
    _since: float = 0.0

    def forget(self) -> None:
        """Know nothing."""
        self._folders, self._indexes = {}, {}
        self._since = time.monotonic()

    def _fresh(self) -> None:
        if time.monotonic() - self._since > BELIEVED_SECONDS:
            self.forget()

    def index(self, key: str) -> Month:
        """An index."""
        self._fresh()
        if key not in self._indexes:
            self._indexes[key] = read_index(self.bucket, key)
        return self._indexes[key]

    def note_index(self, key: str, month: Month) -> None:
        """An index as this process has just written it."""
        self._indexes[key] = month

    def folder(self, prefix: str) -> dict[str, Listed]:
        """The blobs directly in a folder, by name."""
        self._fresh()
        if prefix not in self._folders:
            self._read_on_from(prefix)
        return self._folders[prefix]

    def known(self, key: str) -> bool | None:
        """Whether a blob is there, as far as its folder has been looked at; None where it has not."""
        self._fresh()
        folder, _, name = key.rpartition("/")
        return name in self._folders[folder] if folder in self._folders else None

    def note_blob(self, key: str, size: int) -> None:
        """A blob that this process has just written."""
        folder, _, name = key.rpartition("/")
        if folder in self._folders:
            self._folders[folder][name] = Listed(name, size, time.time())

    def note_removed(self, key: str) -> None:
        """A blob that this process has just removed."""
        folder, _, name = key.rpartition("/")
        self._folders.get(folder, {}).pop(name, None)

    def _read_on_from(self, prefix: str) -> None:
        """List a folder, and what comes after it in its table as far as the last page reaches."""
        found: dict[str, dict[str, Listed]] = {prefix: {}}
        for page in self.bucket.pages(_listed_from(prefix), _just_before(prefix)):
            folder = prefix
            for one in page:
                folder, _, name = one.key.rpartition("/")
                found.setdefault(folder, {})[name] = Listed(name, one.size, one.written)
            if len(page) == PAGE and not _is_in(folder, prefix):
                _drop_cut(found, folder)
                break
        # A folder above the first key may have objects before it.
        self._folders |= {name: blobs for name, blobs in found.items() if f"{name}/" > prefix}


def _listed_from(prefix: str) -> str:
    """The folder whose listing is read on: that of the days, where a folder lies in a day."""
    parts = prefix.split("/")
    days = (number for number, part in enumerate(parts) if DAY in part)
    return "/".join(parts[: next(days, len(parts) - 1)])


def _just_before(prefix: str) -> str:
    """A key that sorts before all of a folder's. Not its own name: SeaweedFS 4.48 then leaves the folder out."""
    return f"{prefix[:-1]}{chr(ord(prefix[-1]) - 1)}~"


def _is_in(folder: str, prefix: str) -> bool:
    return folder == prefix or folder.startswith(f"{prefix}/")


def _drop_cut(found: dict[str, dict[str, Listed]], last: str) -> None:
    """Forget the folder that a page's end may have cut, and those above it."""
    for name in [name for name in found if _is_in(last, name)]:
        del found[name]
