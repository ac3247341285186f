"""A Postgres of its own for tests, on loopback; it is skipped, with the reason, where the system has none."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

WAIT_SECONDS = 40


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a new server's database, as SQLAlchemy takes it."""
    pytest.importorskip("psycopg2", reason="`make fleet` installs what Postgres needs")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not programs:
        pytest.skip("Postgres is not installed: apt-get install postgresql")
    here = programs[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    user = _nobody_special(folder)
    data = folder / "data"
    subprocess.run(
        [*user, here / "initdb", "-D", data, "-A", "trust", "-U", "joblake", "--no-sync"],
        check=True,
        capture_output=True,
    )
    port = _free_port()
    server = subprocess.Popen(
        [*user, here / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, "-c", "fsync=off"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port)
        yield f"postgresql+psycopg2://joblake@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=10)
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _nobody_special(folder: Path) -> Sequence[str]:
    """How to start a program of Postgres, which refuses to run as root."""
    if os.geteuid() != 0:
        return ()
    try:
        known = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("Postgres runs as no root, and there is no user postgres")
    os.chown(folder, known.pw_uid, known.pw_gid)
    return ("setpriv", f"--reuid={known.pw_uid}", f"--regid={known.pw_gid}", "--clear-groups")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    import psycopg2

    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            psycopg2.connect(host="127.0.0.1", port=port, user="joblake", dbname="postgres").close()
        except psycopg2.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
