"""Lineage of one installation: what runs, the daemon and the command line call. It ties the parts together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import dagster as dg

from assets.lake.snapshots import MartFile
from assets.lake.storage import Lake
from orchestration.lineage import journal
from orchestration.lineage.columns import ColumnLineage, column_lineage
from orchestration.lineage.figures import RULES
from orchestration.lineage.record import Materialization
from orchestration.lineage.recorder import Recorder, instance_id
from orchestration.lineage.sending import start_sending
from orchestration.lineage.staleness import Stale, staleness
from orchestration.lineage.tables import lineage_tables, write_tables
from orchestration.settings import Settings


@dataclass(frozen=True)
class Lineage:
    """The lineage of one installation.

    Attributes:
        specs: The assets as they are defined now, for their code versions.
    """

    settings: Settings
    specs: Mapping[str, dg.AssetSpec]

    @cached_property
    def lake(self) -> Lake:
        """The lake that is recorded."""
        return Lake(self.settings.lake_folder)

    def columns(self) -> ColumnLineage:
        """What every column is made from."""
        target = self.settings.dbt_target
        return column_lineage(target / "manifest.json", target, self.settings.home_folder / "column_lineage.json")

    def record(self, instance: dg.DagsterInstance) -> list[Materialization]:
        """Record what is not recorded yet; what was added."""
        columns = self.columns()
        return Recorder(self.lake, instance, instance_id(self.settings.home_folder), columns.of).record()

    def record_and_send(self, instance: dg.DagsterInstance) -> list[Materialization]:
        """Record, then have the events sent in the background if there is an endpoint."""
        added = self.record(instance)
        start_sending(self.settings)
        return added

    def stale(self) -> list[Stale]:
        """What is out of date now."""
        return staleness(self.lake, journal.records(self.lake), dict(code_now(self.specs.values())))

    def publish(self, instance: dg.DagsterInstance, folder: Path) -> list[MartFile]:
        """Record, then write the lineage tables of a snapshot into its folder."""
        self.record(instance)
        tables = lineage_tables(journal.records(self.lake), self.columns(), self.stale())
        return list(write_tables(tables, folder))


def code_now(specs: Iterable[dg.AssetSpec]) -> Iterator[tuple[str, str]]:
    """The code version of each asset as it is now: what it declares, else the version of its rules."""
    for spec in specs:
        asset = spec.key.to_user_string()
        version = spec.code_version or (rules_now(asset) if asset in RULES else None)
        if version:
            yield asset, version


def rules_now(asset: str) -> str | None:
    """The version that a stage writes into its rows today, for the assets that declare none."""
    # Each reads the whole lexicon of its stage, so only when asked.
    if asset == "extracted_skills":
        from assets.skills.extraction import extractor_version

        return extractor_version()
    if asset == "classified_jobs":
        from assets.classification.tables import classifier_version

        return classifier_version()
    return None
