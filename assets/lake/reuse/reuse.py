"""What an earlier day holds of the same text, copied as Arrow columns instead of read again.

For tables whose rows belong to a job. A later day asks the days before it (`reuse_index`), and a partition made so
equals one made without it. What a text means is not known here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from assets.lake.reuse.reuse_index import ReuseIndex, days_to_ask
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TableSpec


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


class Reuse:
    """Copies from and to one table of the lake, under one version of the rules."""

    def __init__(self, lake: Lake, spec: TableSpec, version: str) -> None:
        self.lake, self.spec = lake, spec
        self.index = ReuseIndex(lake, spec, version)

    def copy(self, day: date, texts: Iterable[Text]) -> Copied:
        """The rows of those texts that this day as it stands, or one of the days before it, holds."""
        wanted: dict[bytes, list[Text]] = {}
        for text in texts:
            wanted.setdefault(text.key, []).append(text)
        parts: list[pa.Table] = []
        jobs: set[int] = set()
        for earlier in days_to_ask(day):
            holders = self._holders(earlier, wanted) if wanted else {}
            if holders:
                askers = [(holders[key], text) for key in sorted(holders) for text in wanted.pop(key)]
                jobs.update(text.job_key for _, text in askers)
                parts.append(_as_of(day, self._rows(earlier, holders.values()), askers))
        return Copied(pa.concat_tables(parts) if parts else self.spec.schema.empty_table(), frozenset(jobs))

    def remember(self, day: date, texts: Sequence[Text], digest: str) -> None:
        """Note what the partition of a day, which has this digest, was made from."""
        holders = {text.key: text.job_key for text in sorted(texts, key=lambda text: -text.job_key)}
        self.index.remember(day, holders, digest)

    def _holders(self, day: date, wanted: Collection[bytes]) -> Mapping[bytes, int]:
        """Whose rows hold which of these texts on a day; empty where nothing sure can be said of the partition."""
        found = {key: holder for key, holder in self.index.places(day).items() if key in wanted}
        return found if found and self.index.holds(day) else {}

    def _rows(self, day: date, jobs: Iterable[int]) -> pa.Table:
        table = self.lake.read_partitions(self.spec, [day])
        return table.filter(pc.is_in(table["job_key"], value_set=pa.array(sorted(set(jobs)), pa.int64())))


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
    columns = [replaced[name] if name in replaced else joined[name] for name in rows.schema.names]
    return pa.table(columns, schema=rows.schema)
