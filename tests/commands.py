"""The command line called as a person would, in this process: a start of Python with Dagster and dbt takes seconds.

That the same holds for a process of its own, the tests of whole runs show.
"""

import contextlib
import io
import os
from dataclasses import dataclass

from orchestration.__main__ import main

OF_NOBODY = ("JOBLAKE_", "JSEARCH_", "OPENLINEAGE_", "DAGSTER_")


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
        for name in before:
            if name.startswith(OF_NOBODY):
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
