"""What `make doctor` says of damage: every file of lake and home that does not hold what was written.

It mends nothing: what is derived the next run makes again by itself (`mending`).
"""

from collections.abc import Container, Iterator

from assets.lake.inspection import damage
from assets.lake.storage.damage import DamageError
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TABLES
from assets.llm.exchange.answer_cache import damaged_replies
from assets.search.doctor.finding import Finding
from orchestration.commands.stores import damaged_databases, damaged_warehouse
from orchestration.installation.settings import Settings

SHOWN = 20


def damage_found(settings: Settings, *, deep: bool) -> list[Finding]:
    """The findings; one that says `ok` where nothing is damaged.

    Args:
        settings: Where lake and home lie.
        deep: Read and digest everything. Otherwise only how files begin and end, and the ledger's journals.
    """
    found = [*_everything(settings, deep=deep)]
    if not found:
        said = "every file was read and has its digest" if deep else "no file is cut; DEEP=1 reads every digest"
        return [Finding("damage", "ok", said)]
    rest = [Finding("damage", "FIX", f"and {len(found) - SHOWN} more")] if len(found) > SHOWN else []
    return [*(Finding("damage", "FIX", str(error)) for error in found[:SHOWN]), *rest]


def _everything(settings: Settings, *, deep: bool) -> Iterator[DamageError]:
    lake = settings.open_lake()
    found = list(damage(lake, deep=deep))
    yield from found
    yield from (error for _part, error in damaged_databases(settings.home_folder, deep=deep))
    warehouse = damaged_warehouse(settings.warehouse, deep=deep)
    if warehouse:
        yield warehouse
    if deep:
        yield from damaged_replies(lake)
        yield from _other_digests(lake, {error.file.rpartition("/")[0] for error in found})


def _other_digests(lake: Lake, known: Container[str]) -> Iterator[DamageError]:
    """Tables that can be read and are not what their run wrote. Raw answers carry their own digests."""
    from lineage.current.staleness import digest_now
    from lineage.journal.journal import Journal

    for record in sorted(Journal(lake).newest().values(), key=lambda record: (record.asset, record.partition or "")):
        now = digest_now(lake, record, always=True) if record.asset in TABLES else record.version
        if now != record.version:
            day = record.partition
            remedy = f"Next: `make backfill FROM={day} TO={day}`" if day else "Next: any run"
            found = (
                f"its digest is {(now or 'that of nothing')[:12]}; run {record.run_id} wrote {str(record.version)[:12]}"
            )
            place = f"{record.asset}/search_date={day}" if day else record.asset
            if place not in known:
                yield DamageError(place, found, f"{remedy} makes it again")
