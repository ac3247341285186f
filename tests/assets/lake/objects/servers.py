"""Real servers of the S3 protocol on loopback, for the tests of lakes in a bucket: moto's, here, and SeaweedFS."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

WAIT_SECONDS = 40
BUCKET = "lakes"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "testsecret", "AWS_REGION": "us-east-1"}
CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH")


@contextmanager
def moto(*, ignores_conditions: bool = False, listings: list[str] | None = None) -> Iterator[str]:
    """The address of moto's server.

    Args:
        ignores_conditions: A store that fails open.
        listings: Takes the question of each LIST that the server is asked.
    """
    pytest.importorskip("obstore", reason="`make fleet` installs what a lake in a bucket needs")
    pytest.importorskip("moto", reason="moto is not installed; the group fleet-servers has it")
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    app: Callable[[dict[str, Any], Any], Any] = DomainDispatcherApplication(create_backend_app)

    def heard(environ: dict[str, Any], start: Any) -> Any:
        if listings is not None and "list-type=2" in environ["QUERY_STRING"]:
            listings.append(environ["QUERY_STRING"])
        kept = {name: value for name, value in environ.items() if not ignores_conditions or name not in CONDITIONS}
        return app(kept, start)

    server = make_server("127.0.0.1", 0, heard, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()


@contextmanager
def seaweed(metrics_port: int = 0) -> Iterator[str]:
    """The address of a SeaweedFS server; it says at `metrics_port` what it was asked, unless that is 0."""
    pytest.importorskip("obstore", reason="`make fleet` installs what a lake in a bucket needs")
    weed = shutil.which("weed", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if weed is None:
        pytest.skip("SeaweedFS is not installed; the group fleet-servers has it")
    folder = Path(tempfile.mkdtemp(prefix="weed-"))
    settings = folder / "s3.json"
    key = {"accessKey": KEYS["AWS_ACCESS_KEY_ID"], "secretKey": KEYS["AWS_SECRET_ACCESS_KEY"]}
    settings.write_text(json.dumps({"identities": [{"name": "t", "credentials": [key], "actions": ["Admin"]}]}))
    master, volume, filer, s3 = _free_ports(4)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [weed, "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-master.port={master}",
             f"-volume.port={volume}", "-filer", f"-filer.port={filer}", "-s3", f"-s3.port={s3}",
             f"-s3.config={settings}", "-s3.port.iceberg=0", "-s3.port.lance=0",
             f"-metricsPort={metrics_port}", "-metricsIp=127.0.0.1", "-volume.max=50", "-master.volumeSizeLimitMB=16"],
            stdout=log, stderr=log,
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{s3}"
        _wait_for(address)
        yield address
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def environment(address: str) -> dict[str, str]:
    """What a process needs to reach the server."""
    return {**KEYS, "AWS_ENDPOINT_URL": address}


def new_place(address: str) -> str:
    """The address of a new lake; all lie in one bucket, for SeaweedFS reserves room for each."""
    place = f"s3://{BUCKET}/{secrets.token_hex(4)}/lake"
    _make_bucket(address)
    return place


@cache
def _make_bucket(address: str) -> None:
    import boto3

    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            boto3.client(
                "s3", endpoint_url=address, region_name=KEYS["AWS_REGION"],
                aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"], aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
            ).create_bucket(Bucket=BUCKET)  # fmt: skip
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


@contextmanager
def variables(wanted: Mapping[str, str]) -> Iterator[None]:
    """These variables of the environment for as long as the block lasts."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


def _free_ports(count: int) -> list[int]:
    # SeaweedFS listens ten thousand higher too.
    found: list[int] = []
    while len(found) < count:
        with socket.socket() as probe, socket.socket() as above:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
            try:
                above.bind(("127.0.0.1", port + 10_000))
            except (OSError, OverflowError):
                continue
        found.append(port)
    return found


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=2)  # noqa: S310 - loopback
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"SeaweedFS did not answer at {address} within {WAIT_SECONDS} s")
