"""Postings that an earlier day read from the same object: what lasts is copied as columns, the sighting is read anew.

An object is the same where all but its id and its date is (`posting_columns.SIGHTED`), asked from the same country, and
read by the same rules. A day made so has the bytes of one that was read: nothing of what an object means is known here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from assets.lake.reuse.reuse_index import ReuseIndex, days_to_ask, key_of
from assets.lake.storage.partition_writer import PartitionWriter, Row
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import JOB_POSTINGS
from assets.postings.objects.json_text import compact_json
from assets.postings.posting import normaliser_version
from assets.postings.posting_columns import lasting_part

ROWS_AT_ONCE = 1_000

Place = tuple[date, int]


@dataclass(frozen=True)
class Held:
    """Those rows of a day that stand in no nearer one, and where in them a row of the partition is."""

    table: pa.Table
    position: dict[int, int]

    def at(self, rows: Sequence[int]) -> pa.Table:
        """These rows of the partition, in this order."""
        return self.table.take(pa.array([self.position[row] for row in rows], pa.int64()))


def object_key(job: object, query_country: str | None) -> bytes | None:
    """The key of all that decides the columns that last; None for what cannot be written as an object."""
    if not isinstance(job, dict):
        return None
    try:
        return key_of(compact_json(lasting_part(job)), query_country)
    except RecursionError:
        return None


class KnownPostings:
    """What the days up to one hold, by key."""

    def __init__(self, lake: Lake, day: date) -> None:
        self._lake, self._day = lake, day
        self.index = ReuseIndex(lake, JOB_POSTINGS, normaliser_version())
        self._places: dict[bytes, Place] = {}
        for earlier in days_to_ask(day):
            for key, row in self.index.places(earlier).items():
                self._places.setdefault(key, (earlier, row))
        self._rows: defaultdict[date, set[int]] = defaultdict(set)
        for earlier, row in self._places.values():
            self._rows[earlier].add(row)
        self._sound: dict[date, bool] = {}
        self._held: dict[date, Held] = {}

    def place_of(self, key: bytes | None) -> Place | None:
        """Where a row of this key stands; None where none does for sure."""
        place = self._places.get(key) if key else None
        if place is None:
            return None
        if place[0] not in self._sound:
            self._sound[place[0]] = self.index.holds(place[0])
        return place if self._sound[place[0]] else None

    def description(self, place: Place) -> str:
        """The description of a row, cleaned and masked."""
        held = self.held(place[0])
        return str(held.table["description"][held.position[place[1]]].as_py())

    def held(self, day: date) -> Held:
        """What is copied from a day: read once, and kept without the rows that a nearer day has, too."""
        if day not in self._held:
            rows = sorted(self._rows[day])
            table = self._lake.read_partitions(JOB_POSTINGS, [day]).take(pa.array(rows, pa.int64())).combine_chunks()
            self._held[day] = Held(table, {row: number for number, row in enumerate(rows)})
        return self._held[day]


class PostingWriter:
    """Writes the postings of a day in their order: rows that were read, and sightings of rows that are known."""

    def __init__(self, writer: PartitionWriter, known: KnownPostings) -> None:
        self._writer, self._known = writer, known
        self._rows: list[Row] = []
        self._places: list[Place | None] = []
        self._written: dict[bytes, int] = {}
        self._count = 0
        self.copied = 0

    def add(self, key: bytes | None, row: Row, place: Place | None) -> None:
        """Add a posting.

        Args:
            key: Of its object; None where it is not to be known again.
            row: All columns, or, of a known one, those of the sighting.
            place: Where its other columns stand, of a known one.
        """
        if key is not None:
            self._written.setdefault(key, self._count)
        self._count += 1
        self.copied += place is not None
        self._rows.append(row)
        self._places.append(place)
        if len(self._rows) >= ROWS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Hand on what waits."""
        days = sorted({place[0] for place in self._places if place is not None})
        parts, order = [], []
        for day in (None, *days):
            chosen = [number for number, place in enumerate(self._places) if (place[0] if place else None) == day]
            order += chosen
            parts.append(self._part(day, chosen))
        if order:
            back = sorted(range(len(order)), key=order.__getitem__)
            self._writer.add_table(pa.concat_tables(parts).take(pa.array(back, pa.int64())))
        self._rows, self._places = [], []

    def remember(self, day: date, digest: str) -> None:
        """Note what the day's partition was made from; after it was written."""
        self._known.index.remember(day, self._written, digest)

    def _part(self, day: date | None, chosen: Sequence[int]) -> pa.Table:
        schema = JOB_POSTINGS.schema
        rows = [self._rows[number] for number in chosen]
        if day is None:
            return pa.Table.from_pylist(rows, schema=schema)
        names = set(rows[0])
        sighted = pa.Table.from_pylist(rows, schema=pa.schema([field for field in schema if field.name in names]))
        places = [place[1] for place in map(self._places.__getitem__, chosen) if place]
        lasting = self._known.held(day).at(places)
        return pa.table([(sighted if name in names else lasting)[name] for name in schema.names], schema=schema)
