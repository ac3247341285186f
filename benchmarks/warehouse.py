"""The warehouse at growing numbers of postings: seconds and memory of a full build, and of one more day.

The lake is made up (`synthetic_lake.sql`) and grows by days of equal size, so a full build, daily models and whole
tables, should take time in step with the postings, and one more day of the daily models the same time whatever lies
before it. `python -m benchmarks warehouse` measures 10,000 and 100,000 postings, with JOBLAKE_BENCH_BIG=1 a
million; `python -m benchmarks.warehouse 10000` the numbers given. It writes `bench/warehouse.svg` and
`bench/warehouse.json`.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "dbt_project"
RESULTS = ROOT / "bench"
FIRST_DAY = date(2026, 1, 1)
PER_DAY = 3_334
BATCH_DAYS = 15


@dataclass(frozen=True)
class Step:
    """One dbt process: wall seconds, seconds of its nodes alone, CPU seconds, peak resident memory in MiB."""

    wall: float
    nodes: float
    cpu: float
    peak: int


@dataclass(frozen=True)
class Measurement:
    """One size: the full build in its two steps, then the daily models of one more day."""

    postings: int
    daily: Step
    whole: Step
    day: Step

    @property
    def full(self) -> Step:
        """The full build: both steps."""
        return Step(
            round(self.daily.wall + self.whole.wall, 1),
            round(self.daily.nodes + self.whole.nodes, 1),
            round(self.daily.cpu + self.whole.cpu, 1),
            max(self.daily.peak, self.whole.peak),
        )


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
    """Build a warehouse of about that many postings, then add a day."""
    days = max(1, round(postings / PER_DAY))
    for start in range(0, days, BATCH_DAYS):
        make_days(folder / "lake", start, min(start + BATCH_DAYS, days))
    daily, whole = dbt(folder, "tag:daily"), dbt(folder, "tag:whole")
    make_days(folder / "lake", days, days + 1)
    last = FIRST_DAY + timedelta(days=days)
    window = {"JOBLAKE_START_DATE": str(last), "JOBLAKE_END_DATE": str(last + timedelta(days=1))}
    return Measurement(days * PER_DAY, daily, whole, dbt(folder, "tag:daily", window))


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


def dbt(folder: Path, select: str, window: dict[str, str] | None = None) -> Step:
    """Run `dbt build` of these models with their data tests in a process of its own."""
    environment = {
        **os.environ,
        "JOBLAKE_LAKE": (folder / "lake").as_posix(),
        "JOBLAKE_LAKE_TABLES": "{}",
        "JOBLAKE_WAREHOUSE": (folder / "warehouse.duckdb").as_posix(),
        "JOBLAKE_START_DATE": "",
        "JOBLAKE_END_DATE": "",
        "DBT_TARGET_PATH": (folder / "target").as_posix(),
        "DBT_LOG_PATH": (folder / "logs").as_posix(),
        **(window or {}),
    }
    command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", "--quiet", "build"]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--exclude-resource-type", "unit_test", "--select", *select.split()], cwd=PROJECT, env=environment
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"dbt build of {select} ended with exit code {process.returncode}; its words stand above")
    results = json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))
    cpu = usage.ru_utime + usage.ru_stime
    return Step(round(wall, 1), round(results["elapsed_time"], 1), round(cpu, 1), usage.ru_maxrss // 1024)


def report(found: Measurement, first: Measurement) -> None:
    """Print the steps of one size, and how they grew since the first."""
    times = found.postings / first.postings
    print(f"{found.postings:>9,} postings ({times:.1f} x)")
    for name in ("full", "daily", "whole", "day"):
        step: Step = getattr(found, name)
        before: Step = getattr(first, name)
        print(
            f"  {name:<6}{step.wall:8.1f} s wall {step.nodes:8.1f} s in nodes ({step.nodes / before.nodes:4.1f} x)"
            f" {step.cpu:8.1f} s CPU ({step.cpu / before.cpu:4.1f} x)  peak {step.peak:>6,} MiB"
        )
    sys.stdout.flush()


def plot(found: list[Measurement]) -> str:
    """CPU seconds and peak memory over postings, both axes in powers of ten, as an SVG picture."""
    lines: dict[str, list[float]] = {
        "full build, CPU s": [m.full.cpu for m in found],
        "one more day, daily models, CPU s": [m.day.cpu for m in found],
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
    main()
