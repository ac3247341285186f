"""Where Joblake keeps its state, from the environment or `.env`. Settings of a single stage live in that stage."""

from pathlib import Path

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assets.lake.locks.postgres_locks import DIALECT
from assets.lake.opening import home_beside, open_lake, work_folder
from assets.lake.storage.addresses import is_address
from assets.lake.storage.places import require_home, require_lake
from assets.lake.storage.storage import Lake

PROJECT = Path(__file__).resolve().parents[2]
_LAKE = Path("lake")


class Settings(BaseSettings):
    """The places of one installation.

    Attributes:
        home: Dagster's instance, the warehouse, dbt's target and logs; may be deleted, history is lost then. Where none
            is given, each lake has its own: in one warehouse the jobs of two lakes would be counted together.
        lake: The lake, the truth: a folder, or `s3://bucket/prefix`.
        postgres_url: Where Dagster's history and the lake's locks lie when several machines share them.
        broker_url: The queue through which workers get their runs; needs `postgres_url`.
        days_per_run: How many days of a backfill a worker is given at a time.
        workspace: The file that says where the daemon loads the code from; the project's own where none is named.
        keep_snapshots: How many published snapshots are kept for readers that still hold an older one.
        ui_hosts: Further host names, by comma, under which the Dagster UI answers: those of a proxy in front of it.
        site: Where the static site goes.
        site_jobs: How many of the newest jobs get a page of their own there.
        republish: Sources, by comma, whose postings stand there although their terms keep them to oneself.
    """

    model_config = SettingsConfigDict(env_prefix="JOBLAKE_", env_file=".env", extra="ignore", frozen=True)

    home: Path | None = None
    lake: str | Path = _LAKE
    postgres_url: SecretStr | None = None
    broker_url: SecretStr | None = None
    days_per_run: int = Field(default=10, ge=1, le=366)
    workspace: Path | None = None
    keep_snapshots: int = Field(default=3, ge=1)
    ui_hosts: str = ""
    site: Path = Path("site")
    site_jobs: int = Field(default=500, ge=1)
    republish: str = ""

    @model_validator(mode="after")
    def _openable(self) -> "Settings":
        require_lake(self.lake_place)
        require_home(self.home_folder)
        if self.postgres_url and not self.postgres_url.get_secret_value().startswith(DIALECT):
            raise ValueError(f"JOBLAKE_POSTGRES_URL: expected {DIALECT}user:password@host/database. Next: begin it so")
        if self.broker_url and not self.postgres_url:
            raise ValueError("JOBLAKE_BROKER_URL: workers share a history. Next: set JOBLAKE_POSTGRES_URL too")
        return self

    @property
    def home_folder(self) -> Path:
        """The home as an absolute path, because Dagster and dbt run with other working folders."""
        if self.home is not None:
            return _absolute(self.home)
        return home_beside(self.lake_place, PROJECT)

    @property
    def lake_place(self) -> str | Path:
        """Where the lake lies: an absolute path, or an address."""
        return str(self.lake).rstrip("/") if is_address(self.lake) else _absolute(Path(self.lake))

    def open_lake(self) -> Lake:
        """The lake."""
        postgres = self.postgres_url.get_secret_value() if self.postgres_url else None
        return open_lake(self.lake_place, work_folder(self.home_folder), postgres)

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
