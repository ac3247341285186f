"""What a partition was made from: for each thing read the key of exactly what was read, and where its rows stand.

One small file a day and table beside the lake's tables. It is derived: it names the digest of the partition it speaks
of and the version of the rules, and where either differs, or the file is gone or damaged, nothing is known. At most
`LOOK_BACK` days are asked and `MOST_DAYS` files kept per table. What is copied, and how, is not known here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from hashlib import blake2b

import pyarrow as pa
import pyarrow.parquet as pq

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TableSpec

FOLDER = "reuse"
LOOK_BACK = 31
MOST_DAYS = 400
KEY_BYTES = 16
_SCHEMA = pa.schema([("key", pa.binary(KEY_BYTES)), ("place", pa.int64())])
_VERSION, _DIGEST = b"version", b"digest"


def key_of(*inputs: str | None) -> bytes:
    """The key of exactly these inputs, in this order; None and an empty text differ."""
    digest = blake2b(digest_size=KEY_BYTES)
    for given in inputs:
        data = b"" if given is None else given.encode("utf-8", "surrogatepass")
        digest.update(b"-" if given is None else b"%d:" % len(data))
        digest.update(data)
    return digest.digest()


def days_to_ask(day: date) -> Iterator[date]:
    """A day as it stands, and the days before it, the nearest first."""
    return (day - timedelta(days=number) for number in range(LOOK_BACK + 1))


@dataclass
class ReuseIndex:
    """The indexes of one table under one version of the rules.

    Attributes:
        damaged: Days whose index was asked and could not be read; it is made again when the day is.
    """

    lake: Lake
    spec: TableSpec
    version: str
    damaged: list[date] = field(default_factory=list)
    _made_of: dict[date, bytes] = field(default_factory=dict)

    def places(self, day: date) -> Mapping[bytes, int]:
        """Where what was read stands in the partition of a day, by key; whether that is so still, `holds` says."""
        found = self._read(day)
        said = (found.schema.metadata or {}) if found else {}
        if found is None or said.get(_VERSION) != self.version.encode():
            return {}
        self._made_of[day] = said.get(_DIGEST, b"")
        return dict(zip(found["key"].to_pylist(), found["place"].to_pylist(), strict=True))

    def holds(self, day: date) -> bool:
        """Whether the partition of a day, whose `places` were asked, is the one they speak of. Reads the whole file."""
        said = self._made_of.get(day)
        return bool(said) and said == (self.lake.digest(self.spec, day) or "").encode()

    def remember(self, day: date, places: Mapping[bytes, int], digest: str) -> None:
        """Note where in the partition of a day, which has this digest, what was read stands."""
        keys = sorted(places)
        schema = _SCHEMA.with_metadata({_VERSION: self.version, _DIGEST: digest})
        made = pa.BufferOutputStream()
        pq.write_table(pa.table([keys, [places[key] for key in keys]], schema=schema), made, compression="zstd")
        self.lake.replace(self._key(day), made.getvalue().to_pybytes())
        self._there.add(f"{day}.parquet")
        self._prune(day)

    @cached_property
    def _there(self) -> set[str]:
        """The names of the indexes, looked up once: a day asks for thirty that need not be there."""
        return set(self.lake.names(f"{FOLDER}/{self.spec.name}"))

    def _read(self, day: date) -> pa.Table | None:
        if f"{day}.parquet" not in self._there:
            return None
        try:
            found = pq.ParquetFile(self.lake.opened(self._key(day))).read()
        except FileNotFoundError:  # removed since the names were read
            return None
        except (OSError, pa.ArrowException):
            found = None
        if found is None or not found.schema.equals(_SCHEMA):
            self.damaged.append(day)
            return None
        return found

    def _key(self, day: date) -> str:
        return f"{FOLDER}/{self.spec.name}/{day}.parquet"

    def _prune(self, day: date) -> None:
        if len(self._there) > MOST_DAYS:
            days = (date.fromisoformat(name.removesuffix(".parquet")) for name in self._there)
            for one in sorted(days, key=lambda one: abs(one - day))[MOST_DAYS:]:
                self.lake.remove(self._key(one))
                self._there.discard(f"{one}.parquet")
