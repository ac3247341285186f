"""dbt in this process, seen as dagster-dbt sees a command: its events are told once, and how it ended is kept."""

from pathlib import Path
from typing import Any, cast

import pytest
from dagster_dbt import DagsterDbtTranslator
from dagster_dbt.errors import DagsterDbtCliRuntimeError
from packaging.version import Version

from orchestration.warehouse import dbt_command
from orchestration.warehouse.dbt_command import Finished, InProcessInvocation

TOLD = {"info": {"name": "Note", "level": "info", "msg": "built", "ts": "", "code": ""}, "data": {}}


def invocation(folder: Path) -> InProcessInvocation:
    return InProcessInvocation(
        process=cast("Any", Finished(["build"])),
        manifest={},
        dagster_dbt_translator=DagsterDbtTranslator(),
        project_dir=folder,
        target_path=folder,
        raise_on_error=True,
        cli_version=Version("1.11.0"),
    )


def test_a_command_runs_once_however_often_its_end_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[object] = []

    def run(args: object) -> tuple[list[dict[str, Any]], str | None]:
        runs.append(args)
        return [TOLD], None

    monkeypatch.setattr(dbt_command, "run_dbt", run)
    command = invocation(tmp_path)
    assert [event.raw_event for event in command.stream_raw_events()] == [TOLD]
    assert command.is_successful()
    assert runs == [["build"]]


def test_a_command_that_failed_has_failed_whenever_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbt_command, "run_dbt", lambda _args: ([TOLD], "no such model"))
    command = invocation(tmp_path)
    with pytest.raises(DagsterDbtCliRuntimeError, match="no such model"):
        list(command.stream_raw_events())
    assert not command.is_successful()
