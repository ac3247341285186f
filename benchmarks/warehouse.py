"""The marts at growing numbers of postings, from the lake to the published snapshot: a full build, and one more day.

The lake is made up (`synthetic_lake.sql`) and grows by days of equal size. A full build should take time in step with
the postings; one more day through daily models, whole tables and publishing as little as it can, whatever lies before
it. Each step is a process of its own, so that its CPU seconds and its peak of memory can be told.

`python -m benchmarks warehouse` measures 10,000 and 100,000 postings, with JOBLAKE_BENCH_BIG=1 a million;
`python -m benchmarks.warehouse 1000000` the numbers given. It writes `bench/warehouse.svg` and `bench/warehouse.json`.
"""

import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import duckdb

from assets.lake.snapshots.publishing import building_folder
from assets.lake.snapshots.publishing import publish as publish_files
from assets.lake.storage.storage import Lake
from assets.marts.files.mart_files import mart_files
from orchestration.warehouse.marts import marts_of

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "dbt_project"
RESULTS = ROOT / "bench"
FIRST_DAY = date(2026, 1, 1)
PER_DAY = 3_334
BATCH_DAYS = 15
PUBLISH = "publish"


@dataclass(frozen=True)
class Step:
    """One process: wall seconds, CPU seconds, peak resident memory in MiB, bytes that are new in the lake."""

    wall: float
    cpu: float
    peak: int
    written: int = 0

    def __add__(self, other: "Step") -> "Step":
        """Two steps one after the other."""
        seconds = (round(self.wall + other.wall, 1), round(self.cpu + other.cpu, 1))
        return Step(*seconds, max(self.peak, other.peak), self.written + other.written)


@dataclass(frozen=True)
class Measurement:
    """One size: the three steps of a full build, those of one more day, and the bytes of one snapshot and of three."""

    postings: int
    daily: Step
    whole: Step
    publish: Step
    day_daily: Step
    day_whole: Step
    day_publish: Step
    one_snapshot: int
    three_snapshots: int

    @property
    def full(self) -> Step:
        """The full build: all three steps."""
        return self.daily + self.whole + self.publish

    @property
    def day(self) -> Step:
        """One more day: all three steps."""
        return self.day_daily + self.day_whole + self.day_publish


def main() -> None:
    """Measure each size, print a line for each step, and draw the plot."""
    sizes = [int(size) for size in sys.argv[1:] if size.isdigit()] or [10_000, 100_000]
    if os.environ.get("JOBLAKE_BENCH_BIG") == "1" and 1_000_000 not in sizes:
        sizes.append(1_000_000)
    found: list[Measurement] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="joblake-bench-") as folder:
            found.append(measure(size, Path(folder)))
        report(found[-1], found[0])
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "warehouse.json").write_text(json.dumps([asdict(m) for m in found], indent=2) + "\n")
        (RESULTS / "warehouse.svg").write_text(plot(found))


