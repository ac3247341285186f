"""`python -m assets.postings` reads job objects a line and writes postings a line, whatever the lines hold."""

import json
import resource
import subprocess
import sys
from pathlib import Path

Job = dict[str, object]
ROOT = Path(__file__).resolve().parents[3]


def run(data: bytes, *arguments: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "assets.postings", *arguments], cwd=ROOT, input=data, capture_output=True, check=True
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_line_is_answered_in_its_order(job: Job, v2_job: Job) -> None:
    lines = [json.dumps(job), "{broken", json.dumps({"job_title": 5}), '"jobs"', "", json.dumps(v2_job), "[" * 5000]
    out = run("\n".join(lines).encode(), "--observed-at", "2026-03-28T09:00:00Z", "--country", "gb")
    assert out[0]["title"] == "Senior Data Engineer"
    assert (out[0]["posted_at"], out[0]["posted_date"]) == ("2026-03-19T00:00:00Z", "2026-03-19")
    assert out[1]["line"] == 2
    assert "error" in out[1]
    assert (out[2]["quarantined"], out[2]["field"]) == ("wrong_type_job_title", "job_title")
    assert out[3]["quarantined"] == "not_an_object"
    assert out[4]["job_key"] == out[0]["job_key"]
    assert "error" in out[5]
    assert "raw_file" not in out[0]


def test_bytes_that_are_no_text_and_lone_surrogates_do_not_stop_it(job: Job) -> None:
    strange = json.dumps({**job, "job_title": "Welder \ud83d", "job_min_salary": float("nan")})
    out = run(b"\xff\xfe{}\n" + strange.encode() + b"\n" + json.dumps(job).encode())
    assert [line.get("title") for line in out] == [None, "Welder", "Senior Data Engineer"]


def test_it_starts_without_dagster_and_quickly() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    code = "import sys, assets.postings.__main__; sys.exit('dagster' in sys.modules or 'duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 4  # of processor: machines are busy
