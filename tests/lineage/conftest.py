"""Two days of two sample searches through the whole graph, once for all tests of lineage; each test gets a copy."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest

from assets.lake.storage.storage import Lake
from lineage.journal.journal import Journal
from lineage.journal.record import Materialization
from lineage.recording.recorder import instance_id
from orchestration.installation.settings import Settings
from tests.builds import know_project
from tests.commands import Said, call, process

FIRST, LAST = "2026-11-02", "2026-11-03"
SEARCHES = """
panels:
  - name: software-berlin
    searches:
      - {name: devops-engineer-berlin, query: devops engineer jobs in berlin, country: de}
  - name: nursing-chicago
    searches:
      - {name: registered-nurse-chicago, query: registered nurse jobs in chicago, country: us}
"""


@dataclass(frozen=True)
class Site:
    """An installation in a folder of its own."""

    folder: Path

    @property
    def settings(self) -> Settings:
        return Settings(home=self.folder / "home", lake=self.folder / "lake", _env_file=None)

    @property
    def lake(self) -> Lake:
        return Lake(self.folder / "lake")

    @property
    def instance_id(self) -> str:
        return instance_id(self.folder / "home")

    @property
    def records(self) -> list[Materialization]:
        return Journal(self.lake).records()

    def instance(self) -> dg.DagsterInstance:
        return dg.DagsterInstance.from_config(str(self.folder / "home"))

    @property
    def places(self) -> dict[str, str]:
        """Where its state lies, as its environment says it."""
        return {
            "JOBLAKE_HOME": str(self.folder / "home"),
            "JOBLAKE_LAKE": str(self.folder / "lake"),
            "JOBLAKE_SEARCHES": str(self.folder / "searches.yaml"),
        }

    def run(self, *arguments: str, **environment: str) -> Said:
        """`python -m orchestration ...` with its state in this folder."""
        return call(*arguments, **self.places, **environment)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Only to be read."""
    found = Site(tmp_path_factory.mktemp("lineage"))
    (found.folder / "searches.yaml").write_text(SEARCHES, encoding="utf-8")
    know_project(tmp_path_factory, found.folder / "home")
    done = process("backfill", FIRST, LAST, **found.places)
    assert done.returncode == 0, done.stderr
    return found


@pytest.fixture
def copied(site: Site, tmp_path: Path) -> Site:
    """The same installation, to be changed."""
    folder = tmp_path / "copy"
    shutil.copytree(site.folder, folder, copy_function=shutil.copy2, ignore=shutil.ignore_patterns("dbt", "*.duckdb"))
    return Site(folder)
