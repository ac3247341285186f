"""Another process that holds a lock, for tests of any kind of lock."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


@contextmanager
def holding(script: str, place: str) -> Iterator[subprocess.Popen[str]]:
    """A process that runs a script with a place as its argument, from when it says `held` on."""
    process = subprocess.Popen([sys.executable, "-c", script, place], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()
