"""The extractor of another version: a commit's files beside these, run as the filter over the same postings.

Knows git and a folder for the time of the run; what the outputs say is `diff`'s business.
"""

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "tests" / "gold" / "sample_postings.jsonl"


def output_of(revision: str, postings: Iterable[str]) -> list[str]:
    """What the filter of a commit says of postings, lines of JSON both.

    Raises:
        ValueError: Git knows no such commit, or its extractor does not run.
    """
    packed = _run(
        ["git", "archive", revision, "assets"], ROOT, b"", f"git has no commit {revision!r} with an extractor"
    )
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as files:
            files.extractall(folder, filter="data")
        return _filtered(Path(folder), postings, f"the extractor of {revision} does not run here")


def output_here(postings: Iterable[str]) -> list[str]:
    """What the filter of these files says, as they are, committed or not."""
    return _filtered(ROOT, postings, "the extractor does not run")


def postings_of(file: Path) -> list[str]:
    """Lines for the filter: those of a file, or of labelled postings, whose text is called `text`."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [json.dumps({"description": row["text"], **row} if "text" in row else row) for row in rows]


def _filtered(folder: Path, postings: Iterable[str], fault: str) -> list[str]:
    given = "".join(f"{line}\n" for line in postings).encode()
    command = [sys.executable, "-m", "assets.skills"]
    return _run(command, folder, given, fault).decode().splitlines()


def _run(command: list[str], folder: Path, given: bytes, fault: str) -> bytes:
    # A home of its own: what a version compiles is kept there, and is no other's.
    with tempfile.TemporaryDirectory() as home:
        kept = {**os.environ, "JOBLAKE_HOME": home, "PYTHONPATH": str(folder)}
        done = subprocess.run(command, cwd=folder, env=kept, input=given, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise ValueError(f"{fault}: {done.stderr.decode(errors='replace').strip()[-400:]}")
    return done.stdout
