"""What an earlier day holds of the same text, copied as Arrow columns instead of read again.

Beside each partition that a text stage writes lies an index: for each job the key of exactly what was read, and whose
rows hold what was found. A later day asks the days before it. The index is derived: it names the digest of the
partition it speaks of and the version of the rules, and where either differs, or the file is gone or damaged, the text
is read as if nobody had seen it. So a partition made with it equals one made without it.

At most `LOOK_BACK` days are asked and `MOST_DAYS` indexes kept per table. What a text means is not known here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets.lake.schemas import TableSpec
from assets.lake.storage import Lake

FOLDER = "reuse"
LOOK_BACK = 31
MOST_DAYS = 400
KEY_BYTES = 16
_INDEX = pa.schema([("key", pa.binary(KEY_BYTES)), ("job_key", pa.int64())])
_VERSION, _DIGEST = b"version", b"digest"


@dataclass(frozen=True, slots=True)
class Text:
    """A job of a day, and the key of what a stage reads of it."""

    job_key: int
    content_hash: str
    key: bytes


@dataclass(frozen=True)
class Copied:
    """Rows that earlier days held, as rows of the day that asked, and the jobs they speak for."""

    rows: pa.Table
    jobs: frozenset[int]


def key_of(*inputs: str | None) -> bytes:
    """The key of exactly these inputs, in this order; None and an empty text differ."""
    digest = blake2b(digest_size=KEY_BYTES)
    for given in inputs:
        data = b"" if given is None else given.encode("utf-8", "surrogatepass")
        digest.update(b"-" if given is None else b"%d:" % len(data))
        digest.update(data)
    return digest.digest()


@dataclass
class Reuse:
    """Copies from and to one table of the lake, under one version of the rules.

    Attributes:
        damaged: Days whose index could not be read; it is made again when the day is.
    """

    lake: Lake
    spec: TableSpec
    version: str
    damaged: list[date] = field(default_factory=list)

    def copy(self, day: date, texts: Iterable[Text]) -> Copied:
        """The rows of those texts that this day as it stands, or one of the days before it, holds."""
        wanted: dict[bytes, list[Text]] = {}
        for text in texts:
            wanted.setdefault(text.key, []).append(text)
        parts: list[pa.Table] = []
        jobs: set[int] = set()
        for number in range(LOOK_BACK + 1):
            earlier = day - timedelta(days=number)
            found = self._holders(earlier, wanted) if wanted else {}
            if found:
                askers = [(found[key], text) for key in sorted(found) for text in wanted.pop(key)]
                jobs.update(text.job_key for _, text in askers)
                parts.append(_as_of(day, self._rows(earlier, found.values()), askers))
        return Copied(pa.concat_tables(parts) if parts else self.spec.schema.empty_table(), frozenset(jobs))

    def remember(self, day: date, texts: Sequence[Text], digest: str) -> None:
        """Note what the partition of a day, which has this digest, was made from."""
        holders = {text.key: text.job_key for text in sorted(texts, key=lambda text: -text.job_key)}
        schema = _INDEX.with_metadata({_VERSION: self.version, _DIGEST: digest})
        index = pa.table([sorted(holders), [holders[key] for key in sorted(holders)]], schema=schema)
        made = pa.BufferOutputStream()
        pq.write_table(index, made, compression="zstd")
        self.lake.replace(self._key(day), made.getvalue().to_pybytes())
        self._prune(day)

    def _holders(self, day: date, wanted: Collection[bytes]) -> Mapping[bytes, int]:
        """Whose rows hold which of these texts on a day; empty where nothing sure can be said of the partition."""
        index = self._index(day)
        if index is None:
            return {}
        said = index.schema.metadata or {}
        if said.get(_VERSION) != self.version.encode():
            return {}
        pairs = zip(index["key"].to_pylist(), index["job_key"].to_pylist(), strict=True)
        found = {key: holder for key, holder in pairs if key in wanted}
        return found if found and said.get(_DIGEST) == self._digest(day) else {}

    def _index(self, day: date) -> pa.Table | None:
        path = self.lake.path(self._key(day))
        if not path.is_file():
            return None
        try:
            index = pq.ParquetFile(path).read()
        except (OSError, pa.ArrowException):
            index = None
        if index is None or not index.schema.equals(_INDEX):
            self.damaged.append(day)
            return None
        return index

    def _digest(self, day: date) -> bytes:
        return (self.lake.digest(self.spec, day) or "").encode()

    def _rows(self, day: date, jobs: Iterable[int]) -> pa.Table:
        table = self.lake.read_partitions(self.spec, [day])
        return table.filter(pc.is_in(table["job_key"], value_set=pa.array(sorted(set(jobs)), pa.int64())))

    def _key(self, day: date) -> str:
        return f"{FOLDER}/{self.spec.name}/{day}.parquet"

    def _prune(self, day: date) -> None:
        keys = self.lake.keys(f"{FOLDER}/{self.spec.name}")
        if len(keys) > MOST_DAYS:
            by_distance = sorted(keys, key=lambda key: abs(date.fromisoformat(_day_in(key)) - day))
            for key in by_distance[MOST_DAYS:]:
                self.lake.remove(key)


def _day_in(key: str) -> str:
    return key.rsplit("/", 1)[-1].removesuffix(".parquet")


def _as_of(day: date, rows: pa.Table, askers: Sequence[tuple[int, Text]]) -> pa.Table:
    """The rows once for each job that asks for them, under that job's day, key and content."""
    asked = pa.table(
        {
            "holder": pa.array([holder for holder, _ in askers], pa.int64()),
            "asker": pa.array([text.job_key for _, text in askers], pa.int64()),
            "asker_hash": pa.array([text.content_hash for _, text in askers], pa.string()),
        }
    )
    joined = rows.join(asked, keys="job_key", right_keys="holder", join_type="inner")
    replaced = {
        "search_date": pa.array([day] * joined.num_rows, pa.date32()),
        "job_key": joined["asker"],
        "content_hash": joined["asker_hash"],
    }
    columns = [replaced.get(name, joined[name] if name not in replaced else None) for name in rows.schema.names]
    return pa.table(columns, schema=rows.schema)
