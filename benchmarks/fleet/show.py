"""What the parts share: recorded answers, one process's lakes over them, and what was not as promised."""

import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from assets.lake.storage.storage import Lake
from benchmarks.fleet.contents import OF_THE_RUNS, differences, digests
from benchmarks.fleet.fleet import Fleet, fleet
from benchmarks.fleet.host import PROJECT
from benchmarks.fleet.recorded import days_from_first, record
from lineage.journal.journal import Journal
from tests.nobody import nobodys_environment

PAGES = 2
COST_DAYS = 6
PATIENCE_SECONDS = 3_600
RECORDED_WITHIN = 180  # seconds until the daemon's sensors have seen the last run


def say(line: str) -> None:
    """One line of what was seen."""
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", flush=True)


class Show:
    """What the parts share: recorded answers, one process's lakes over them, and what was not as promised."""

    def __init__(self, kept: Path, root: Path, days: int, searches: int) -> None:
        self.kept, self.root, self.days, self.problems = kept, root, days_from_first(days), list[str]()
        self.recorded = kept / "recorded"
        if not self.recorded.exists():
            record(self.recorded, days_from_first(max(days, COST_DAYS)), searches, PAGES)
        self._alone: dict[int, Lake] = {}
        self._said = 0

    def must(self, holds: object, problem: str) -> None:
        """Note what does not hold."""
        if not holds:
            say(f"PROBLEM: {problem}")
            self.problems.append(problem)

    def alone(self, days: Sequence[date]) -> Lake:
        """A folder lake that one process has filled with these days."""
        if len(days) not in self._alone:
            place = self.kept / f"alone-{len(days)}"
            given = {"JOBLAKE_LAKE": str(place / "lake"), "JOBLAKE_HOME": str(place / "home")}
            source = {"JOBLAKE_SOURCE": "recorded", "JOBLAKE_RECORDED_DIR": str(self.recorded)}
            command = [sys.executable, "-m", "orchestration", "backfill", str(days[0]), str(days[-1])]
            began = time.monotonic()
            if not (place / "lake" / "marts" / "CURRENT").exists():
                subprocess.run(command, cwd=PROJECT, env={**nobodys_environment(), **given, **source}, check=True)
            say(f"one process over a folder: {len(days)} days in {time.monotonic() - began:.0f} s")
            self._alone[len(days)] = Lake(place / "lake")
        return self._alone[len(days)]

    @contextmanager
    def fleet(self, name: str, given: Mapping[str, str] | None = None) -> Iterator[Fleet]:
        """A fleet that knows dbt's project as the one process parsed it."""
        self.alone(self.days)
        dbt = next(iter(self._alone.values())).root.parent / "home" / "dbt"
        root = self.root / name
        with fleet(root, self.recorded, dbt, given) as made:
            yield made
        shutil.rmtree(root, ignore_errors=True)

    def same(self, fleet: Fleet, days: Sequence[date]) -> None:
        """Compare all bytes with one process's."""
        alone = self.alone(days)
        wanted, found = digests(alone, alone), digests(fleet.lake, fleet.lake)
        different = differences(wanted, found)
        say(f"{len(wanted)} raw answers, days of tables and marts compared: {len(different)} differ: {different[:9]}")
        self.must(different in ([], [f"marts/{OF_THE_RUNS}"]), f"other bytes than one process: {different[:20]}")

    def finished(self, fleet: Fleet, command: "subprocess.Popen[bytes]", *, well: bool) -> None:
        """Wait for a command of a host's."""
        code = command.wait(timeout=PATIENCE_SECONDS)
        self.must((code == 0) is well, f"the command ended with {code}")
        lines = fleet.hosts[0].said().splitlines()
        said = [line for line in lines if line.startswith("  [") and line.endswith(" s")]
        for line in said[self._said :]:
            say(line)
        self._said = len(said)
        if self.problems:
            for host in fleet.hosts:
                say(f"host {host.name} said:\n{host.said()[-6000:]}")

    def lineage_once(self, fleet: Fleet) -> None:
        """Hold the record of lineage against Dagster's log; the daemon writes it within a minute."""
        deadline = time.monotonic() + RECORDED_WITHIN
        while True:
            done = [one for one in Journal(fleet.lake).records() if one.outcome == "complete"]
            if len(done) >= fleet.materializations() or time.monotonic() > deadline:
                break
            time.sleep(5)
        times = Counter(one.event_id for one in done)
        by_run = Counter((one.run_id, one.asset, one.partition) for one in done)
        say(f"{fleet.materializations()} materializations in Dagster's log, {len(done)} in lineage")
        self.must(len(done) == fleet.materializations(), "lineage and log do not hold the same number")
        self.must(not done or max(times.values()) == max(by_run.values()) == 1, "a materialization is recorded twice")
