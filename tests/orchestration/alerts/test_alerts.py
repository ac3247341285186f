"""The operator is told of a run that failed and of credits nearly spent, by Dagster's own sensors and once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from assets.lake.calls.ledger import Call, Ledger
from assets.lake.storage.storage import Lake
from assets.marts.published_marts import published_marts
from assets.reporting import FRESH
from assets.search.raw_search_results import raw_search_results
from assets.watches.desk import WatchDesk
from orchestration.alerts.alert_sensors import operator_sensors
from orchestration.alerts.alerts import alert, alert_quietly, credits_spent
from orchestration.installation.settings import Settings
from tests.assets.watches.scene import Webhook, webhook
from tests.assets.watches.scene import settings as channels


@dg.asset
def pump() -> None:
    raise ValueError("the pump has lost its prime")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("JOBLAKE_WATCHES", str(tmp_path / "watches.yaml"))
    (tmp_path / "watches.yaml").write_text("operator: {channels: [phone]}", encoding="utf-8")
    return Settings(home=tmp_path / "home", lake=tmp_path / "lake", _env_file=None)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    with webhook() as found:
        monkeypatch.setenv("JOBLAKE_CHANNEL_PHONE", found.address)
        yield found


def test_a_failed_run_is_told_at_once_by_dagsters_own_sensor_and_by_nobody_again(
    installed: Settings, hook: Webhook
) -> None:
    failed, regular = operator_sensors(installed)
    assert {failed.default_status, regular.default_status} == {dg.DefaultSensorStatus.RUNNING}
    with dg.DagsterInstance.ephemeral() as instance:
        done = dg.materialize([pump], instance=instance, raise_on_error=False)
        context = dg.build_run_status_sensor_context(
            sensor_name=failed.name,
            dagster_instance=instance,
            dagster_run=done.dagster_run,
            dagster_event=done.get_run_failure_event(),
        ).for_run_failure()
        failed(context)
        regular(dg.build_sensor_context(instance=instance))
        alert_quietly(installed, instance)
    (said,) = hook.posted
    assert said["title"] == f"Joblake: run {done.run_id[:8]} of {done.dagster_run.job_name.translate({95: ' '})} failed"
    assert "pump: ValueError: the pump has lost its prime" in said["message"]


def test_without_an_operator_the_sensors_skip(installed: Settings, tmp_path: Path) -> None:
    (tmp_path / "watches.yaml").unlink()
    _, regular = operator_sensors(installed)
    with dg.DagsterInstance.ephemeral() as instance:
        said = regular(dg.build_sensor_context(instance=instance))
    assert isinstance(said, dg.SkipReason)
    assert said.skip_message == "watches.yaml names no operator"


def test_a_run_in_the_terminal_fails_for_no_channel_and_no_mistake(
    installed: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        dg.materialize([pump], instance=instance, raise_on_error=False)
        alert_quietly(installed, instance)
        (tmp_path / "watches.yaml").write_text("operator: 3", encoding="utf-8")
        alert_quietly(installed, instance)
    said = capsys.readouterr().err
    assert "the operator was not told by phone: JOBLAKE_CHANNEL_PHONE is not set" in said
    assert "watches.yaml:1: operator is 3; expected a mapping" in said


@pytest.mark.parametrize(
    ("spent", "said"),
    [(8, []), (9, ["credits:jsearch:2026-11-01:nearly"]), (10, ["credits:jsearch:2026-11-01:spent"])],
)
def test_credits_are_told_when_nine_tenths_are_spent_and_when_all_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spent: int, said: list[str]
) -> None:
    monkeypatch.setenv("JOBLAKE_SOURCE", "jsearch")
    monkeypatch.setenv("JSEARCH_API_KEY", "canary")
    monkeypatch.setenv("JOBLAKE_MONTHLY_CREDITS", "10")
    lake, now = Lake(tmp_path / "lake"), datetime(2026, 11, 20, 12, tzinfo=UTC)
    ledger = Ledger(lake, "a-run")
    for number in range(spent):
        call = Call(
            search_date=now.date(), call_id=f"{number}.1", called_at=now, kind="search", provider="openwebninja",
            endpoint="search-v2", status="processed", credits=1,
        )  # fmt: skip
        ledger.intend(call)
        ledger.record(call)
    assert [notice.id for notice in credits_spent(lake, now)] == said


def test_how_fresh_what_is_found_and_published_must_be_is_part_of_the_assets() -> None:
    published = published_marts([], [], 1, lambda _instance, _folder: [])
    specs = [*raw_search_results.specs, *published.specs]
    fresh = [spec.key.to_user_string() for spec in specs if spec.freshness_policy == FRESH]
    assert fresh == ["raw_search_results", "published_marts"]


def test_an_operator_is_told_by_a_desk_of_its_own(installed: Settings, tmp_path: Path, hook: Webhook) -> None:
    desk = WatchDesk(channels(tmp_path), lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))
    with dg.DagsterInstance.ephemeral() as instance:
        assert [one.waiting for one in alert(installed, instance, desk)] == [0]
    assert hook.posted == []
