"""One bucket below a prefix, through obstore: the few requests that a lake makes, and a count of them.

Two of them carry everything: `create` writes an object only where there is none, and `swap` only over the very version
that was read. A store that takes these headers and ignores them is refused by `probe`.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from obstore.store import ObjectStore

PAGE = 1_000  # objects that a store lists at once
TIMEOUT = timedelta(seconds=60)
NEEDED = "JOBLAKE_LAKE is an address of an object store, which needs the optional dependencies. Next: `make fleet`"


class ConflictError(Exception):
    """Somebody else has written the object since it was read."""


class BucketError(OSError):
    """The store did not answer as asked; the message names the request and the object, and no credential."""


@dataclass(frozen=True, slots=True)  # a lake of years has a million
class Object:
    """An object as its bucket lists it: key, bytes, when it was written (seconds since 1970, UTC)."""

    key: str
    size: int
    written: float


@dataclass
class Bucket:
    """A bucket below a prefix.

    Attributes:
        url: `s3://bucket/prefix`; credentials, region and endpoint come from the variables that AWS' own tools read.
        requests: How many requests of each kind were made: LIST, GET, HEAD, PUT, DELETE.
    """

    url: str
    requests: Counter[str] = field(default_factory=Counter)

    @cached_property
    def store(self) -> "ObjectStore":
        """The connection, made when it is first needed."""
        try:
            from obstore.store import from_url
        except ModuleNotFoundError:
            raise ValueError(NEEDED) from None
        return from_url(self.url, client_options={"timeout": TIMEOUT, "allow_http": True})

    def get(self, key: str) -> bytes:
        """The bytes of an object; FileNotFoundError where there is none."""
        return self.read(key)[0]

    def read(self, key: str) -> tuple[bytes, str]:
        """The bytes of an object and the tag of the version that was read."""
        import obstore

        with self._asked("GET", key):
            found = obstore.get(self.store, key)
            return bytes(found.bytes()), str(found.meta["e_tag"])

    def head(self, key: str, length: int) -> bytes:
        """The first bytes of an object."""
        import obstore

        with self._asked("GET", key):
            found = obstore.get(self.store, key, options={"range": (0, length)})
            return bytes(found.bytes())

    def fetch(self, key: str, target: Path) -> None:
        """Write an object into a file, piece by piece."""
        import obstore

        with self._asked("GET", key), target.open("wb") as file:
            for piece in obstore.get(self.store, key):
                file.write(piece)

    def size(self, key: str) -> int | None:
        """How long an object is; None where there is none."""
        import obstore

        try:
            with self._asked("HEAD", key):
                return int(obstore.head(self.store, key)["size"])
        except FileNotFoundError:
            return None

    def create(self, key: str, content: bytes | Path) -> bool:
        """Write an object unless there is one; False if there was."""
        import obstore
        from obstore.exceptions import AlreadyExistsError

        try:
            with self._asked("PUT", key):
                obstore.put(self.store, key, content, mode="create", use_multipart=False)
        except AlreadyExistsError:
            return False
        return True

    def put(self, key: str, content: bytes | Path) -> None:
        """Write an object over whatever is there."""
        import obstore

        with self._asked("PUT", key):
            obstore.put(self.store, key, content)

    def swap(self, key: str, content: bytes, tag: str | None) -> str:
        """Write an object over the version with this tag, or where there is none if the tag is None; the new tag.

        Raises:
            ConflictError: It is not that version.
        """
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        mode: Any = "create" if tag is None else {"e_tag": tag}
        try:
            with self._asked("PUT", key):
                return str(obstore.put(self.store, key, content, mode=mode, use_multipart=False)["e_tag"])
        except (AlreadyExistsError, PreconditionError):
            raise ConflictError(key) from None

    def delete(self, *keys: str) -> None:
        """Remove objects; no error where there are none."""
        import obstore

        for key in keys:
            try:
                with self._asked("DELETE", key):
                    obstore.delete(self.store, key)
            except FileNotFoundError:
                continue

    def pages(self, prefix: str, after: str | None = None) -> Iterator[list[Object]]:
        """The objects below a folder in order of key, a page at a time; only those whose keys sort after `after`."""
        import obstore

        stream = iter(obstore.list(self.store, prefix, offset=after, chunk_size=PAGE))
        while True:
            with self._asked("LIST", prefix):
                page = next(stream, None)
            if page is None:
                self.requests["LIST"] -= 1  # the end of the page before was the end of all
                return
            yield [Object(str(one["path"]), int(one["size"]), one["last_modified"].timestamp()) for one in page]

    def folders(self, prefix: str) -> list[str]:
        """The names of the folders directly in a folder, sorted."""
        import obstore

        with self._asked("LIST", prefix):
            found = obstore.list_with_delimiter(self.store, prefix)["common_prefixes"]
        self.requests["LIST"] += len(found) // PAGE
        return sorted(path.rpartition("/")[2] for path in found)

    @contextmanager
    def _asked(self, kind: str, key: str) -> Iterator[None]:
        """Count a request, and say in this project's terms what the store did not do."""
        from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError, PreconditionError

        self.requests[kind] += 1
        try:
            yield
        except (AlreadyExistsError, PreconditionError):
            raise
        except (NotFoundError, FileNotFoundError):
            raise FileNotFoundError(f"{self.url}/{key}") from None
        except BaseError as error:
            said = " ".join(str(error).split())[:200]
            raise BucketError(f"{kind} {self.url}/{key}: {type(error).__name__}: {said}") from None
