"""No step of a run asks a bucket for more than three listings, over one day or five, as the server counts them.

Everything of the graph but dbt, which is given a list of files; it is made here as the step before dbt makes it.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import dagster as dg
import pytest
from dagster_duckdb import DuckDBResource

from assets.classification.classified_jobs import classified_jobs
from assets.lake.api_calls import api_calls
from assets.lake.opening import open_lake
from assets.lake.snapshots.publishing import MartFile
from assets.marts.curated_marts import resolved_lines
from assets.marts.published_marts import published_marts
from assets.postings.job_openings import job_openings
from assets.postings.job_postings import job_postings
from assets.search.connections.settings import SearchSettings
from assets.search.desk import SearchDesk
from assets.search.raw_search_results import raw_search_results, today
from assets.skills.extracted_skills import extracted_skills
from lineage.current.staleness import staleness
from lineage.journal.journal import Journal
from lineage.recording.recorder import Recorder
from orchestration.installation.resources import stage_resources
from orchestration.installation.settings import Settings
from tests.assets.lake.objects.servers import environment, moto, new_place, variables
from tests.orchestration.runs import RANGE_END, RANGE_START, searches_file

MOST = 3
STAGES = (raw_search_results, job_postings, classified_jobs, extracted_skills, job_openings, api_calls)


class Scene:
    """A lake in a bucket, and how many listings each step over it has cost."""

    def __init__(self, root: Path, place: str, listings: list[str]) -> None:
        self.lake, self.instance = open_lake(place, root / "home" / "lake"), dg.DagsterInstance.ephemeral()
        self.listings, self.spent = listings, dict[str, list[str]]()
        settings = Settings(home=root / "home", lake=place, _env_file=None)
        search = SearchSettings(
            _env_file=None, source="sample", searches=searches_file(root, "welder", "nurse", pages=2)
        )
        self.resources = {**stage_resources(settings), "lake": self.lake, "search_desk": SearchDesk(search)}
        self.warehouse = DuckDBResource(database=str(root / "home" / "warehouse.duckdb"))
        self.journal = Journal(self.lake)

    def step(self, name: str, do: Callable[[], object]) -> None:
        before = len(self.listings)
        do()
        self.spent[name] = self.listings[before:]

    def run(self, days: list[date]) -> None:
        window = {RANGE_START: days[0].isoformat(), RANGE_END: days[-1].isoformat()}
        for asset in STAGES:
            self.step(asset.node_def.name, partial(self._made, asset, window))
        self.step("what dbt is given", lambda: list(resolved_lines(self.lake)))
        self.step("published_marts", partial(self._made, published_marts([], [], 1, self._beside), {}))
        self.step("nothing_stale", self._recorded)

    def _made(self, asset: dg.AssetsDefinition, tags: dict[str, str]) -> None:
        resources = {**self.resources, "warehouse": self.warehouse}
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        assert dg.materialize([asset], instance=self.instance, resources=resources, tags=tags, run_config=quiet).success

    def _beside(self, _instance: dg.DagsterInstance, _folder: Path) -> list[MartFile]:
        self._recorded()
        return []

    def _recorded(self) -> None:
        Recorder(self.journal, self.instance, "0f" * 4).record()
        staleness(self.lake, self.journal.records(), {})


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    listings: list[str] = []
    with moto(listings=listings) as address, variables(environment(address)):
        yield Scene(tmp_path, new_place(address), listings)


@pytest.mark.parametrize("count", [1, 5])
def test_no_step_asks_for_more_than_three(scene: Scene, count: int) -> None:
    days = [today() - timedelta(days=number) for number in reversed(range(count))]
    scene.run(days)
    first = dict(scene.spent)
    scene.run(days)
    for run in (first, scene.spent):
        assert {step: asked for step, asked in run.items() if len(asked) > MOST} == {}
    assert sum(len(asked) for asked in first.values()) > 0
