"""One host: its own namespaces of mounts, processes and name, its own code and home, dead as a whole at one kill.

The other hosts' folders cannot be seen from within. Code and home are mounted at the same place on each, as an image
would have them: Dagster notes where a run's code lies.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CODE = ("assets", "lineage", "orchestration", "viewer", "dbt_project", "pyproject.toml", "searches.yaml")
UNSHARE = ["unshare", "--mount", "--pid", "--uts", "--fork", "--kill-child", "--mount-proc", "--propagation", "private"]
# Mount what is one's own at the seat, put an empty folder over all hosts' own, and live until killed.
LIFE = 'mount --bind "$1" "$2" && mount -t tmpfs none "$3" && hostname "$4" && exec sleep infinity'
START_SECONDS = 30


@dataclass
class Host:
    """A host of a fleet.

    Attributes:
        root: The folder of the whole fleet.
        name: Of the host.
        environment: What every program on it is given.
    """

    root: Path
    name: str
    environment: Mapping[str, str]
    _life: subprocess.Popen[bytes] | None = None
    _init: int = 0
    _programs: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def own(self) -> Path:
        """Its disk, as seen from outside."""
        return self.root / "hosts" / self.name

    @property
    def seat(self) -> Path:
        """The same, as every host sees its own."""
        return self.root / "seat"

    def furnish(self, recorded: Path, dbt: Path) -> None:
        """Give it code, answers and dbt's parsed project, as an image would."""
        self.seat.mkdir(parents=True, exist_ok=True)
        for name in CODE:
            copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy2
            (self.own / "code").mkdir(parents=True, exist_ok=True)
            copy(PROJECT / name, self.own / "code" / name)
        shutil.copytree(recorded, self.own / "recorded")
        shutil.copytree(dbt, self.own / "home" / "dbt")

    def start(self) -> None:
        """Begin its life."""
        self._life = subprocess.Popen(
            [*UNSHARE, "sh", "-c", LIFE, "host", self.own, self.seat, self.root / "hosts", self.name]
        )
        children = Path(f"/proc/{self._life.pid}/task/{self._life.pid}/children")
        deadline = time.monotonic() + START_SECONDS
        while True:
            found = children.read_text().split()
            if found and Path(f"/proc/{found[0]}/comm").read_text().strip() == "sleep":
                self._init = int(found[0])
                return
            if self._life.poll() is not None or time.monotonic() > deadline:
                raise OSError(f"host {self.name} did not start; `unshare` needs the right to mount")
            time.sleep(0.05)

    def program(self, *arguments: str, given: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a program of the project on it; what it says goes to `said`."""
        enter = ["nsenter", "-t", str(self._init), "-m", "-p", "-u"]
        inside = [*enter, "sh", "-c", 'cd "$0" && exec "$@"', str(self.seat / "code")]
        with (self.own / "said").open("ab") as output:
            process = subprocess.Popen(
                [*inside, sys.executable, "-m", *arguments],
                env={**self.environment, **(given or {})},
                stdout=output, stderr=output, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        self._programs.append(process)
        return process

    def said(self) -> str:
        """What its programs have said."""
        return (self.own / "said").read_text(encoding="utf-8", errors="replace")

    def runs(self) -> set[str]:
        """The runs that were executed on it: each leaves what it printed in its home."""
        return {path.name for path in (self.own / "home" / "storage").glob("*-*-*-*-*")}

    def kill(self) -> None:
        """The power goes: every process of it at once."""
        if self._init:  # 0 would be this very process's group
            with suppress(ProcessLookupError):
                os.kill(self._init, signal.SIGKILL)
        self._init = 0
        for process in [*self._programs, *([self._life] if self._life else [])]:
            process.wait()
        self._programs.clear()
