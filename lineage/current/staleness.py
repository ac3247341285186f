"""What is older than what it was made from, and why. Dagster computes no staleness below partitioned assets; this does.

Four reasons: `on_disk`, a partition no longer is what its run wrote; `new_data`, an input has another version by now;
`new_code`, the code has another version by now; `upstream`, something above is stale for one of the other reasons.
Digests are taken again only of files whose size or time has changed since they were recorded; `verify` takes them all.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from assets.lake.raw import raw_answers
from assets.lake.storage.files import Listed
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TABLES
from lineage.journal.record import Input, Materialization
from lineage.journal.versions import Versions

RAW = "raw_search_results"
Part = tuple[str, str | None]


@dataclass(frozen=True, order=True)
class Stale:
    """One reason why one partition of one asset is out of date.

    Attributes:
        cause_asset: What changed: the asset itself for `on_disk` and `new_code`, else one above.
        cause: Of the stale asset above, its reason, for `upstream`; else the same as `reason`.
        built_with: The version it was made from or with.
        now: The version that stands there now.
    """

    asset: str
    partition: str
    reason: str
    cause_asset: str
    cause_partition: str
    cause: str
    built_with: str
    now: str


@dataclass
class Records:
    """The newest materialization of every partition, and in which order each partition last got another version."""

    newest: dict[Part, Materialization]
    order: dict[Part, int]
    changed: dict[Part, int]
    versions: Versions

    @classmethod
    def of(cls, records: list[Materialization]) -> "Records":
        """From all records, oldest first."""
        found = cls({}, {}, {}, Versions())
        for position, record in enumerate(records):
            if record.outcome != "complete":
                continue
            part = (record.asset, record.partition)
            found.newest[part], found.order[part] = record, position
            if record.changed:
                found.changed[part] = position
            found.versions.apply(record)
        return found


def staleness(lake: Lake, records: list[Materialization], code: Mapping[str, str]) -> list[Stale]:
    """Everything that is out of date, sorted.

    Args:
        lake: Where the partitions lie.
        records: All records, oldest first.
        code: The code version of each asset as it is now; assets that are not named are not compared.
    """
    known = Records.of(records)
    roots: dict[Part, set[Stale]] = defaultdict(set)
    for part, record in known.newest.items():
        roots[part] |= {*_on_disk(lake, record), *_new_code(record, code), *_new_data(known, record)}
    return sorted({*(one for found in roots.values() for one in found), *_below(known, roots)})


def _on_disk(lake: Lake, record: Materialization) -> Iterator[Stale]:
    if record.asset != RAW and record.asset not in TABLES:
        return
    now = digest_now(lake, record)
    if now != record.version:
        yield _stale(record, "on_disk", record.asset, record.partition, record.version, now or "nothing")


def digest_now(lake: Lake, record: Materialization, *, always: bool = False) -> str | None:
    """The digest of a lake partition as it lies there; the recorded one where no file has changed since."""
    files = _files(lake, record)
    if not always and files and not _touched(files, record):
        return record.version
    day = date.fromisoformat(record.partition) if record.partition else None
    if record.asset == RAW:
        return raw_answers.day_version(lake, day).digest if day and files else _empty(record)
    return lake.digest(TABLES[record.asset], day, of_bytes=always) or _empty(record)


def _files(lake: Lake, record: Materialization) -> list[Listed]:
    day = date.fromisoformat(record.partition) if record.partition else None
    if record.asset == RAW:
        return raw_answers.day_listing(lake, day) if day else []
    files = lake.resolve(TABLES[record.asset], [day] if day else None)
    return [Listed(file.file_name, file.size, file.written) for file in files]


def _touched(files: list[Listed], record: Materialization) -> bool:
    newest = datetime.fromtimestamp(max(file.written for file in files), UTC)
    return newest > record.finished_at or sum(file.size for file in files) != record.bytes


def _empty(record: Materialization) -> str | None:
    """The version of a day without any file, if that is what was recorded."""
    return record.version if not record.rows_out else None


def _new_code(record: Materialization, code: Mapping[str, str]) -> Iterator[Stale]:
    now = code.get(record.asset)
    if now and record.code_version and record.code_version != now:
        yield _stale(record, "new_code", record.asset, record.partition, record.code_version, now)


def _new_data(known: Records, record: Materialization) -> Iterator[Stale]:
    for item in record.inputs:
        now, _ = known.versions.read(item.asset, record.partition)
        if now.version != item.version:
            for partition in _changed_since(known, item, record):
                version = known.newest[item.asset, partition].version
                yield _stale(record, "new_data", item.asset, partition, item.version or "nothing", version or "nothing")


def _changed_since(known: Records, item: Input, record: Materialization) -> list[str | None]:
    made = known.order[record.asset, record.partition]
    partitions = [record.partition] if (item.asset, record.partition) in known.changed else []
    partitions = partitions or list(known.versions.partitions[item.asset])
    return [one for one in partitions if known.changed.get((item.asset, one), -1) > made]


def _below(known: Records, roots: Mapping[Part, set[Stale]]) -> Iterator[Stale]:
    """For every partition, the reasons that hold for anything above it."""
    above: dict[Part, set[Stale]] = {}

    def causes(part: Part) -> set[Stale]:
        if part not in above:
            above[part] = set()
            for item in known.newest[part].inputs:
                for upper in _parts(known, item, part[1]):
                    above[part] |= roots.get(upper, set()) | causes(upper)
        return above[part]

    for part, record in known.newest.items():
        for cause in causes(part):
            yield replace(
                cause, asset=record.asset, partition=record.partition or "", reason="upstream", cause=cause.reason
            )


def _parts(known: Records, item: Input, partition: str | None) -> list[Part]:
    days = known.versions.partitions.get(item.asset, {})
    if partition in days:
        return [(item.asset, partition)]
    return [(item.asset, day) for day in days if partition is None or day is None]


def _stale(
    record: Materialization, reason: str, asset: str, partition: str | None, built_with: str | None, now: str
) -> Stale:
    return Stale(
        record.asset, record.partition or "", reason, asset, partition or "", reason, built_with or "nothing", now
    )
