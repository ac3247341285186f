"""Which version each partition of each asset has, in the order in which events happened."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lineage.journal.record import Input, Materialization

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Current:
    """What a partition holds now: its version, the event that made it, and its rows where they were counted."""

    version: str | None
    event_id: str
    rows: int | None


@dataclass
class Versions:
    """The current version of every partition; None is the partition of an asset without days."""

    partitions: dict[str, dict[str | None, Current]] = field(default_factory=lambda: defaultdict(dict))

    def apply(self, record: Materialization) -> None:
        """Take a record into account; failed attempts change nothing."""
        if record.outcome == "complete":
            made = Current(record.version, record.event_id, record.rows_out)
            self.partitions[record.asset][record.partition] = made

    def of(self, asset: str, partition: str | None) -> Current | None:
        """What a partition holds now; None if it was never recorded."""
        return self.partitions.get(asset, {}).get(partition)

    def read(self, asset: str, partition: str | None) -> tuple[Input, int | None]:
        """What a reader of an asset met, and its rows: its own day, else the whole of it."""
        known = self.partitions.get(asset, {})
        own = known.get(partition)
        if own is not None:
            return Input(asset=asset, partition=partition, version=own.version, event_id=own.event_id), own.rows
        if partition is not None and None in known:
            return self.read(asset, None)
        if partition is not None or not known:
            return Input(asset=asset, partition=partition, partitions=0), None
        return _whole(asset, known)


def _whole(asset: str, known: dict[str | None, Current]) -> tuple[Input, int | None]:
    days = sorted((day or "", current) for day, current in known.items())
    version = digest(f"{day} {current.version or UNKNOWN}" for day, current in days)
    newest = max((current.event_id for _, current in days), key=event_order)
    rows = [current.rows for _, current in days]
    total = None if None in rows else sum(row or 0 for row in rows)
    return Input(asset=asset, version=version, partitions=len(days), event_id=newest), total


def event_order(event_id: str) -> tuple[str, int]:
    """Orders the event ids of one instance as they happened."""
    instance, _, number = event_id.partition("-")
    return instance, int(number) if number.isdigit() else 0


def made_version(code_version: str | None, inputs: Iterable[Input]) -> str:
    """The version of what code made from inputs: equal code and equal inputs, equal version."""
    lines = sorted(f"{item.asset} {item.partition or ''} {item.version or UNKNOWN}" for item in inputs)
    return digest([f"code {code_version or UNKNOWN}", *lines])


def digest(lines: Iterable[str]) -> str:
    """SHA-256 over lines."""
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
