"""curated_marts: the dbt project as assets, in two steps: daily models over the run's window, then whole tables.

dbt is the only writer of the warehouse file. What the models mean is said in `dbt_project/`; how dbt's nodes are
named as assets is the translator's business, which orchestration hands in.
"""

import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets
from dbt.adapters.duckdb.connections import DuckDBConnectionManager

from assets.lake.schemas import TABLES
from assets.lake.storage import Lake
from assets.reporting import DAYS, ONE_RUN

WAREHOUSE_POOL = "warehouse"


def curated_marts(project: DbtProject, translator: DagsterDbtTranslator) -> Sequence[dg.AssetsDefinition]:
    """The dbt models as two asset definitions, because a partitioned model and a whole table can't share a step."""

    @dbt_assets(
        manifest=project.manifest_path,
        select="tag:daily",
        name="daily_models",
        project=project,
        partitions_def=DAYS,
        backfill_policy=ONE_RUN,
        dagster_dbt_translator=translator,
        pool=WAREHOUSE_POOL,
    )
    def daily_models(
        context: dg.AssetExecutionContext, dbt: DbtCliResource, lake: dg.ResourceParam[Lake]
    ) -> Iterator[object]:
        window = context.partition_time_window
        yield from build(context, dbt, dbt_environment(lake, window.start, window.end))

    @dbt_assets(
        manifest=project.manifest_path,
        select="tag:whole",
        name="whole_models",
        project=project,
        backfill_policy=ONE_RUN,
        dagster_dbt_translator=translator,
        pool=WAREHOUSE_POOL,
    )
    def whole_models(
        context: dg.AssetExecutionContext, dbt: DbtCliResource, lake: dg.ResourceParam[Lake]
    ) -> Iterator[object]:
        yield from build(context, dbt, dbt_environment(lake))

    return [daily_models, whole_models]


def dbt_environment(lake: Lake, start: datetime | None = None, end: datetime | None = None) -> dict[str, str]:
    """What dbt is told: where each lake table lies, and the half-open window of days; no window means every day.

    Through the environment, because dbt parses the whole project again (9 s) whenever a `--vars` value changes.
    """
    tables = {name: [lake.glob(spec)] for name, spec in TABLES.items()}
    return {
        "JOBLAKE_LAKE_TABLES": json.dumps(tables),
        "JOBLAKE_START_DATE": f"{start:%Y-%m-%d}" if start else "",
        "JOBLAKE_END_DATE": f"{end:%Y-%m-%d}" if end else "",
    }


def build(context: dg.AssetExecutionContext, dbt: DbtCliResource, environment: dict[str, str]) -> Iterator[object]:
    """Run `dbt build` for the step's models and pass on its events with row counts and column schemas."""
    os.environ.update(environment)
    invocation = dbt.cli(["build"], context=context)
    yield from invocation.stream().fetch_row_counts().fetch_column_metadata(with_column_lineage=False)
    # Reading row counts leaves a connection open in this process, and the next dbt process could not take the write
    # lock.
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
