"""The asset in Dagster: without a file nothing is made; a failing channel or a mistake is a warning."""

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from assets.lake.snapshots.snapshots import current
from assets.lake.storage.storage import Lake
from assets.watches.desk import WatchDesk
from assets.watches.watch_alerts import CHECK, watch_alerts
from assets.watches.watch_file import load_watches
from tests.assets.watches.scene import MailServer, job, publish, settings

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
WATCHES = "watches: [{name: yards, jobs: {country: gb}, channels: [email, outbox]}]"


def made(lake: Lake, folder: Path, mail: MailServer | None = None) -> dg.ExecuteInProcessResult:
    desk = WatchDesk(settings(folder, mail), lambda: NOON)
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    return dg.materialize([watch_alerts], resources={"lake": lake, "watch_desk": desk}, run_config=quiet)


def check(done: dg.ExecuteInProcessResult) -> dg.AssetCheckEvaluation:
    (found,) = done.get_asset_check_evaluations()
    assert found.check_name == CHECK
    return found


def test_without_a_snapshot_nothing_is_made_or_written(lake: Lake, tmp_path: Path) -> None:
    (tmp_path / "watches.yaml").write_text(WATCHES, encoding="utf-8")
    done = made(lake, tmp_path)
    assert done.success
    assert done.get_asset_materialization_events() == []
    assert not lake.exists("watches/status.json")


def test_without_a_file_nobody_is_told_and_that_is_said(lake: Lake, tmp_path: Path) -> None:
    """An asset that makes nothing ends a backfill of all assets as failed, though each of its runs has succeeded."""
    publish(lake, [job(1)])
    (event,) = made(lake, tmp_path).get_asset_materialization_events()
    assert event.materialization.metadata["told"].value == 0
    assert not lake.exists("watches/status.json")


def test_what_was_told_stands_in_the_materialization(lake: Lake, tmp_path: Path, mail: MailServer) -> None:
    publish(lake, [job(1), job(2)])
    (tmp_path / "watches.yaml").write_text(WATCHES, encoding="utf-8")
    done = made(lake, tmp_path, mail)
    (event,) = done.get_asset_materialization_events()
    said = {name: value.value for name, value in event.materialization.metadata.items()}
    assert (said["told"], said["waiting"], said["failed"]) == (4, 0, 0)
    snapshot = current(lake)
    assert snapshot is not None
    assert (event.materialization.tags or {})["dagster/data_version"] == snapshot.snapshot_id
    assert check(done).passed
    assert len(mail.mails) == 1


def test_a_channel_that_fails_is_a_warning_and_the_others_are_served(lake: Lake, tmp_path: Path) -> None:
    publish(lake, [job(1)])
    (tmp_path / "watches.yaml").write_text(WATCHES, encoding="utf-8")
    done = made(lake, tmp_path)
    assert done.success
    found = check(done)
    assert (found.passed, found.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert "yards, email: mail has no JOBLAKE_SMTP_HOST" in str(found.metadata["problems"].value)
    assert len(list((tmp_path / "outbox" / "yards").iterdir())) == 2


def test_a_mistake_in_the_file_is_a_warning_with_its_line(lake: Lake, tmp_path: Path) -> None:
    publish(lake, [job(1)])
    (tmp_path / "watches.yaml").write_text("watches:\n  - name: yards\n", encoding="utf-8")
    done = made(lake, tmp_path)
    assert done.success
    assert check(done).metadata["problems"].value == ["watches.yaml:2: watches.jobs is missing"]


def test_a_damaged_ledger_and_a_wrong_setting_are_warnings_that_name_themselves(
    lake: Lake, tmp_path: Path, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(lake, [job(1)])
    (tmp_path / "watches.yaml").write_text(WATCHES, encoding="utf-8")
    lake.append("watches/told/yards/email.jsonl", b"cut")
    said = "yards, email: 1 lines of watches/told/yards/email.jsonl cannot be read; what they told is told again"
    assert check(made(lake, tmp_path, mail)).metadata["problems"].value == [said]
    monkeypatch.setenv("JOBLAKE_SMTP_PORT", "canary")
    done = dg.materialize([watch_alerts], resources={"lake": lake, "watch_desk": WatchDesk()})
    assert done.success
    (problem,) = check(done).metadata["problems"].value  # type: ignore[misc]
    assert str(problem).startswith("JOBLAKE_SMTP_PORT: ")
    assert "canary" not in str(problem)


def test_the_example_can_be_followed() -> None:
    file = load_watches(Path(__file__).resolve().parents[3] / "watches.example.yaml")
    assert file is not None
    assert len(file.watches) == 3
