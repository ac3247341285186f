"""What is shipped to run Joblake elsewhere says what it must, as far as that can be read without a container engine."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestration.fleet.service import command_of
from orchestration.installation.settings import Settings
from orchestration.jobs import jobs

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
OUR_OWN = [name for name in COMPOSE["services"] if name not in {"postgres", "redis"}]
SECRET = re.compile(r"PASSWORD|SECRET|KEY")


def test_nothing_but_the_ui_and_the_viewer_is_bound_outside_and_they_on_loopback() -> None:
    bound = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert bound == {"webserver": ["127.0.0.1:3000:3000"], "viewer": ["127.0.0.1:8321:8321"]}


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_service_is_looked_after_and_may_do_no_more_than_it_must(name: str) -> None:
    service = COMPOSE["services"][name]
    assert "healthcheck" in service
    assert service["restart"] == "unless-stopped"
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_secret_comes_from_the_environment(name: str) -> None:
    for variable, value in COMPOSE["services"][name].get("environment", {}).items():
        if SECRET.search(variable):
            assert value.startswith("${"), variable


def test_exactly_one_worker_has_the_disk_of_the_warehouse() -> None:
    mounted = {name: service.get("volumes", []) for name, service in COMPOSE["services"].items()}
    assert [name for name, volumes in mounted.items() if "warehouse:/srv/home" in volumes] == ["worker-marts"]
    assert COMPOSE["services"]["worker-marts"]["deploy"]["replicas"] == 1


@pytest.mark.parametrize("name", [name for name in OUR_OWN if name != "viewer"])
def test_a_container_starts_a_service_that_there_is(name: str, tmp_path: Path) -> None:
    module, *given = COMPOSE["services"][name]["command"]
    assert module == "orchestration.fleet.service"
    assert command_of(given[0], given[1:], Settings(home=tmp_path, lake=tmp_path / "lake"))


@pytest.mark.parametrize("unit", sorted((DEPLOY / "systemd").glob("*.service")), ids=lambda path: path.stem)
def test_a_unit_starts_a_module_that_there_is_and_restarts_it(unit: Path, tmp_path: Path) -> None:
    text = unit.read_text()
    module, *given = re.search(r"^ExecStart=\S+ -m (.+)$", text, re.MULTILINE)[1].split()  # type: ignore[index]
    assert "Restart=on-failure" in text
    if module != "viewer":
        assert command_of(given[0], given[1:], Settings(home=tmp_path, lake=tmp_path / "lake"))


def test_a_service_that_there_is_not_is_refused(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, lake=tmp_path / "lake")
    for wrong in ([], ["scheduler"], ["worker"]):
        with pytest.raises(ValueError, match="is no service; expected daemon"):
            command_of(wrong[0] if wrong else "", wrong[1:], settings)


@pytest.mark.parametrize("job", [jobs.daily_lake, jobs.marts], ids=lambda job: str(job.name))
def test_on_a_cluster_what_builds_marts_has_the_claim_that_the_values_tell_people_to_make(job: Any) -> None:
    pod = json.loads(job.tags["dagster-k8s/config"])
    (volume,) = pod["pod_spec_config"]["volumes"]
    assert [mount["name"] for mount in pod["container_config"]["volume_mounts"]] == [volume["name"]]
    assert f"`{volume['persistent_volume_claim']['claim_name']}`" in (DEPLOY / "helm-values.yaml").read_text()


def test_the_cluster_launches_runs_as_jobs_and_keeps_no_password() -> None:
    values = yaml.safe_load((DEPLOY / "helm-values.yaml").read_text())
    assert values["runLauncher"]["type"] == "K8sRunLauncher"
    assert values["postgresql"]["enabled"] is False
    assert not re.search(r"password:", (DEPLOY / "helm-values.yaml").read_text(), re.IGNORECASE)
