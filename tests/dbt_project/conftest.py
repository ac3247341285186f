"""One dbt build of the story, shared by all assertions; building takes seconds, asking milliseconds."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import ModelNode

from orchestration.warehouse.dbt_command import PARSED
from tests.builds import parsed_project
from tests.dbt_project import lake_maker, story

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "dbt_project"


@dataclass(frozen=True)
class Warehouse:
    """A warehouse file with the lake it is built from."""

    lake: Path
    file: Path
    manifest: Manifest

    def dbt(self, *arguments: str, days: Iterable[date] = (), **variables: str | int | list[int]) -> None:
        """Run dbt, for some days or for every day; a failed node fails the test with its own message."""
        variables["days"] = ",".join(str(day) for day in days)
        with pytest.MonkeyPatch.context() as patch:
            set_environment(patch, self.lake, self.file)
            done = dbtRunner(manifest=self.manifest).invoke([*arguments, "--quiet", "--vars", json.dumps(variables)])
            # The adapter keeps the file open in this process; the next build of another file would write into it.
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        nodes = getattr(done.result, "results", [])
        failed = [f"{node.node.name}: {node.message}" for node in nodes if node.status in ("error", "fail")]
        assert done.success, failed or done.exception

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """All rows of a question about the marts."""
        with duckdb.connect(str(self.file), read_only=True) as connection:
            connection.execute("set schema = 'marts'")
            return connection.execute(sql).fetchall()

    def marts(self) -> dict[str, list[str]]:
        """Every mart and its grain."""
        return {model.name: model.config.meta["grain"] for model in models(self.manifest) if model.schema == "marts"}

    def digests(self, folder: Path) -> dict[str, str]:
        """The digest of each mart as a Parquet file in the order of its grain."""
        folder.mkdir(parents=True, exist_ok=True)
        found: dict[str, str] = {}
        with duckdb.connect(str(self.file), read_only=True) as connection:
            for mart, grain in self.marts().items():
                file = folder / f"{mart}.parquet"
                order = ", ".join(f'"{column}"' for column in grain)
                connection.execute(f"copy (select * from marts.{mart} order by {order}) to '{file}' (format parquet)")
                found[mart] = hashlib.sha256(file.read_bytes()).hexdigest()
        return found


def models(manifest: Manifest) -> list[ModelNode]:
    """The models of the project."""
    return [node for node in manifest.nodes.values() if isinstance(node, ModelNode)]


def set_environment(patch: pytest.MonkeyPatch, lake: Path, warehouse: Path) -> None:
    """Where dbt finds its lake and its warehouse, and where it keeps its own files."""
    patch.setenv("JOBLAKE_LAKE", lake.as_posix())
    patch.setenv("JOBLAKE_WAREHOUSE", warehouse.as_posix())
    patch.setenv("DBT_TARGET_PATH", (warehouse.parent / "target").as_posix())
    patch.setenv("DBT_LOG_PATH", (warehouse.parent / "logs").as_posix())
    patch.setenv("DBT_PROJECT_DIR", PROJECT.as_posix())
    patch.setenv("DBT_PROFILES_DIR", PROJECT.as_posix())
    patch.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """The parsed project."""
    found = Manifest.from_msgpack((parsed_project(tmp_path_factory) / PARSED).read_bytes())
    found.build_flat_graph()  # type: ignore[no-untyped-call]  # what macros know as `graph`
    return found


@pytest.fixture(scope="session")
def built(manifest: Manifest, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The whole story, built at once, with every data test and unit test run."""
    folder = tmp_path_factory.mktemp("story")
    lake_maker.write(folder / "lake", story.whole_story(story.DAYS))
    warehouse = Warehouse(folder / "lake", folder / "warehouse.duckdb", manifest)
    warehouse.dbt("build")
    return warehouse
