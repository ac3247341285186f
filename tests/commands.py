"""The command line called as a person would: in this process, or as one of its own.

A start of Python with Dagster and dbt takes seconds.
A process of its own is for what is about processes, and for builds that are copied: Dagster closes its databases then.
"""

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from orchestration.__main__ import main
from tests.nobody import nobodys_environment

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 600


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def call(*arguments: str, **environment: str) -> Said:
    """`python -m orchestration ...` under this environment; what it sets there itself is forgotten after it."""
    out, err, before = io.StringIO(), io.StringIO(), dict(os.environ)
    try:
        for name in before.keys() - nobodys_environment():
            del os.environ[name]
        os.environ.update(environment)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(list(arguments))
    except SystemExit as end:  # the parser's own refusal
        code = end.code if isinstance(end.code, int) else 1
    finally:
        os.environ.clear()
        os.environ.update(before)
    return Said(code, out.getvalue(), err.getvalue())


def process(*arguments: str, **environment: str) -> Said:
    """The same as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "orchestration", *arguments],
        cwd=ROOT,
        env=nobodys_environment() | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    return Said(done.returncode, done.stdout, done.stderr)
