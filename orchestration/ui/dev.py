"""The processes of `make dev`: a server of code on a socket of the file system, the daemon, and the UI behind its gate.

`dagster dev` is not used: its web server takes any host and origin, and its processes outlive HUP, TERM and kill -9.
Nothing here listens on the network but the UI, on loopback.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from assets.lake.locks.kernel_lock import is_held, say_on_stderr
from orchestration.fleet.loss_watch import watched_for_loss
from orchestration.installation.instance import open_instance
from orchestration.installation.settings import PROJECT, Settings
from orchestration.processes.run_claims import UI, claim_path, end_dead_runs, shared_claims, ui_claimed
from orchestration.ui.server import HOST

LOOK_SECONDS = 0.25
END_SECONDS = 4.0  # then they are killed; the command as a whole has promised ten
LOCATION = "joblake"
CODE = "orchestration.definitions"
QUIET = ["--log-level", "warning"]


def dev(settings: Settings, port: int, module: str = CODE) -> int:
    """Run the UI over the definitions of a module until it is told to end; the exit code."""
    if is_held(claim_path(settings.home_folder, UI)):
        return _refuse(f"the UI of {settings.home_folder} is running already; stop it first, or use it")
    if not _is_free(port):
        return _refuse(f"port {port} is in use; stop what listens there, or give another: --port N")
    with ui_claimed(settings), open_instance(settings) as instance, _short_folder() as folder:
        end_dead_runs(instance, settings.home_folder, shared_claims(settings))
        try:
            with watched_for_loss(settings, instance):
                return _supervise(folder, port, module)
        finally:
            end_dead_runs(instance, settings.home_folder, shared_claims(settings))


def _supervise(folder: Path, port: int, module: str) -> int:
    """Start the three in order and watch them; 1 as soon as one has ended by itself."""
    workspace, code = folder / "workspace.yaml", folder / "code"
    workspace.write_text(
        f"load_from:\n  - grpc_server: {{socket: {code}, location_name: {LOCATION}}}\n", encoding="utf-8"
    )
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        running["code server"] = tied(
            "dagster", "code-server", "start", "-m", module, "--working-directory", str(PROJECT),
            "--location-name", LOCATION, "--socket", str(code), *QUIET,
        )  # fmt: skip
        while not _answers(code):
            if _ended(running):
                return 1
            time.sleep(LOOK_SECONDS)
        running["daemon"] = tied("dagster._daemon", "run", "-w", str(workspace), *QUIET)
        running["web server"] = tied("orchestration.ui.server", str(workspace), str(port))
        say_on_stderr(f"Dagster UI: http://{HOST}:{port} (Ctrl-C stops it)")
        while not _ended(running):
            time.sleep(LOOK_SECONDS)
        return 1
    finally:
        end(running)


def tied(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a module as a program in a group of its own that ends with this process."""
    return subprocess.Popen(  # noqa: S603 - this interpreter, our own arguments
        [sys.executable, "-m", "orchestration.ui.tied", module, *arguments],
        cwd=PROJECT,
        env={**os.environ, "DAGSTER_IS_DEV_CLI": "1"},
        stdin=subprocess.PIPE,
        start_new_session=True,
    )


def end(running: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """End the groups of these processes: asked at first, so that runs can say that they were stopped, then killed."""
    _signal(running, signal.SIGTERM)
    ends = time.monotonic() + END_SECONDS
    with suppress(subprocess.TimeoutExpired):
        for process in running.values():
            process.wait(timeout=max(ends - time.monotonic(), 0))
    _signal(running, signal.SIGKILL)  # what is left of the groups: runs that did not stop, servers that did not
    for process in running.values():
        process.wait()


def _signal(running: Mapping[str, subprocess.Popen[bytes]], number: signal.Signals) -> None:
    for process in running.values():
        with suppress(ProcessLookupError):  # nobody of the group is left
            os.killpg(process.pid, number)


def _ended(running: Mapping[str, subprocess.Popen[bytes]]) -> bool:
    ended = [name for name, process in running.items() if process.poll() is not None]
    for name in ended:
        say_on_stderr(f"the {name} of the UI has ended by itself (exit code {running[name].returncode}); see above why")
    return bool(ended)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


def _is_free(port: int) -> bool:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((HOST, port))
        except OSError:
            return False
    return True


@contextmanager
def _short_folder() -> Iterator[Path]:
    """A folder only this user may enter, with a short name: a socket's path may have a hundred characters."""
    folder = Path(tempfile.mkdtemp(prefix="joblake-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse(why: str) -> int:
    say_on_stderr(why)
    return 1
