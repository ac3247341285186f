"""Runs of the real assets in Dagster, with a paid source on the local JSearch and nothing else replaced."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import dagster as dg

from assets.lake.calls.ledger import Call, Ledger
from assets.lake.storage.storage import Lake
from assets.postings.job_postings import job_postings
from assets.search.connections.settings import SearchSettings
from assets.search.desk import SearchDesk
from assets.search.raw_search_results import raw_search_results
from tests.assets.search.jsearch_server import JSearchServer
from tests.assets.search.scene import KEY

RANGE_START, RANGE_END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"
SEARCHES = """
panels:
  - name: rail
    searches:
"""


def searches_file(folder: Path, *names: str, pages: int = 1) -> Path:
    """A file of saved searches; the query of each is its name."""
    path = folder / "searches.yaml"
    lines = [f"      - {{name: {name}, query: {name}, country: gb, pages: {pages}}}\n" for name in names]
    path.write_text(SEARCHES + "".join(lines), encoding="utf-8")
    return path


@dataclass
class Outcome:
    """What a run came to."""

    success: bool
    error: str
    checks: dict[str, dg.AssetCheckEvaluation]


@dataclass
class House:
    """A lake, a Dagster instance (in memory unless told) and a paid source on the local server."""

    root: Path
    server: JSearchServer
    names: tuple[str, ...] = ("fitter",)
    given: dict[str, object] = field(default_factory=dict)
    instance: dg.DagsterInstance = field(default_factory=dg.DagsterInstance.ephemeral)
    quiet: bool = True

    def __post_init__(self) -> None:
        self.lake = Lake(self.root / "lake")

    def run(self, days: Sequence[date], *, postings: bool = False, closes_day: bool = False) -> Outcome:
        """One run over the days from the first to the last."""
        tags = {RANGE_START: days[0].isoformat(), RANGE_END: days[-1].isoformat()}
        done = dg.materialize(
            [raw_search_results, *([job_postings] if postings else [])],
            instance=self.instance,
            resources={"lake": self.lake, "search_desk": SearchDesk(self.settings())},
            tags={**tags, **({"joblake/closes_day": "true"} if closes_day else {})},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL" if self.quiet else "DEBUG"}}}},
            raise_on_error=False,
        )
        errors = [str(event.step_failure_data.error) for event in done.all_events if event.is_step_failure]
        checks = {found.check_name: found for found in done.get_asset_check_evaluations()}
        return Outcome(done.success, " ".join(errors), checks)

    def settings(self) -> SearchSettings:
        """Settings of a paid source; what a test gives stands over them."""
        paid = {"source": "jsearch", "api_key": KEY, "base_url": self.server.url, "max_per_second": 1000}
        searches = searches_file(self.root, *self.names)
        return SearchSettings(_env_file=None, **{**paid, "searches": searches, **self.given})  # type: ignore[arg-type]

    def materialized(self, asset: str) -> set[str]:
        """The days that Dagster knows as materialized."""
        return self.instance.get_materialized_partitions(dg.AssetKey(asset))

    def metadata(self, asset: str, day: date) -> dict[str, object]:
        """What the last materialization of a day said."""
        wanted = dg.AssetRecordsFilter(asset_key=dg.AssetKey(asset), asset_partitions=[day.isoformat()])
        (record,) = self.instance.fetch_materializations(wanted, limit=1).records
        assert record.asset_materialization is not None
        return {name: value.value for name, value in record.asset_materialization.metadata.items()}

    def calls(self, day: date) -> list[Call]:
        """The ledger of a day."""
        return Ledger(self.lake, "reader").rows(day, "search")
