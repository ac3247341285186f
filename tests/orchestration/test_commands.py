"""An expected failure is one sentence that says what to do next, before Dagster is loaded, and never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import Said, call

ROOT = Path(__file__).resolve().parents[2]


def places(folder: Path) -> dict[str, str]:
    return {"JOBLAKE_HOME": str(folder / "home"), "JOBLAKE_LAKE": str(folder / "lake")}


def run(folder: Path, *arguments: str, **environment: str) -> Said:
    return call(*arguments, **places(folder) | environment)


def test_a_refusal_as_a_process_of_its_own_loads_neither_dagster_nor_dbt(tmp_path: Path) -> None:
    program = (
        "import sys; from orchestration.__main__ import main; code = main(sys.argv[1:]); "
        "sys.exit('loaded' if {'dagster', 'dbt'} & set(sys.modules) else code)"
    )
    given = {**os.environ, **places(tmp_path), "JOBLAKE_SOURCE": "jsearch"}
    command = [sys.executable, "-c", program, "backfill", "2026-11-01", "2026-11-01"]
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("joblake: JSEARCH_API_KEY is not set")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"JOBLAKE_SOURCE": "nosuch"}, "JOBLAKE_SOURCE: Input should be 'none', 'sample', 'recorded', 'jsearch'"),
        ({"JOBLAKE_MONTHLY_CREDITS": "many"}, "JOBLAKE_MONTHLY_CREDITS"),
        ({"JOBLAKE_SOURCE": "jsearch"}, "JSEARCH_API_KEY is not set"),
        ({"JOBLAKE_SOURCE": "recorded"}, "needs JOBLAKE_RECORDED_DIR"),
        ({"JOBLAKE_HOME": "/dev/null/home"}, "/dev/null"),
        ({"JOBLAKE_SEARCHES": "no-such-file.yaml"}, "no-such-file.yaml"),
    ],
)
def test_a_wrong_setting_is_said_in_a_sentence(tmp_path: Path, environment: dict[str, str], said: str) -> None:
    done = run(tmp_path, "backfill", "2026-11-01", "2026-11-01", **environment)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("notes.txt", "holds no *.json or *.jsonl file to read"),
        ("jobs_2099-01-05.json", "jobs_2099-01-05.json: 2099-01-05 has not come yet"),
    ],
)
def test_a_recording_that_no_run_can_read_is_refused_before_anything_is_published(
    tmp_path: Path, file: str, said: str
) -> None:
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / file).write_text("{}", encoding="utf-8")
    done = run(tmp_path, "run", JOBLAKE_SOURCE="recorded", JOBLAKE_RECORDED_DIR=str(tmp_path / "answers"))
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_day_in_another_form_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "backfill", "20261101", "2026-11-01")
    assert done.returncode == 2
    assert "'20261101' is not a day; expected YYYY-MM-DD" in done.stderr


def test_exporting_before_anything_is_published_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "export")
    assert done.returncode == 1
    assert "nothing is published yet" in done.stderr
