"""State goes where the environment says, and nowhere else."""

from pathlib import Path

import pytest

from orchestration.installation.instance import prepare_home
from orchestration.installation.settings import PROJECT, Settings


def test_without_a_word_state_lies_in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JOBLAKE_HOME", raising=False)
    monkeypatch.delenv("JOBLAKE_LAKE", raising=False)
    settings = Settings(_env_file=None)
    assert settings.home_folder == PROJECT / ".joblake"
    assert settings.lake_place == PROJECT / "lake"
    assert settings.warehouse == PROJECT / ".joblake" / "warehouse.duckdb"


def test_another_lake_has_a_home_of_its_own_unless_one_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JOBLAKE_HOME", raising=False)
    lake = tmp_path / "lake-real"
    assert Settings(lake=lake, _env_file=None).home_folder == tmp_path / "lake-real.joblake"
    assert Settings(lake=PROJECT / "lake", _env_file=None).home_folder == PROJECT / ".joblake"
    assert Settings(lake=lake, home=tmp_path / "home", _env_file=None).home_folder == tmp_path / "home"


def test_the_home_becomes_a_dagster_instance_without_telemetry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", "")
    home = prepare_home(Settings(home=tmp_path / "home", _env_file=None))
    text = (home / "dagster.yaml").read_text(encoding="utf-8")
    assert "telemetry:\n  enabled: false" in text
