"""What a lake in a bucket costs against one in a folder: five days, then one more, in one process, step by step."""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from benchmarks.fleet.fleet import free_port
from benchmarks.fleet.host import PROJECT
from tests.assets.lake.objects.servers import environment, new_place, seaweed
from tests.nobody import nobodys_environment

KINDS = ("LIST", "GET", "PUT", "DELETE")
Spent = Mapping[str, Counter[str]]


def cost(root: Path, recorded: Path, days: Sequence[date]) -> None:
    """Print a table for the first days and one for the last."""
    port = free_port()
    with seaweed(metrics_port=port) as address:
        bucket = {**environment(address), "JOBLAKE_LAKE": new_place(address)}
        places = {"folder": ({"JOBLAKE_LAKE": str(root / "cost" / "lake")}, 0), "bucket": (bucket, port)}
        for span in ((days[0], days[-2]), (days[-1], days[-1])):
            spent = {name: _spent(root / "cost" / name, recorded, *given, span) for name, given in places.items()}
            _print(span, spent)


def _spent(home: Path, recorded: Path, lake: Mapping[str, str], port: int, span: tuple[date, date]) -> Spent:
    source = {"JOBLAKE_SOURCE": "recorded", "JOBLAKE_RECORDED_DIR": str(recorded), "JOBLAKE_HOME": str(home)}
    command = [sys.executable, "-m", "benchmarks.fleet.steps", str(span[0]), str(span[1]), str(port)]
    ran = subprocess.run(
        command,
        cwd=PROJECT,
        env={**nobodys_environment(), **lake, **source},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in ran.stdout.splitlines():
        if line.startswith('{"step"'):
            told = json.loads(line)
            found[told.pop("step")].update(told)
    return found


def _print(span: tuple[date, date], spent: Mapping[str, Spent]) -> None:
    print(f"{span[0]} to {span[1]}: seconds of processor (and wall) in a folder, in a bucket; requests of the bucket")
    folder, bucket = spent["folder"], spent["bucket"]
    total: dict[str, Counter[str]] = {"folder": Counter(), "bucket": Counter()}
    for step in bucket:
        for name, one in (("folder", folder.get(step, Counter())), ("bucket", bucket[step])):
            total[name].update(one)
        _line(step, folder.get(step, Counter()), bucket[step])
    _line("all", total["folder"], total["bucket"])


def _line(name: str, folder: Counter[str], bucket: Counter[str]) -> None:
    seconds = (f"{one['cpu']:7.1f} ({one['wall']:6.1f})" for one in (folder, bucket))
    counts = " ".join(f"{kind} {bucket[kind]:>4}" for kind in KINDS)
    print(f"  {name:<32}{' '.join(seconds)}   {counts}", flush=True)
