"""The dbt of this environment as Dagster's resource, without two questions whose answers are known before it starts."""

from importlib.metadata import version
from typing import Any

from dagster_dbt import DbtCliResource
from packaging.version import Version


class InstalledDbt(DbtCliResource):
    """dbt as a subprocess; started twice a run.

    Dagster-dbt would run `dbt --version` first (2.4 to 4.8 s a run), though the executable is that of this environment,
    and would open an adapter in its own process for column and row counts (1 s a step), which curated_marts reads
    itself. Both answers hold for the pinned version of dagster-dbt only; a test builds with them.
    """

    @property
    def _cli_version(self) -> Version:  # a cached property there
        return Version(version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Any) -> Any:  # noqa: ARG002 - the signature is dagster-dbt's
        return None
