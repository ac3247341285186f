"""What the filters of all stages promise alike: an answer to every line, and no traceback when a stream breaks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILTERS = ["postings", "classification", "skills"]
JOB = {
    "job_id": "a",
    "job_title": "Nurse",
    "job_description": "You care for guests and know Python.",
    "employer_name": "Ada Yards",
}

pytestmark = pytest.mark.parametrize("stage", FILTERS)


def shell(stage: str, data: bytes, around: str = "") -> subprocess.CompletedProcess[bytes]:
    """The filter under a shell that exits with the filter's own code."""
    command = f'set -o pipefail; "$0" -m assets.{stage} {around}'
    return subprocess.run(
        ["bash", "-c", command, sys.executable], cwd=ROOT, input=data, capture_output=True, check=False, timeout=60
    )


def strict(line: bytes) -> dict[str, object]:
    """A line read by the standard, which has no NaN."""

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    found: dict[str, object] = json.loads(line, parse_constant=refuse)
    return found


def test_every_line_that_is_not_blank_gets_one_line_of_json(stage: str) -> None:
    half = {**JOB, "job_description": "Python \ud800", "job_id": "\ud800", "employer_name": "\ud800 Yards"}
    lines = [
        b"\xef\xbb\xbf" + json.dumps(JOB).encode(),
        b"",
        json.dumps({**half, "job_title": "Nurse \ud800"}).encode(),
        json.dumps({**JOB, "job_id": "caf"}).encode().replace(b"caf", b"caf\xe9"),
        json.dumps({**JOB, "id": float("nan"), "job_id": float("inf")}).encode(),
        json.dumps({**JOB, "id": "BIG"}).encode().replace(b'"BIG"', b"1e999"),
        json.dumps({**JOB, "id": "DEEP"}).encode().replace(b'"DEEP"', b"[" * 900 + b"]" * 900),
        b"\xff\xfe{}",
        b"[" * 50_000,
    ]
    done = shell(stage, b"\n".join(lines))
    assert (done.returncode, done.stderr) == (0, b"")
    found = [strict(line) for line in done.stdout.splitlines()]
    assert [("error" in row, "quarantined" in row) for row in found[:5]] == [(False, False)] * 5
    assert len(found) == 8
    assert [row["line"] for row in found[6:]] == [8, 9]


def test_a_reader_that_goes_ends_it_quietly(stage: str) -> None:
    done = shell(stage, (json.dumps(JOB) + "\n").encode() * 3_000, "| head -1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("around", [">/dev/full", "<&-", ">&-", "0>/dev/null"])
def test_a_stream_that_cannot_be_used_is_told_in_one_line(stage: str, around: str) -> None:
    if "/dev/full" in around and not Path("/dev/full").exists():
        pytest.skip("no full device on this system")
    done = shell(stage, (json.dumps(JOB) + "\n").encode(), around)
    assert done.returncode == 1
    assert done.stderr.startswith(b"standard ")
    assert len(done.stderr.splitlines()) == 1


def test_help_is_given_and_unknown_arguments_are_refused(stage: str) -> None:
    assert shell(stage, b"", "--help").stdout.startswith(b"usage: python -m assets.")
    assert shell(stage, b"", "--no-such-thing").returncode == 2
