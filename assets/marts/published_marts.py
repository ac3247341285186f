"""published_marts: the marts as an immutable Parquet snapshot, the only thing readers ever open.

Runs after dbt's tests. It copies each mart in the order of its grain, so that equal marts are equal bytes, and moves
the pointer `marts/CURRENT`. It computes nothing.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import duckdb
from dagster_duckdb import DuckDBResource

from assets.lake.partition_writer import file_digest
from assets.lake.snapshots import FOLDER, MartFile, publish
from assets.lake.storage import Lake
from assets.marts import job_pages
from assets.reporting import ONE_RUN, OWNERS

NAME = "published_marts"
POOL = "warehouse"

# Writes further tables of the snapshot into its folder, given the Dagster instance of the run.
Beside = Callable[[dg.DagsterInstance, Path], Iterable[MartFile]]


@dataclass(frozen=True)
class Mart:
    """One mart to publish: its table in the warehouse, the columns that order it, what it and each column is."""

    name: str
    relation: str
    grain: tuple[str, ...]
    description: str
    columns: Mapping[str, str]


def published_marts(
    marts: Sequence[Mart], upstream: Iterable[dg.AssetKey], keep: int, beside: Beside
) -> dg.AssetsDefinition:
    """The publishing asset over the marts that dbt's manifest names.

    Args:
        marts: What to publish.
        upstream: The assets that must be there first.
        keep: How many snapshots to keep.
        beside: What is published with the marts and does not come from the warehouse.
    """

    @dg.multi_asset(
        specs=[
            dg.AssetSpec(
                NAME,
                deps=list(upstream),
                group_name="marts",
                kinds={"duckdb", "parquet"},
                owners=OWNERS,
                description="The marts as an immutable Parquet snapshot; `marts/CURRENT` names the one to read.",
            )
        ],
        backfill_policy=ONE_RUN,
        pool=POOL,
        name=NAME,
    )
    def publish_marts(
        context: dg.AssetExecutionContext, lake: dg.ResourceParam[Lake], warehouse: DuckDBResource
    ) -> Iterator[object]:
        building = lake.path(f"{FOLDER}/.building-{context.run_id}")
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        try:
            with warehouse.get_connection() as connection, closing(connection):
                files = [*copy_marts(connection, marts, building), pages_of_jobs(connection, building)]
            files += beside(context.instance, building)
            snapshot, changed = publish(lake, building, files, context.run_id, keep)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        yield dg.MaterializeResult(
            asset_key=NAME,
            data_version=dg.DataVersion(snapshot.snapshot_id),
            metadata={
                "snapshot": snapshot.snapshot_id,
                "changed": changed,
                "dagster/row_count": sum(file.rows for file in files),
                "dagster/uri": f"{FOLDER}/snapshot={snapshot.snapshot_id}",
                "bytes": sum(file.bytes for file in files),
                "marts": dg.TableMetadataValue(
                    records=[dg.TableRecord({"mart": f.mart, "rows": f.rows, "digest": f.digest}) for f in files],
                    schema=dg.TableSchema([dg.TableColumn(name) for name in ("mart", "rows", "digest")]),
                ),
            },
        )

    return publish_marts


def pages_of_jobs(connection: duckdb.DuckDBPyConnection, folder: Path) -> MartFile:
    """Write job_pages beside job_detail: the same rows, laid out for readers that ask for one job at a time."""
    path = folder / f"{job_pages.NAME}.parquet"
    rows = job_pages.write_job_pages(connection, folder / "job_detail.parquet", path)
    described = connection.execute(f"describe from read_parquet({_quoted(path)})").fetchall()
    return MartFile(
        mart=job_pages.NAME,
        rows=rows,
        schema=[{"name": str(name), "type": str(kind), "description": ""} for name, kind, *_ in described],
        digest=file_digest(path),
        bytes=path.stat().st_size,
        description=job_pages.DESCRIPTION,
    )


def copy_marts(connection: duckdb.DuckDBPyConnection, marts: Sequence[Mart], folder: Path) -> Iterator[MartFile]:
    """Write each mart to `<folder>/<mart>.parquet`, rows in order of grain, and describe the file."""
    for mart in marts:
        path = folder / f"{mart.name}.parquet"
        file = _quoted(path)
        order = ", ".join(f'"{column}"' for column in mart.grain)
        rows = f"select * from {mart.relation} order by {order}"  # noqa: S608 - names from dbt's own manifest
        connection.execute(f"copy ({rows}) to {file} (format parquet, compression zstd)")
        described = connection.execute(f"describe from read_parquet({file})").fetchall()
        count = connection.execute(f"select count(*) from read_parquet({file})").fetchall()[0][0]  # noqa: S608
        yield MartFile(
            mart=mart.name,
            rows=int(count),
            schema=[
                {"name": str(name), "type": str(kind), "description": mart.columns.get(str(name), "")}
                for name, kind, *_ in described
            ],
            digest=file_digest(path),
            bytes=path.stat().st_size,
            description=mart.description,
        )


def _quoted(path: Path) -> str:
    return "'{}'".format(path.as_posix().replace("'", "''"))
