"""`python -m orchestration.fleet.service NAME`: one long-running program of an installation, for units and containers.

    daemon                 schedules, the queue of runs, the record of lineage
    webserver [HOST PORT]  the Dagster UI behind its gate; on loopback unless told otherwise
    code [HOST PORT]       the server of code that daemon and webserver of other containers load from
    worker QUEUE           takes runs from a queue: `stages`, or `marts` where the warehouse's disk is

Each prepares the home first, so that Dagster finds its instance. `make dev` is for a person at a terminal; this is not.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack

from assets.lake.locks.kernel_lock import say_on_stderr
from orchestration.fleet.loss_watch import watched_for_loss
from orchestration.installation.instance import open_instance
from orchestration.installation.settings import PROJECT, Settings
from orchestration.processes.run_claims import end_dead_runs, shared_claims, ui_claimed

CODE = "orchestration.definitions"
LOCATION = "joblake"
LOOPBACK, UI_PORT, CODE_PORT = "127.0.0.1", "3000", "4266"
RUNS_A_PROCESS = 20  # then a worker's process is renewed, so that none grows for months


def command_of(name: str, given: Sequence[str], settings: Settings) -> list[str]:
    """The program of a service as a command line.

    Raises:
        ValueError: There is no such service, or it was given too little.
    """
    workspace = str(settings.workspace or PROJECT / "workspace.yaml")
    if name == "daemon":
        return ["dagster._daemon", "run", "-w", workspace]
    if name == "webserver":
        host, port = _address(given, UI_PORT)
        return ["orchestration.ui.server", workspace, port, host]
    if name == "code":
        host, port = _address(given, CODE_PORT)
        place = ["-m", CODE, "-d", str(PROJECT), "--location-name", LOCATION]
        return ["dagster", "code-server", "start", *place, "-h", host, "-p", port]
    if name == "worker" and given:
        named = ["-Q", given[0], "-n", f"{given[0]}@{socket.gethostname()}-{os.getpid()}"]
        alone = ["-c", "1", "-P", "prefork", "--max-tasks-per-child", str(RUNS_A_PROCESS), "--loglevel", "WARNING"]
        return ["celery", "-A", "orchestration.fleet.app", "worker", *named, *alone]
    raise ValueError(f"{name!r} is no service; expected daemon, webserver, code, or worker with the name of its queue")


def _address(given: Sequence[str], port: str) -> tuple[str, str]:
    """Host and port as far as they were given."""
    return given[0] if given else LOOPBACK, given[1] if len(given) > 1 else port


def main(arguments: Sequence[str]) -> int:
    """Run a service until it ends or is told to; its exit code."""
    settings = Settings()
    try:
        command = command_of(arguments[0] if arguments else "", arguments[1:], settings)
        instance = open_instance(settings)
    except ValueError as error:
        say_on_stderr(str(error))
        return 2
    with ExitStack() as held:
        if command[0] == "dagster._daemon":  # what it has just launched lives, though it holds no claim yet
            held.enter_context(ui_claimed(settings))
            end_dead_runs(instance, settings.home_folder, shared_claims(settings))
            held.enter_context(watched_for_loss(settings, instance))
        return _supervised([sys.executable, "-m", *command])


def _supervised(command: Sequence[str]) -> int:
    """Run a program, and tell it to end when this process is told to."""
    program = subprocess.Popen(command, cwd=PROJECT)  # noqa: S603 - this interpreter, our own arguments
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda told, _frame: program.send_signal(told))
    return program.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
