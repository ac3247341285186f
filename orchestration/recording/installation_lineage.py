"""Lineage of one installation: what runs, the daemon and the command line call. It ties the parts together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import dagster as dg

from assets.lake.snapshots.publishing import MartFile
from assets.lake.tables.schemas import TABLES
from lineage.columns.columns import Column, ColumnLineage, column_lineage
from lineage.columns.sql_columns import ROWS
from lineage.current.staleness import Stale, staleness
from lineage.current.tables import lineage_tables, write_tables
from lineage.journal.journal import Journal
from lineage.journal.record import Materialization
from lineage.recording.figures import RULES
from lineage.recording.recorder import Recorder, instance_id, shared_instance_id
from orchestration.installation.settings import Settings
from orchestration.recording.sending_process import start_sending


@dataclass
class Lineage:
    """The lineage of one installation.

    Attributes:
        specs: The assets as they are defined now, for their code versions.
    """

    settings: Settings
    specs: list[dg.AssetSpec] = field(default_factory=list)

    @cached_property
    def journal(self) -> Journal:
        """The lake's lineage; what was read of it is kept, for a batch never changes."""
        return Journal(self.settings.open_lake())

    def columns(self) -> ColumnLineage:
        """What every column is made from."""
        target = self.settings.dbt_target
        return column_lineage(target / "manifest.json", target, self.settings.home_folder / "column_lineage.json")

    def for_dagster(self) -> dict[str, dg.TableColumnLineage]:
        """The column lineage of each dbt model, in Dagster's terms; the counting of rows has no word there."""
        return {
            asset: dg.TableColumnLineage(
                {name: _dependencies(above) for name, above in columns.items() if name != ROWS}
            )
            for asset, columns in self.columns().made_from.items()
            if asset not in TABLES
        }

    def record(self, instance: dg.DagsterInstance) -> list[Materialization]:
        """Record what is not recorded yet; what was added."""
        columns = self.columns()
        return Recorder(self.journal, instance, self._name_of(instance), columns.of).record()

    def _name_of(self, instance: dg.DagsterInstance) -> str:
        """The instance's id: kept with its history, in the home or in the database that all machines share."""
        if self.settings.postgres_url is None:
            return instance_id(self.settings.home_folder)
        return shared_instance_id(instance, self.journal.lake)

    def record_and_send(self, instance: dg.DagsterInstance) -> list[Materialization]:
        """Record, then have the events sent in the background if there is an endpoint."""
        added = self.record(instance)
        start_sending(self.settings)
        return added

    def stale(self) -> list[Stale]:
        """What is out of date now."""
        return staleness(self.journal.lake, self.journal.records(), dict(code_now(self.specs)))

    def publish(self, instance: dg.DagsterInstance, folder: Path) -> list[MartFile]:
        """Record, then write the lineage tables of a snapshot into its folder."""
        self.record(instance)
        tables = lineage_tables(self.journal.records(), self.columns(), self.stale())
        return list(write_tables(tables, folder))


def _dependencies(above: Iterable[Column]) -> list[dg.TableColumnDep]:
    return [dg.TableColumnDep(dg.AssetKey(asset), column) for asset, column in above if column != ROWS]


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
