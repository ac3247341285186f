"""An installation in a folder of its own, driven through the command line as a person would."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.lake.snapshots.snapshots import Snapshot, current
from assets.lake.storage.partition_writer import file_digest
from assets.lake.storage.storage import Lake
from tests.commands import Said, call, process


@dataclass(frozen=True)
class Site:
    """Lake and home of one installation."""

    folder: Path

    @property
    def lake(self) -> Lake:
        return Lake(self.folder / "lake")

    @property
    def snapshot(self) -> Snapshot:
        found = current(self.lake)
        assert found is not None
        return found

    @property
    def places(self) -> dict[str, str]:
        """Where its state lies, as its environment says it."""
        return {"JOBLAKE_HOME": str(self.folder / "home"), "JOBLAKE_LAKE": str(self.folder / "lake")}

    def process(self, *arguments: str) -> Said:
        """`python -m orchestration ...` as a process of its own, with its state in this folder."""
        return process(*arguments, **self.places)

    def run(self, *arguments: str, **environment: str) -> Said:
        """The same in this process."""
        return call(*arguments, **self.places, **environment)

    def digests(self) -> dict[str, str]:
        """Digest of every file of the lake that readers or later stages see."""
        files = sorted(path for path in (self.folder / "lake").rglob("*.parquet") if "lineage" not in path.parts)
        return {path.relative_to(self.folder).as_posix(): file_digest(path) for path in files}

    def ask(self, query: str, *marts: str) -> list[tuple[object, ...]]:
        """Rows of a query over published marts, each a view of its name."""
        with duckdb.connect() as connection:
            for mart in marts:
                connection.execute(f"create view {mart} as from {self.snapshot.relation(mart)}")
            return connection.execute(query).fetchall()

    def ask_lake(self, query: str) -> list[tuple[object, ...]]:
        """Rows of a query over the lake's tables, each a view of its name."""
        with duckdb.connect() as connection:
            for table in ("job_postings", "quarantine", "classified_jobs", "extracted_skills", "job_openings"):
                connection.execute(f"create view {table} as from read_parquet('{self.lake.root}/{table}/**/*.parquet')")
            return connection.execute(query).fetchall()

    def count(self, query: str) -> int:
        """How many rows a query over the lake's tables gives."""
        return len(self.ask_lake(query))
