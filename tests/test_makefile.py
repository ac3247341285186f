"""The Makefile: which interpreter the environment is made for, and that it is made again only when it must."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Stands in for uv: notes what it is asked, and makes an interpreter that does nothing.
UV = """#!/bin/sh
echo "$@" >> asked
mkdir -p .venv/bin
printf '#!/bin/sh\\n' > .venv/bin/python
chmod +x .venv/bin/python
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8"), encoding="utf-8")
    for file in ("pyproject.toml", "uv.lock"):
        (tmp_path / file).touch()
    uv = tmp_path / ".tools" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text(UV, encoding="utf-8")
    uv.chmod(0o755)
    return tmp_path


def asked(checkout: Path, *arguments: str) -> list[str]:
    """What uv was asked so far, after `make run`."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHON", "MAKEFLAGS", "MAKELEVEL"}}
    subprocess.run(["make", "run", *arguments], cwd=checkout, env=kept, capture_output=True, check=True)
    return (checkout / "asked").read_text(encoding="utf-8").splitlines()


def test_the_interpreter_that_is_named_is_the_environments(checkout: Path) -> None:
    assert asked(checkout, "PYTHON=python3.12") == ["sync --frozen --quiet --python python3.12"]


def test_where_none_is_named_uv_chooses(checkout: Path) -> None:
    assert asked(checkout) == ["sync --frozen --quiet"]


def test_the_environment_is_made_again_for_another_interpreter_and_for_nothing_else(checkout: Path) -> None:
    asked(checkout, "PYTHON=python3.12")
    assert len(asked(checkout, "PYTHON=python3.12")) == 1
    assert asked(checkout, "PYTHON=python3.13")[1:] == ["sync --frozen --quiet --python python3.13"]
    assert len(asked(checkout, "PYTHON=python3.13")) == 2
