"""A fleet on this machine: three servers, and two hosts that share them; what is seen of it from outside."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_celery.tags import DAGSTER_CELERY_TASK_ID_TAG as TASK

from assets.lake.opening import open_lake
from assets.lake.storage.storage import Lake
from benchmarks.fleet.host import Host
from orchestration.fleet.lost_runs import UNDER_WAY
from orchestration.fleet.queue import open_queue
from orchestration.installation.instance import open_instance
from orchestration.installation.settings import Settings
from tests.assets.lake.locks.postgres_server import postgres
from tests.assets.lake.objects.servers import environment, new_place, seaweed, variables
from tests.nobody import nobodys_environment
from tests.orchestration.fleet.redis_server import redis_server

DAYS_PER_RUN = 5
NAMES = ("one", "two")
READY_SECONDS = 1_200  # on a machine that has much else to do


@dataclass
class Fleet:
    """Two hosts: the first has the code server, the daemon and the warehouse; each has a worker for stages."""

    root: Path
    given: Mapping[str, str]
    lake: Lake
    instance: dg.DagsterInstance
    hosts: list[Host]
    code_port: int
    queue: Any

    def start(self) -> None:
        """Start both hosts and what runs on them, in order."""
        first, second = self.hosts
        first.start()
        first.program("orchestration.fleet.service", "code", "127.0.0.1", str(self.code_port))
        _wait_for(self.code_port, first)
        for service in (("daemon",), ("worker", "marts"), ("worker", "stages")):
            first.program("orchestration.fleet.service", *service)
        self.start_worker(second)

    def start_worker(self, host: Host) -> None:
        """Start a host that has a worker for stages and nothing else."""
        host.start()
        host.program("orchestration.fleet.service", "worker", "stages")

    def backfill(self, first: date, last: date, host: int = 0) -> subprocess.Popen[bytes]:
        """`make backfill` on a host."""
        return self.hosts[host].program("orchestration", "backfill", str(first), str(last))

    def runs(self, *statuses: dg.DagsterRunStatus) -> list[dg.DagsterRun]:
        """Dagster's runs in these states, or all."""
        return list(self.instance.get_runs(filters=dg.RunsFilter(statuses=list(statuses)) if statuses else None))

    def workers(self) -> dict[str, str]:
        """The name of the host that is at each run, as the workers say."""
        answers = self.queue.control.inspect(timeout=1.0).active() or {}
        at = {
            task["id"]: worker.partition("@")[2].rpartition("-")[0]
            for worker, tasks in answers.items()
            for task in tasks
        }
        runs = self.runs(*UNDER_WAY)
        return {run.run_id: at[run.tags[TASK]] for run in runs if run.tags.get(TASK) in at}

    def materializations(self) -> int:
        """How many materializations Dagster has in its log."""
        log, kind = self.instance.event_log_storage, dg.DagsterEventType.ASSET_MATERIALIZATION
        return sum(len(log.get_logs_for_run(run.run_id, of_type=kind)) for run in self.runs())

    def stop(self) -> None:
        """End everything that runs on the hosts."""
        for host in self.hosts:
            host.kill()


@contextmanager
def fleet(root: Path, recorded: Path, dbt: Path, given: Mapping[str, str] | None = None) -> Iterator[Fleet]:
    """A fleet over new servers; `given` stands over the settings of its hosts."""
    with ExitStack() as held:
        bucket, database, broker = (held.enter_context(one()) for one in (seaweed, postgres, redis_server))
        port = free_port()
        workspace = root / "seat" / "code" / "fleet.yaml"
        shared = {
            **environment(bucket),
            "JOBLAKE_LAKE": new_place(bucket),
            "JOBLAKE_POSTGRES_URL": database,
            "JOBLAKE_BROKER_URL": broker,
        }
        own = {
            "JOBLAKE_HOME": str(root / "seat" / "home"),
            "JOBLAKE_DAYS_PER_RUN": str(DAYS_PER_RUN),
            "JOBLAKE_WORKSPACE": str(workspace),
            "JOBLAKE_SOURCE": "recorded",
            "JOBLAKE_RECORDED_DIR": str(root / "seat" / "recorded"),
        }
        hosts = [Host(root, name, {**nobodys_environment(), **shared, **own, **(given or {})}) for name in NAMES]
        for host in hosts:
            host.furnish(recorded, dbt)
            (host.own / "code" / workspace.name).write_text(
                f"load_from:\n  - grpc_server: {{host: 127.0.0.1, port: {port}, location_name: joblake}}\n"
            )
        held.enter_context(variables(shared))
        observer = Settings(home=root / "observer", _env_file=None)
        lake = open_lake(shared["JOBLAKE_LAKE"], root / "observer" / "lake", database)
        instance = held.enter_context(open_instance(observer))
        made = Fleet(root, shared, lake, instance, hosts, port, open_queue(Settings(_env_file=None)))
        held.callback(made.stop)
        made.start()
        yield made


def _wait_for(port: int, host: Host) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while socket.socket().connect_ex(("127.0.0.1", port)):
        if time.monotonic() > deadline:
            sys.stderr.write(host.said())
            raise TimeoutError(f"the server of code did not answer within {READY_SECONDS} s")
        time.sleep(0.5)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
