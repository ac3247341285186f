"""`python -m orchestration.ui.server WORKSPACE PORT [HOST]`: Dagster's own web application behind the gate.

It listens on loopback unless a host is named, as in a container whose port is published by somebody else.
"""

import sys
from pathlib import Path

import uvicorn
from dagster import __version__
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._core.workspace.load_target import WorkspaceFileTarget
from dagster_webserver.app import create_app_from_workspace_process_context

from orchestration.installation.instance import open_instance
from orchestration.installation.settings import Settings
from orchestration.ui.gate import UiGate
from viewer.door.hosts import LOOPBACK

HOST = "127.0.0.1"
POLL_MILLISECONDS = 2_000  # how often a page asks again, as `dagster dev` has it
# As dagster-webserver has them; a store in SQLite takes no notice.
STATEMENT_MILLISECONDS, RECYCLE_SECONDS, OVERFLOW = 15_000, 3_600, 20
GOODBYE_SECONDS = 1  # open sockets of pages would hold the end back


def main(workspace: str, port: str, host: str = HOST) -> None:
    """Serve until told to end."""
    settings = Settings()
    with open_instance(settings) as instance:
        instance.optimize_for_webserver(STATEMENT_MILLISECONDS, RECYCLE_SECONDS, OVERFLOW)
        target = WorkspaceFileTarget(paths=[str(Path(workspace))])
        with WorkspaceProcessContext(instance, version=__version__, workspace_load_target=target) as context:
            app = create_app_from_workspace_process_context(context, "", POLL_MILLISECONDS)
            uvicorn.run(
                UiGate(app, LOOPBACK | settings.ui_host_names),
                host=host,
                port=int(port),
                log_level="warning",
                timeout_graceful_shutdown=GOODBYE_SECONDS,
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
