"""`python -m viewer`: serve the pages of a lake's published snapshot."""

import argparse
import gc
import os
from pathlib import Path

import pyarrow as pa
import uvicorn
from dotenv import dotenv_values

from assets.lake.env_file import require_readable
from assets.lake.opening import home_beside, open_lake
from assets.lake.storage.addresses import is_address
from assets.lake.storage.places import require_lake
from viewer.application import application
from viewer.door.connections import ViewerProtocol
from viewer.door.hosts import LOOPBACK
from viewer.snapshot.mirror import mirrored

PROJECT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Read the flags and serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m viewer", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=port, default=8321)
    parser.add_argument("--name", action="append", default=[], help="a further host name to answer under; repeatable")
    parser.add_argument("--lake", help="the lake, a folder or s3://bucket/prefix (default: JOBLAKE_LAKE, else ./lake)")
    try:
        require_readable(PROJECT)
        parser.set_defaults(lake=lake_place())
        flags = parser.parse_args()
        place = flags.lake if is_address(flags.lake) else Path(flags.lake).absolute()
        require_lake(place)
        folder = mirrored(open_lake(place, mirror_folder(place)))
    except (ValueError, OSError) as error:
        parser.exit(1, f"joblake: {error}\n")
    # Arrow's own pool keeps what it has freed: at 100,000 jobs the process took 357 MB with it, and 292 without.
    pa.set_memory_pool(pa.system_memory_pool())
    hosts = {*LOOPBACK, flags.host, *flags.name}
    print(f"Joblake viewer: http://{flags.host}:{flags.port}  (lake: {flags.lake}; Ctrl-C stops it)", flush=True)
    app = application(folder, hosts, _names(_given("JOBLAKE_REPUBLISH")))
    # What is loaded by now stays: looking through it for garbage took half the time of 50,000 hits of a word.
    gc.freeze()
    uvicorn.run(
        app,
        host=flags.host,
        port=flags.port,
        log_level="warning",
        http=ViewerProtocol,
        ws="none",
        timeout_keep_alive=75,
    )


def port(text: str) -> int:
    """A port to listen on; argparse says why it is refused."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; expected a whole number from 1 to 65535")
    return int(text)


def lake_place() -> str:
    """Where the lake lies: the environment, then `.env`, then the folder `lake` of this checkout."""
    named = _given("JOBLAKE_LAKE") or "lake"
    return named if is_address(named) else str(PROJECT / Path(named).expanduser())


def mirror_folder(place: str | Path) -> Path:
    """Where the mirror of a lake in a bucket lies: apart from what a run of the same home keeps there."""
    given = _given("JOBLAKE_HOME")
    return (PROJECT / Path(given).expanduser() if given else home_beside(place, PROJECT)) / "viewer"


def _names(listed: str | None) -> list[str]:
    return [name.strip() for name in (listed or "").split(",") if name.strip()]


def _given(variable: str) -> str | None:
    return os.environ.get(variable) or dotenv_values(PROJECT / ".env").get(variable)


if __name__ == "__main__":
    main()
