"""published_marts: the marts as an immutable Parquet snapshot, the only thing readers ever open.

Runs after dbt's tests. It writes the files that have changed (`mart_files`), keeps the others, and moves the pointer
`marts/CURRENT`. It computes nothing.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import dagster as dg
from dagster_duckdb import DuckDBResource

from assets.lake.objects.published import PublishedMeanwhileError
from assets.lake.snapshots.publishing import MartFile, building_folder, publish
from assets.lake.snapshots.snapshots import FOLDER, current
from assets.lake.storage.storage import Lake
from assets.marts.empty_guard import EmptySnapshotError, refuse_empty
from assets.marts.files.mart_files import Mart, mart_files
from assets.marts.warehouse.turn import warehouse_turn
from assets.reporting import FRESH, ONE_RUN, OWNERS

NAME = "published_marts"

# Writes further tables of the snapshot into its folder, given the Dagster instance of the run.
Beside = Callable[[dg.DagsterInstance, Path], Iterable[MartFile]]


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
                freshness_policy=FRESH,
                description="The marts as an immutable Parquet snapshot; `marts/CURRENT` names the one to read.",
            )
        ],
        backfill_policy=ONE_RUN,
        name=NAME,
    )
    def publish_marts(
        context: dg.AssetExecutionContext, lake: dg.ResourceParam[Lake], warehouse: DuckDBResource
    ) -> Iterator[object]:
        published = lake.published()
        building = building_folder(published, context.run.run_id)
        try:
            turn = warehouse_turn(Path(warehouse.database), context.run.run_id)
            with turn, warehouse.get_connection() as connection, closing(connection):
                lake.prepare(connection)  # a mart may be a view down to the lake
                files = list(mart_files(connection, marts, published, building))
            files += beside(context.instance, building)
            refuse_empty(files, current(published), context.run.tags)
            snapshot, changed, written = publish(published, building, files, context.run.run_id, keep)
            lake.send_published(keep)
        except (EmptySnapshotError, PublishedMeanwhileError) as error:
            raise dg.Failure(str(error), allow_retries=False) from None
        finally:
            shutil.rmtree(building, ignore_errors=True)
        yield dg.MaterializeResult(
            asset_key=NAME,
            data_version=dg.DataVersion(snapshot.snapshot_id),
            metadata={
                "snapshot": snapshot.snapshot_id,
                "changed": changed,
                "dagster/row_count": sum(file.rows for file in files if not file.is_index),
                "dagster/uri": f"{FOLDER}/snapshot={snapshot.snapshot_id}",
                "bytes": sum(file.bytes for file in files),
                "bytes_written": written,
                "files": len(files),
                "files_kept": sum(bool(file.kept) for file in files),
                "marts": dg.TableMetadataValue(
                    records=[
                        dg.TableRecord({"mart": name, "rows": mart["rows"], "digest": mart["digest"]})
                        for name, mart in snapshot.marts.items()
                    ],
                    schema=dg.TableSchema([dg.TableColumn(name) for name in ("mart", "rows", "digest")]),
                ),
            },
        )

    return publish_marts
