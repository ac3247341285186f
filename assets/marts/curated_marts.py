"""curated_marts: the dbt project as assets, in two steps: daily models over the run's window, then whole tables.

dbt is the only writer of the warehouse file. What the models mean is said in `dbt_project/`; how dbt's nodes are
named as assets is the translator's business, which orchestration hands in.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TABLES
from assets.marts.warehouse.holder import WarehouseHeldError, refuse_if_held
from assets.marts.warehouse.state import refresh_flags, remove, remove_if_unreadable, speaks_of_damage
from assets.marts.warehouse.turn import warehouse_turn
from assets.reporting import DAYS, ONE_RUN

# Names and types of a table's columns, by its schema and name.
Columns = dict[tuple[str, str], list[tuple[str, str]]]
# The column lineage of each model, read after dbt has compiled them.
ColumnLineage = Callable[[], Mapping[str, dg.TableColumnLineage]]


def curated_marts(
    project: DbtProject,
    translator: DagsterDbtTranslator,
    warehouse: Path,
    lineage: ColumnLineage,
    models_version: str,
) -> Sequence[dg.AssetsDefinition]:
    """The dbt models as two asset definitions, because a partitioned model and a whole table can't share a step.

    Args:
        project: The dbt project, its manifest parsed.
        translator: How nodes are named as assets.
        warehouse: The file that dbt writes.
        lineage: The column lineage of each model.
        models_version: The version of the models' code; a warehouse made by another is made anew.
    """

    @dbt_assets(
        manifest=project.manifest_path,
        select="tag:daily",
        name="daily_models",
        project=project,
        partitions_def=DAYS,
        backfill_policy=ONE_RUN,
        dagster_dbt_translator=translator,
    )
    def daily_models(
        context: dg.AssetExecutionContext, dbt: DbtCliResource, lake: dg.ResourceParam[Lake]
    ) -> Iterator[object]:
        given = dbt_environment(lake, models_version, warehouse, context.partition_keys)
        with warehouse_turn(warehouse, context.run.run_id):
            yield from build(context, dbt, given, "daily", warehouse, lineage)

    @dbt_assets(
        manifest=project.manifest_path,
        select="tag:whole",
        name="whole_models",
        project=project,
        backfill_policy=ONE_RUN,
        dagster_dbt_translator=translator,
    )
    def whole_models(
        context: dg.AssetExecutionContext, dbt: DbtCliResource, lake: dg.ResourceParam[Lake]
    ) -> Iterator[object]:
        given = dbt_environment(lake, models_version, warehouse)
        with warehouse_turn(warehouse, context.run.run_id):
            yield from build(context, dbt, given, "whole", warehouse, lineage)

    return [daily_models, whole_models]


def dbt_environment(lake: Lake, models_version: str, warehouse: Path, days: Sequence[str] = ()) -> dict[str, str]:
    """What dbt is told: where each lake table lies, and the days that are asked for; none means every day.

    Through the environment, because dbt parses the whole project again (9 s) whenever a `--vars` value changes. A lake
    in a folder is a pattern a table; one in a bucket a list of files, in a file beside the warehouse: the system takes
    128 KiB in a variable, and three years are a megabyte.
    """
    given = {"JOBLAKE_DAYS": ",".join(days), "JOBLAKE_MODELS_VERSION": models_version}
    if lake.folder:
        tables = {name: [lake.glob(spec)] for name, spec in TABLES.items()}
        return {**given, "JOBLAKE_LAKE_TABLES": json.dumps(tables), "JOBLAKE_LAKE_FILES": ""}
    listed = warehouse.with_name("lake_files.json")
    listed.write_text("".join(resolved_lines(lake)), encoding="utf-8")
    return {**given, "JOBLAKE_LAKE_FILES": str(listed)}


def resolved_lines(lake: Lake) -> Iterator[str]:
    """Every file of every table, one JSON object a line, as the macro `open_lake` reads it."""
    for name, spec in TABLES.items():
        for file in lake.resolve(spec):
            day = file.day.isoformat() if file.day else None
            known = {"table": name, "search_date": day, "url": file.url, "key": file.key, "digest": file.digest}
            yield json.dumps(known) + "\n"


def build(
    context: dg.AssetExecutionContext,
    dbt: DbtCliResource,
    environment: Mapping[str, str],
    layer: str,
    warehouse: Path,
    lineage: ColumnLineage,
) -> Iterator[object]:
    """Run `dbt build` for the step's models, then pass on its events with columns, their lineage and row counts.

    Tables that other code made are made anew, and so is a warehouse that can't be read.

    dagster-dbt's own fetch_row_counts is not used: it waits in a busy loop that takes a core from dbt (108 s of CPU in
    a 271 s wait, measured), and it leaves a connection open that shuts the next dbt process out.
    """
    try:
        refuse_if_held(warehouse)
    except WarehouseHeldError as error:
        raise dg.Failure(str(error), allow_retries=False) from None
    except duckdb.Error as error:
        if not speaks_of_damage(str(error)):
            raise
    said = remove_if_unreadable(warehouse)
    if said:
        context.log.warning(said)
    os.environ.update(environment)
    flags = refresh_flags(warehouse, layer, environment["JOBLAKE_MODELS_VERSION"])
    # Unit tests hold the SQL to given rows, not this data: `make test` runs them. The manifest is already there, and
    # what became of each node is in Dagster's events: dbt would write both out again (1.8 s a step).
    command = ["build", "--exclude-resource-type", "unit_test", "--no-write-json", *flags]
    invocation = dbt.cli(command, context=context)
    events: list[object] = []
    failure: DagsterDbtCliRuntimeError | None = None
    try:
        events.extend(invocation.stream())
    except DagsterDbtCliRuntimeError as error:
        failure = error
    if failure and speaks_of_damage(str(failure)):
        remove(warehouse)
        raise dg.Failure(
            f"{warehouse.name} holds bytes that nobody wrote, and has been removed; run again: the next run "
            "makes it anew from the lake, which is untouched",
            allow_retries=False,
        )
    yield from measured(context, events, invocation.manifest["nodes"], warehouse, lineage())
    if failure:
        raise failure


def measured(
    context: dg.AssetExecutionContext,
    events: Sequence[object],
    nodes: Mapping[str, Any],
    warehouse: Path,
    lineage: Mapping[str, dg.TableColumnLineage],
) -> Iterator[object]:
    """The events, each model's with its columns and its row count: of each day for a daily table, else of the whole."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        columns = table_columns(connection)
        for event in events:
            if isinstance(event, dg.Output) and "unique_id" in event.metadata:
                node = nodes[str(event.metadata["unique_id"].value)]
                said: dict[str, Any] = {"dagster/column_schema": dg.TableSchema(described(columns, node))}
                if node["name"] in lineage:
                    said["dagster/column_lineage"] = lineage[node["name"]]
                event = event.with_metadata({**event.metadata, **said})
                count_rows(context, connection, node)
            yield event


def described(columns: Columns, node: Mapping[str, Any]) -> list[dg.TableColumn]:
    """A model's columns as the warehouse has them, each with what the model's yml says of it."""
    said = node["columns"]
    return [
        dg.TableColumn(name, kind, said.get(name, {}).get("description"))
        for name, kind in columns.get((node["schema"], node["alias"]), [])
    ]


def table_columns(connection: duckdb.DuckDBPyConnection) -> Columns:
    """Names and types of the columns of every table and view of the warehouse, by schema and name."""
    rows = connection.execute(
        "select schema_name, table_name, column_name, data_type from duckdb_columns() where not internal "
        "order by schema_name, table_name, column_index"
    ).fetchall()
    found: Columns = {}
    for schema, table, column, kind in rows:
        found.setdefault((schema, table), []).append((column, kind))
    return found


def count_rows(
    context: dg.AssetExecutionContext, connection: duckdb.DuckDBPyConnection, node: Mapping[str, Any]
) -> None:
    """Attach row counts to a model's materializations; views have none of their own."""
    if node["config"]["materialized"] == "view":
        return
    relation = f'"{node["schema"]}"."{node["alias"]}"'
    if "daily" not in node["tags"]:
        rows = connection.execute(f"select count(*) from {relation}").fetchall()  # noqa: S608 - names from dbt's manifest
        context.add_asset_metadata({"dagster/row_count": rows[0][0]}, asset_key=node["name"])
        return
    counted = dict(
        connection.execute(f"select search_date::varchar, count(*) from {relation} group by all").fetchall()  # noqa: S608
    )
    for key in context.partition_keys:
        metadata = {"dagster/row_count": counted.get(key, 0)}
        context.add_asset_metadata(metadata, asset_key=node["name"], partition_key=key)