def measure(postings: int, folder: Path) -> Measurement:
    """Build and publish marts of about that many postings, then two more days, of which the second is measured."""
    days = max(1, round(postings / PER_DAY))
    for start in range(0, days, BATCH_DAYS):
        make_days(folder / "lake", start, min(start + BATCH_DAYS, days))
    daily, whole, published = dbt(folder, "tag:daily"), dbt(folder, "tag:whole"), publish(folder)
    one = size_of(folder / "lake" / "marts")
    for number in (days, days + 1):
        make_days(folder / "lake", number, number + 1)
        day = str(FIRST_DAY + timedelta(days=number))
        more = dbt(folder, "tag:daily", day), dbt(folder, "tag:whole"), publish(folder)
    return Measurement(days * PER_DAY, daily, whole, published, *more, one, size_of(folder / "lake" / "marts"))


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def make_days(lake: Path, first: int, last: int) -> None:
    """Add these days, the last not included, to the made-up lake."""
    (lake / "job_openings").mkdir(parents=True, exist_ok=True)
    script = Path(__file__).with_name("synthetic_lake.sql").read_text(encoding="utf-8")
    values = {"first_day": first, "last_day": last, "per_day": PER_DAY, "folder": lake.as_posix()}
    with duckdb.connect(config={"memory_limit": "4GB", "threads": 2}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for name, value in values.items():
            connection.execute(f"set variable {name} = ?", [value])
        for statement in script.split(";\n"):
            if statement.strip():
                connection.execute(statement)


def dbt(folder: Path, select: str, day: str = "") -> Step:
    """Run `dbt build` of these models with their data tests."""
    environment = {
        "JOBLAKE_LAKE": (folder / "lake").as_posix(),
        "JOBLAKE_LAKE_TABLES": "{}",
        "JOBLAKE_WAREHOUSE": (folder / "warehouse.duckdb").as_posix(),
        "JOBLAKE_DAYS": day,
        "JOBLAKE_MODELS_VERSION": "benchmark",
        "DBT_TARGET_PATH": (folder / "target").as_posix(),
        "DBT_LOG_PATH": (folder / "logs").as_posix(),
    }
    command = ["-c", "from dbt.cli.main import cli; cli()", "--quiet", "build", "--exclude-resource-type", "unit_test"]
    return process([*command, "--select", *select.split()], PROJECT, environment)


def publish(folder: Path) -> Step:
    """Publish the marts as the pipeline does, three snapshots kept."""
    before = {path: path.stat().st_ino for path in (folder / "lake" / "marts").rglob("*") if path.is_file()}
    done = process(["-m", "benchmarks.warehouse", PUBLISH, folder.as_posix()], ROOT, {})
    files = (path for path in (folder / "lake" / "marts").rglob("*") if path.is_file())
    return replace(done, written=sum(p.stat().st_size for p in files if before.get(p) != p.stat().st_ino))


def publish_here(folder: Path) -> None:
    """The same in this process."""
    lake = Lake(folder / "lake")
    building = building_folder(lake, "benchmark")
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        connection.execute("set enable_progress_bar = false")
        files = list(mart_files(connection, marts_of(folder / "target" / "manifest.json"), lake, building))
    publish_files(lake, building, files, "benchmark", keep=3)
    shutil.rmtree(building)


def process(command: list[str], place: Path, environment: dict[str, str]) -> Step:
    """Run Python and measure it."""
    started = time.perf_counter()
    child = subprocess.Popen([sys.executable, *command], cwd=place, env={**os.environ, **environment})
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with exit code {child.returncode}; its words stand above")
    return Step(round(wall, 1), round(usage.ru_utime + usage.ru_stime, 1), usage.ru_maxrss // 1024)


def report(found: Measurement, first: Measurement) -> None:
    """Print the steps of one size, and how they grew since the first."""
    print(f"{found.postings:>9,} postings ({found.postings / first.postings:.1f} x)")
    for name in ("full", "daily", "whole", "publish", "day", "day_daily", "day_whole", "day_publish"):
        step: Step = getattr(found, name)
        before: Step = getattr(first, name)
        print(
            f"  {name:<12}{step.wall:8.1f} s wall {step.cpu:8.1f} s CPU ({step.cpu / before.cpu:4.1f} x)"
            f"  peak {step.peak:>6,} MiB  written {step.written / 1e6:>8.1f} MB"
        )
    print(f"  one snapshot {found.one_snapshot / 1e6:.1f} MB, three {found.three_snapshots / 1e6:.1f} MB")
    sys.stdout.flush()


def plot(found: list[Measurement]) -> str:
    """CPU seconds and peak memory over postings, both axes in powers of ten, as an SVG picture."""
    lines: dict[str, list[float]] = {
        "full build, CPU s": [m.full.cpu for m in found],
        "one more day, CPU s": [m.day.cpu for m in found],
        "whole tables, CPU s": [m.whole.cpu for m in found],
        "peak memory, MiB": [max(m.full.peak, m.day.peak) for m in found],
    }
    colours = ("#1b6ca8", "#2a9d5c", "#b3541e", "#6b5b95")
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 420" font-family="sans-serif" font-size="13">',
        "<title>Warehouse builds over postings</title>",
        '<rect width="640" height="420" fill="white"/>',
    ]
    for power in range(5):
        y = _y(10.0**power)
        parts.append(f'<line x1="60" x2="610" y1="{y:.0f}" y2="{y:.0f}" stroke="#ddd"/>')
        parts.append(f'<text x="52" y="{y + 4:.0f}" text-anchor="end">{10**power:,}</text>')
    parts += [
        f'<text x="{_x(m.postings):.0f}" y="372" text-anchor="middle">{m.postings:,} postings</text>' for m in found
    ]
    for number, ((name, values), colour) in enumerate(zip(lines.items(), colours, strict=True)):
        points = " ".join(f"{_x(m.postings):.0f},{_y(value):.0f}" for m, value in zip(found, values, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{p.split(",")[0]}" cy="{p.split(",")[1]}" r="4" fill="{colour}"/>' for p in points.split()
        ]
        parts.append(f'<text x="{60 + number % 2 * 280}" y="{394 + number // 2 * 18}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _x(postings: int) -> float:
    return 110 + (math.log10(postings) - 3.8) * 210


def _y(value: float) -> float:
    return 350 - math.log10(max(value, 1)) * 80


if __name__ == "__main__":
    if sys.argv[1:2] == [PUBLISH]:
        publish_here(Path(sys.argv[2]))
    else:
        main()
