"""dbt as Dagster's resource: called in this process, with the manifest that is parsed already.

A subprocess pays for its imports, `dbt --version` and the project's parsed state before its first model, twice a run.
Dagster-dbt turns the same log events into Dagster's either way. What is used of it beyond its public names holds for
the pinned version; a test builds with this resource.
"""

import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, DbtCliResource
from dagster_dbt.asset_utils import get_updated_cli_invocation_params_for_context
from packaging.version import Version

PARSED = "partial_parse.msgpack"


class Finished:
    """What dagster-dbt asks of its subprocess: the arguments, and how it ended."""

    def __init__(self, args: Sequence[str]) -> None:
        self.args = args
        self.returncode = 0
        self.has_run = False

    def wait(self) -> int:
        """The exit code."""
        return self.returncode


class InProcessInvocation(DbtCliInvocation):
    """One dbt command, run when its events are asked for the first time; then they have been told, as of a pipe."""

    def _stream_stdout(self) -> Iterator[str | dict[str, Any]]:
        command = cast("Finished", self.process)
        if command.has_run:
            return
        command.has_run = True
        events, problem = run_dbt(command.args)
        command.returncode = 1 if problem is not None else 0
        self._error_messages.extend(event["info"]["msg"] for event in events if event["info"]["level"] == "error")
        if problem:
            self._error_messages.append(problem)
        yield from events


class InProcessDbt(DbtCliResource):
    """dbt in this process."""

    def cli(self, args: Sequence[str], *, context: Any = None, **_: Any) -> DbtCliInvocation:
        """A dbt command over the nodes of the step of `context`; nothing runs until its events are asked for."""
        chosen = get_updated_cli_invocation_params_for_context(
            context=context, manifest={}, dagster_dbt_translator=DagsterDbtTranslator()
        )
        target = self._get_unique_target_path(context=context)
        places = {
            "--project-dir": self.project_dir,
            "--profiles-dir": self.profiles_dir,
            "--target-path": os.fspath(target),
            "--log-path": os.fspath(target),
        }
        if chosen.indirect_selection:
            places["--indirect-selection"] = chosen.indirect_selection
        flags = [part for name, value in places.items() if value for part in (name, value)]
        return InProcessInvocation(
            process=cast("Any", Finished([*args, *chosen.selection_args, "--quiet", *flags])),
            manifest=chosen.manifest,
            dagster_dbt_translator=chosen.dagster_dbt_translator,
            project_dir=Path(self.project_dir),
            target_path=target,
            raise_on_error=True,
            cli_version=Version(version("dbt-core")),
            project=chosen.dbt_project,
            context=context,
        )


def run_dbt(args: Sequence[str]) -> tuple[list[dict[str, Any]], str | None]:
    """Run a dbt command with the parsed manifest of DBT_TARGET_PATH and let go of the warehouse.

    Returns:
        dbt's log events from level info on, as it would print them in JSON, and what went wrong: None if nothing, empty
        if the events say it.
    """
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner
    from dbt_common.events.base_types import EventMsg
    from dbt_common.events.functions import msg_to_json

    if os.environ.get("JOBLAKE_DBT_TARGET") == "bucket":
        from assets.lake.objects.engine import register

        register()
    events: list[dict[str, Any]] = []

    def keep(message: EventMsg) -> None:
        if message.info.level != "debug" or message.info.name in SHOWN_AT_DEBUG:
            events.append(json.loads(msg_to_json(message)))

    try:
        done = dbtRunner(manifest=_parsed_manifest(), callbacks=[keep]).invoke(list(args))
    finally:
        # The adapter keeps the file open in this process; nobody else could open it.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if done.exception is not None and not isinstance(done.exception, Exception):
        raise done.exception  # an interrupt: the run ends
    if done.success:
        return events, None
    return events, str(done.exception) if done.exception else ""


# Which node has finished, and how: dagster-dbt makes its events of these.
SHOWN_AT_DEBUG = ("NodeFinished", "NodeStart")


def _parsed_manifest() -> Any:
    file = Path(os.environ["DBT_TARGET_PATH"]) / PARSED
    return _read_manifest(file, file.stat().st_mtime_ns) if file.is_file() else None


@cache
def _read_manifest(file: Path, _changed: int) -> Any:
    from dbt.contracts.graph.manifest import Manifest

    manifest = Manifest.from_msgpack(file.read_bytes())
    manifest.build_flat_graph()  # type: ignore[no-untyped-call]  # what macros know as `graph`
    return manifest
