"""What a lake holds, byte for byte, in a form in which two places can be compared."""

import hashlib
from collections.abc import Mapping
from datetime import date

from assets.lake.snapshots.snapshots import current
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TABLES

# It holds the ids and times of the very runs.
OF_THE_RUNS = "lineage_runs"


def digests(lake: Lake, marts: Lake | None = None) -> dict[str, str]:
    """The digests of all raw answers and days of tables, and of the files of the marts published in `marts`."""
    found = {key: hashlib.sha256(lake.get(key)).hexdigest() for key in lake.keys("raw/search_results")}
    for name, spec in TABLES.items():
        days: list[date | None] = [*lake.days(spec)] if spec.partitioned else [None]
        for day in days:
            digest = lake.digest(spec, day, of_bytes=True)
            if digest:
                found[f"{name}/{day}"] = digest
    return found | (_marts(marts) if marts else {})


def _marts(lake: Lake) -> dict[str, str]:
    snapshot = current(lake.published())
    if snapshot is None:
        return {}
    return {
        f"marts/{name}": " ".join(file.digest for file in snapshot.stored(name))
        for name in snapshot.marts
        if "view" not in snapshot.marts[name]
    }


def differences(wanted: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """What is not the same in both."""
    return sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))
