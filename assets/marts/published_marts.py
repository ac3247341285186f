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
from assets.lake.snapshots import FOLDER, MartFile, current, publish
from assets.lake.sql_literal import sql_literal
from assets.lake.storage import Lake
from assets.marts import job_pages, list_index
from assets.marts.empty_guard import EmptySnapshotError, refuse_empty
from assets.marts.warehouse_turn import warehouse_turn
from assets.reporting import ONE_RUN, OWNERS

NAME = "published_marts"

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
        name=NAME,
    )
    def publish_marts(
        context: dg.AssetExecutionContext, lake: dg.ResourceParam[Lake], warehouse: DuckDBResource
    ) -> Iterator[object]:
        building = lake.path(f"{FOLDER}/.building-{context.run_id}")
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        try:
            turn = warehouse_turn(Path(warehouse.database), context.run_id)
            with turn, warehouse.get_connection() as connection, closing(connection):
                files = [*copy_marts(connection, marts, building), *laid_out_for_readers(connection, building)]
            files += beside(context.instance, building)
            refuse_empty(files, current(lake), context.run.tags)
            snapshot, changed = publish(lake, building, files, context.run_id, keep)
        except EmptySnapshotError as error:
            raise dg.Failure(str(error), allow_retries=False) from None
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


def copy_marts(connection: duckdb.DuckDBPyConnection, marts: Sequence[Mart], folder: Path) -> Iterator[MartFile]:
    """Write each mart to `<folder>/<mart>.parquet`, rows in order of grain, and describe the file."""
    for mart in marts:
        path = folder / f"{mart.name}.parquet"
        order = ", ".join(f'"{column}"' for column in mart.grain)
        rows = f"select * from {mart.relation} order by {order}"  # noqa: S608 - names from dbt's own manifest
        connection.execute(f"copy ({rows}) to {sql_literal(path)} (format parquet, compression zstd)")
        yield described(connection, path, mart.description, mart.columns)


def laid_out_for_readers(connection: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[MartFile]:
    """Write what readers of one job and of lists open instead of the wide marts: the same rows, laid out for them."""
    pages = folder / f"{job_pages.NAME}.parquet"
    job_pages.write_job_pages(connection, folder / "job_detail.parquet", pages)
    yield described(connection, pages, job_pages.DESCRIPTION, {})
    for table, path in list_index.write_list_index(connection, folder):
        yield described(connection, path, table.description, table.columns)


def described(
    connection: duckdb.DuckDBPyConnection, path: Path, description: str, columns: Mapping[str, str]
) -> MartFile:
    """What the manifest says of a finished file; `columns` describes some or all of them."""
    file = sql_literal(path)
    schema = connection.execute(f"describe from read_parquet({file})").fetchall()
    count = connection.execute(f"select count(*) from read_parquet({file})").fetchall()[0][0]  # noqa: S608
    return MartFile(
        mart=path.stem,
        rows=int(count),
        schema=[
            {"name": str(name), "type": str(kind), "description": columns.get(str(name), "")}
            for name, kind, *_ in schema
        ],
        digest=file_digest(path),
        bytes=path.stat().st_size,
        description=description,
    )
