"""When and how a run is disturbed: a random moment of each stage in turn, by what a machine or a person would do."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.chaos.installation import Installation

LOOK_SECONDS = 0.02
BEFORE = "starting"
DONE = "  done   "


@dataclass(frozen=True)
class Blow:
    """A signal, to the whole process group (a terminal that closes) or to the process alone (`kill`)."""

    number: signal.Signals
    whole_group: bool

    def __str__(self) -> str:
        return f"{self.number.name} to the {'group' if self.whole_group else 'process'}"


KILLS = (Blow(signal.SIGKILL, whole_group=True), Blow(signal.SIGKILL, whole_group=False))
SIGNALS = (
    Blow(signal.SIGHUP, whole_group=True),
    Blow(signal.SIGTERM, whole_group=False),
    Blow(signal.SIGINT, whole_group=True),
)


@dataclass(frozen=True)
class Stage:
    """A stretch of a run: it begins when `after` is said, and took so many seconds undisturbed."""

    name: str
    after: str
    seconds: float


@dataclass(frozen=True)
class Struck:
    """How a run ended that was struck: its exit code, seconds from the blow to its end, what was done when it came."""

    code: int
    seconds: float
    done: Sequence[str]


def watched(installation: Installation) -> tuple[list[Stage], float, str]:
    """Run undisturbed; its stages, its seconds and what it said. Stages last until the next line of progress."""
    began = time.monotonic()
    process = installation.start()
    names, times = [BEFORE], [0.0]
    while True:
        over = process.poll() is not None
        for name in _done(installation.said())[len(names) - 1 :]:
            names.append(name)
            times.append(time.monotonic() - began)
        if over:
            break
        time.sleep(LOOK_SECONDS)
    seconds = time.monotonic() - began
    assert process.returncode == 0, installation.said()
    ends = [*times[1:], seconds]
    stages = [
        Stage(f"{after} > {after_that}", "" if after == BEFORE else after, end - start)
        for after, after_that, start, end in zip(names, [*names[1:], "end"], times, ends, strict=True)
    ]
    return stages, seconds, installation.said()


def disturb(installation: Installation, stage: Stage, blow: Blow, chance: random.Random) -> Struck:
    """Start a run and strike it in a stage, or later where the run was faster than the one that was watched."""
    process = installation.start()
    while process.poll() is None and stage.after and stage.after not in _done(installation.said()):
        time.sleep(LOOK_SECONDS)
    _sleep_while_alive(process, chance.uniform(0, stage.seconds))
    done, struck = _done(installation.said()), time.monotonic()
    if process.poll() is None:
        (os.killpg if blow.whole_group else os.kill)(process.pid, blow.number)
    process.wait(timeout=120)
    return Struck(process.returncode, time.monotonic() - struck, done)


def _sleep_while_alive(process: subprocess.Popen[bytes], seconds: float) -> None:
    ends = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < ends:
        time.sleep(LOOK_SECONDS)


def _done(said: str) -> Sequence[str]:
    return [line.removeprefix(DONE).split()[0] for line in said.splitlines() if line.startswith(DONE)]
