"""Which instance a home has: its own, the shared one with Postgres, workers with a broker; nobody's is overwritten."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from assets.lake.storage.storage import Lake
from lineage.recording.recorder import shared_instance_id
from orchestration.installation.instance import OURS, config_of, instance_config, open_instance, prepare_home
from orchestration.installation.settings import Settings
from orchestration.processes.run_claims import claimed, end_dead_runs, shared_claims
from tests.assets.lake.locks.postgres_server import postgres

URL = "postgresql+psycopg2://joblake:canary-81f@db/joblake"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    pytest.importorskip("dagster_postgres", reason="`make fleet` installs what Postgres needs")
    with postgres() as address:
        yield address


def settings(home: Path, **given: Any) -> Settings:
    return Settings(home=home, lake=home.parent / "lake", _env_file=None, **given)


def test_without_a_setting_the_instance_is_the_homes_own(tmp_path: Path) -> None:
    assert instance_config(settings(tmp_path / "home")) == config_of(tmp_path / "home")


def test_postgres_and_a_broker_name_their_variables_and_hold_no_secret(tmp_path: Path) -> None:
    shared = instance_config(settings(tmp_path / "home", postgres_url=URL))
    fleet = instance_config(
        settings(tmp_path / "home", postgres_url=URL, broker_url="redis://:canary-82f@queue:6379/0")
    )
    assert "canary" not in shared + fleet
    assert shared.startswith(OURS.decode())
    assert yaml.safe_load(shared)["storage"] == {"postgres": {"postgres_url": {"env": "JOBLAKE_POSTGRES_URL"}}}
    assert "run_launcher" not in yaml.safe_load(shared)
    assert yaml.safe_load(fleet)["run_launcher"]["class"] == "FleetLauncher"
    assert yaml.safe_load(fleet)["telemetry"] == {"enabled": False}


def test_a_file_that_somebody_wrote_stays_and_one_of_ours_is_renewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", "")
    home = tmp_path / "home"
    home.mkdir()
    (home / "dagster.yaml").write_bytes(b"telemetry: {enabled: false}\n")
    prepare_home(settings(home))
    assert (home / "dagster.yaml").read_bytes() == b"telemetry: {enabled: false}\n"
    (home / "dagster.yaml").write_bytes(OURS + b" by `orchestration.instance`.\nof another version: true\n")
    prepare_home(settings(home))
    assert (home / "dagster.yaml").read_text() == config_of(home)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"postgres_url": "postgresql://joblake:canary-83f@db/x"}, "expected postgresql"),
        ({"broker_url": "redis://queue:6379/0"}, "set JOBLAKE_POSTGRES_URL too"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_in_words(tmp_path: Path, given: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        settings(tmp_path / "home", **given)


def test_machines_of_one_history_share_its_name_and_its_claims(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dagster as dg

    monkeypatch.setenv("JOBLAKE_POSTGRES_URL", url)
    for name in ("DAGSTER_HOME", "DAGSTER_EVENT_BATCH_SIZE", "DAGSTER_DBT_PARSE_PROJECT_ON_LOAD"):
        monkeypatch.setenv(name, "")

    @dg.job
    def empty() -> None:
        pass

    homes = [settings(tmp_path / name / "home", postgres_url=url) for name in ("one", "two")]
    lake = Lake(tmp_path / "lake")
    with open_instance(homes[0]) as instance:
        named = shared_instance_id(instance, lake)
        run = instance.create_run_for_job(empty, status=dg.DagsterRunStatus.STARTED)
    with open_instance(homes[1]) as instance:
        assert shared_instance_id(instance, lake) == named
        monkeypatch.setattr("orchestration.processes.run_claims.CLAIMS_WITHIN", -1.0)
        with claimed(homes[0], run.run_id):
            assert end_dead_runs(instance, homes[1].home_folder, shared_claims(homes[1])) == [], "it lives elsewhere"
        assert end_dead_runs(instance, homes[1].home_folder, shared_claims(homes[1])) == [run.run_id]
