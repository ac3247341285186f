"""One installation in a folder of its own, its command as a process group, and what a run may not leave behind."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import dagster as dg

from assets.lake.calls.ledger import Call, Ledger
from assets.lake.storage.storage import Lake
from orchestration.processes.run_claims import FOLDER, UNFINISHED
from tests.assets.search.jsearch_server import JSearchServer, job
from tests.nobody import nobodys_environment

PROJECT = Path(__file__).resolve().parents[2]
SEARCHES, PAGES, JOBS = ("fitter", "signaller", "guard"), 2, 4
POSTING = "You know Python and SQL, you lead a team and write clearly. On site in York, 40,000 to 50,000 GBP a year."


def pages() -> dict[str, list[list[dict[str, object]]]]:
    """What the local JSearch finds for each search."""
    numbers = iter(range(len(SEARCHES) * PAGES * JOBS))
    made = {"job_description": POSTING, "job_city": "York"}
    return {name: [[job(next(numbers)) | made for _ in range(JOBS)] for _ in range(PAGES)] for name in SEARCHES}


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, seconds by the wall and of the processor, what it said on stderr."""

    code: int
    wall: float
    cpu: float
    said: str


@dataclass
class Installation:
    """A lake, a home and one command. `command` follows the interpreter; the default runs today through the graph."""

    root: Path
    server: JSearchServer
    command: tuple[str, ...] = ()
    day: date = field(default_factory=lambda: datetime.now(UTC).date())

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        self.lake, self.home = Lake(self.root / "lake"), self.root / "home"
        self.command = self.command or ("-m", "orchestration", "backfill", str(self.day), str(self.day))
        lines = "".join(f"      - {{name: {n}, query: {n}, country: gb, pages: {PAGES}}}\n" for n in SEARCHES)
        head = "panels:\n  - name: rail\n    searches:\n"
        (self.root / "searches.yaml").write_text(head + lines, encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """Nobody's settings but this installation's."""
        return nobodys_environment() | {
            "JOBLAKE_LAKE": str(self.lake.root),
            "JOBLAKE_HOME": str(self.home),
            "JOBLAKE_SEARCHES": str(self.root / "searches.yaml"),
            "JOBLAKE_SOURCE": "jsearch",
            "JSEARCH_API_KEY": "chaos",
            "JSEARCH_BASE_URL": self.server.url,
        }

    def know_dbt(self, template: "Installation") -> None:
        """Take another installation's parsed dbt project, so that a cycle does not parse it again."""
        shutil.copytree(template.home / "dbt", self.home / "dbt")

    def start(self) -> subprocess.Popen[bytes]:
        """The command as a process group of its own; stderr goes to a file that `said` reads."""
        with (self.root / "stderr").open("wb") as output:
            return subprocess.Popen(
                [sys.executable, *self.command],
                cwd=PROJECT, env=self.environment, stdout=subprocess.DEVNULL, stderr=output, start_new_session=True,
            )  # fmt: skip

    def said(self) -> str:
        """What the last command has said so far."""
        return (self.root / "stderr").read_text(encoding="utf-8", errors="replace")

    def run(self, patience: float = 3_600) -> Ended:
        """The command, to its end."""
        began, before = time.monotonic(), _cpu()
        process = self.start()
        try:
            code = process.wait(timeout=patience)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        return Ended(code, time.monotonic() - began, _cpu() - before, self.said())

    def calls(self) -> list[Call]:
        """Calls that the ledger knows."""
        return Ledger(self.lake, "reader").rows(self.day, "search")

    def left_over(self) -> list[str]:
        """What should not be there when no command is running."""
        found = [str(path) for path in self.root.rglob("*") if path.name.endswith(".tmp")]
        found += [str(path) for path in self.root.rglob(".building-*")]
        found += [str(path) for path in (self.home / FOLDER).glob("*.lock")]
        return found + self._processes() + self._unfinished()

    def _processes(self) -> list[str]:
        mark = f"JOBLAKE_HOME={self.home}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(f"process {folder.name}")
            except OSError:
                continue  # it has ended meanwhile
        return found

    def _unfinished(self) -> list[str]:
        with dg.DagsterInstance.from_config(str(self.home)) as instance:
            runs = instance.get_runs(filters=dg.RunsFilter(statuses=UNFINISHED))
            log = instance.event_log_storage
            slots = {key: log.get_concurrency_info(key) for key in log.get_concurrency_keys()}
        held = [f"slot of {key}" for key, info in slots.items() if info.claimed_slots or info.pending_steps]
        return [f"run {run.run_id} is {run.status.value}" for run in runs] + held


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
