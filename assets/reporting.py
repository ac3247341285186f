"""What every materialization of a lake table says, and the one partition set: UTC days.

Dagster vocabulary that all asset modules share. It computes nothing about the data itself.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import dagster as dg

from assets.lake.storage.partition_writer import Written
from assets.lake.tables.schemas import FIRST_DAY, TableSpec

# A partition is the UTC day on which the search was made; today's is open, so that a search can be made by hand.
DAYS = dg.DailyPartitionsDefinition(start_date=FIRST_DAY, timezone="UTC", end_offset=1)

# A range of days is one run over the whole graph, not one run a day.
ONE_RUN = dg.BackfillPolicy.single_run()

OWNERS = ["team:joblake"]

# A day is closed at 00:20 UTC; two hours late is worth a look, two days are missing.
FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=50), warn_window=timedelta(hours=26))

Counts = Mapping[str, int | float | str | None]


def lake_table(
    spec: TableSpec,
    description: str,
    *,
    group: str,
    deps: Iterable[str] = (),
    kinds: Iterable[str] = ("python", "parquet"),
    code_version: str | None = None,
) -> dg.AssetSpec:
    """The asset of one lake table: its key is the table's name, its columns those of the schema."""
    return dg.AssetSpec(
        spec.name,
        deps=list(deps),
        description=f"{description}\n\nOne row is {spec.grain}.",
        group_name=group,
        kinds=set(kinds),
        owners=OWNERS,
        code_version=code_version,
        metadata={"dagster/column_schema": column_schema(spec), "grain": spec.grain},
        partitions_def=DAYS if spec.partitioned else None,
    )


def days_of(context: dg.AssetExecutionContext) -> list[date]:
    """The days of this run, in order; an empty selection is an error, never a silent success."""
    days = [date.fromisoformat(key) for key in context.partition_keys]
    if not days:
        raise dg.Failure("the run selects no day; expected one partition or a range of partitions", allow_retries=False)
    return days


def report(
    context: dg.AssetExecutionContext, spec: TableSpec, day: date | None, written: Written, counts: Counts | None = None
) -> None:
    """Attach to one partition's materialization what was written: rows, schema, digest, size and place."""
    metadata: dict[str, Any] = {
        "dagster/row_count": written.rows,
        "dagster/uri": written.uri,
        "dagster/column_schema": column_schema(spec),
        "digest": written.digest,
        "bytes": written.size,
        **{name: value for name, value in (counts or {}).items() if value is not None},
    }
    key = None if day is None else day.isoformat()
    context.add_asset_metadata(metadata, asset_key=spec.name, partition_key=key)


def result(spec: TableSpec, written: Iterable[Written]) -> dg.MaterializeResult[object]:
    """The materialization of a run: its data version is the digest of what was written, and nothing else."""
    return dg.MaterializeResult(asset_key=spec.name, data_version=dg.DataVersion(version_of(written)))


def version_of(written: Iterable[Written]) -> str:
    """One version for one partition (its own digest) or several (the digest of their digests)."""
    parts = list(written)
    if len(parts) == 1:
        return parts[0].digest
    lines = "".join(f"{part.uri} {part.digest}\n" for part in parts)
    return hashlib.sha256(lines.encode()).hexdigest()


def column_schema(spec: TableSpec) -> dg.TableSchema:
    """The columns of a table in Dagster's terms, with what each means."""
    return dg.TableSchema([dg.TableColumn(one.name, str(one.kind), one.description) for one in spec.columns])


def verdict(
    asset: str, check: str, problems: Sequence[str], severity: Literal["error", "warn"] = "error"
) -> dg.AssetCheckResult:
    """A check's result: passed if there is no problem, else failed with the first twenty of them."""
    metadata: dict[str, Any] = {"problems": list(problems[:20]), "count": len(problems)} if problems else {}
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name=check,
        passed=not problems,
        severity=dg.AssetCheckSeverity.ERROR if severity == "error" else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )
