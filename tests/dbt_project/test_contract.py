"""What the project promises on paper: every table of the lake, a description for everything, a grain for each mart."""

from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import ModelNode, SourceDefinition

from assets.lake.tables.schemas import TABLES
from tests.dbt_project.conftest import Warehouse, models

# For whoever keeps the taxonomy: a list of words over all panels, of which nobody says how many jobs have them.
WORK_LISTS = ("taxonomy_gaps",)
STATISTICS = ("panel", "window", "window_start", "window_end", "n", "coverage", "meets_floor")


def test_every_lake_table_is_a_source(manifest: Manifest) -> None:
    assert {source.name for source in manifest.sources.values()} == set(TABLES)


def test_everything_is_described(manifest: Manifest) -> None:
    nodes: list[ModelNode | SourceDefinition] = [*models(manifest), *manifest.sources.values()]
    silent = [node.name for node in nodes if not node.description]
    silent += [
        f"{node.name}.{name}" for node in nodes for name, column in node.columns.items() if not column.description
    ]
    assert silent == []


def test_every_column_of_every_model_is_declared(manifest: Manifest, built: Warehouse) -> None:
    found: dict[str, list[object]] = {}
    for name, column in built.ask(
        "select table_name, column_name from information_schema.columns"
        " where table_schema in ('staging', 'intermediate', 'marts') order by table_name, ordinal_position"
    ):
        found.setdefault(str(name), []).append(column)
    assert {node.name: list(node.columns) for node in models(manifest)} == found


def test_every_model_runs_daily_or_whole(manifest: Manifest) -> None:
    assert [node.name for node in models(manifest) if sorted(node.tags) not in (["daily"], ["whole"])] == []


def test_a_model_of_days_reads_tables_of_days(manifest: Manifest) -> None:
    """Of a table without days each day would count as out of date as soon as another day changed that table."""
    without = {key: source.name for key, source in manifest.sources.items() if not source.meta["partitioned"]}
    read = [
        f"{node.name} reads {without[table]}"
        for node in models(manifest)
        if "daily" in node.tags
        for table in node.depends_on_nodes
        if table in without
    ]
    assert (sorted(without.values()), read) == (["job_openings"], [])


def test_no_layer_reads_one_above_it(manifest: Manifest) -> None:
    layers = ["lake", "staging", "intermediate", "marts"]
    nodes: list[ModelNode | SourceDefinition] = [*models(manifest), *manifest.sources.values()]
    known = {node.unique_id: node.schema for node in nodes}
    upwards = [
        f"{node.name} reads {read}"
        for node in models(manifest)
        for read in node.depends_on_nodes
        if layers.index(known[read]) > layers.index(node.schema)
    ]
    assert upwards == []


def test_every_mart_has_a_contract(manifest: Manifest) -> None:
    marts = [node for node in models(manifest) if node.schema == "marts"]
    assert [node.name for node in marts if not node.config.contract.enforced] == []


def test_the_grain_of_every_mart_is_unique(built: Warehouse) -> None:
    for mart, grain in built.marts().items():
        keys = ", ".join(f'"{column}"' for column in grain)
        assert built.ask(f"select {keys} from {mart} group by {keys} having count(*) > 1") == [], mart


def test_every_statistic_says_how_far_to_trust_it(manifest: Manifest) -> None:
    statistics = [node for node in models(manifest) if "statistics" in node.fqn and node.name not in WORK_LISTS]
    assert len(statistics) >= 13
    assert {node.name: [name for name in STATISTICS if name not in node.columns] for node in statistics} == {
        node.name: [] for node in statistics
    }


def test_no_mart_names_a_run_or_holds_unmasked_text(manifest: Manifest) -> None:
    assert [node.name for node in models(manifest) if {"run_id", "raw_json"} & set(node.columns)] == []
