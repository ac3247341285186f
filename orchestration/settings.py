"""Where Joblake keeps its state, from the environment or `.env`. Settings of a single stage live in that stage."""

from pathlib import Path

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assets.lake.places import require_home, require_lake

PROJECT = Path(__file__).resolve().parent.parent
_LAKE = Path("lake")


class Settings(BaseSettings):
    """The places of one installation.

    Attributes:
        home: Dagster's instance, the warehouse, dbt's target and logs; may be deleted, history is lost then. Where none
            is given, each lake has its own: in one warehouse the jobs of two lakes would be counted together.
        lake: The lake, the truth.
        keep_snapshots: How many published snapshots are kept for readers that still hold an older one.
        ui_hosts: Further host names, by comma, under which the Dagster UI answers: those of a proxy in front of it.
        site: Where the static site goes.
        site_jobs: How many of the newest jobs get a page of their own there.
        republish: Sources, by comma, whose postings stand there although their terms keep them to oneself.
    """

    model_config = SettingsConfigDict(env_prefix="JOBLAKE_", env_file=".env", extra="ignore", frozen=True)

    home: Path | None = None
    lake: Path = _LAKE
    keep_snapshots: int = Field(default=3, ge=1)
    ui_hosts: str = ""
    site: Path = Path("site")
    site_jobs: int = Field(default=500, ge=1)
    republish: str = ""

    @model_validator(mode="after")
    def _openable(self) -> "Settings":
        require_lake(self.lake_folder)
        require_home(self.home_folder)
        return self

    @property
    def home_folder(self) -> Path:
        """The home as an absolute path, because Dagster and dbt run with other working folders."""
        if self.home is not None:
            return _absolute(self.home)
        lake = self.lake_folder
        return PROJECT / ".joblake" if lake == _absolute(_LAKE) else lake.with_name(f"{lake.name}.joblake")

    @property
    def lake_folder(self) -> Path:
        """The lake as an absolute path."""
        return _absolute(self.lake)

    @property
    def republished(self) -> list[str]:
        """The sources that `republish` names."""
        return [name.strip() for name in self.republish.split(",") if name.strip()]

    @property
    def site_folder(self) -> Path:
        """The static site as an absolute path."""
        return _absolute(self.site)

    @property
    def ui_host_names(self) -> frozenset[str]:
        """The further host names, without ports."""
        return frozenset(name.strip().lower() for name in self.ui_hosts.split(",") if name.strip())

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that dbt alone writes."""
        return self.home_folder / "warehouse.duckdb"

    @property
    def dbt_target(self) -> Path:
        """Dbt's target folder: manifest, compiled SQL, run results."""
        return self.home_folder / "dbt"


def _absolute(path: Path) -> Path:
    return path.expanduser() if path.is_absolute() else PROJECT / path.expanduser()
