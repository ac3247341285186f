"""The program's command line: which parts are run, over how many days."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.fleet.clicked import clicked
from benchmarks.fleet.scenes import alike, costs, killed, paid
from benchmarks.fleet.show import Show, say

PARTS: dict[str, Callable[[Show], None]] = {
    "alike": alike,
    "killed": killed,
    "paid": paid,
    "costs": costs,
    "clicked": clicked,
}


def main(arguments: list[str]) -> int:
    """Run the program; 1 if anything was not as promised."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fleet", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--searches", type=int, default=10, help="of searches.yaml, two pages each")
    parser.add_argument("--at", type=Path, help="a folder in which what one process made is kept for the next time")
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # hosts and servers are ended on the way out
    with tempfile.TemporaryDirectory(prefix="fleet-") as folder:
        show = Show(chosen.at or Path(folder), Path(folder), chosen.days, chosen.searches)
        for part in chosen.parts or PARTS:
            say(f"-- {part}")
            PARTS[part](show)
    for problem in show.problems:
        say(f"PROBLEM: {problem}")
    say("all as promised" if not show.problems else f"{len(show.problems)} problems")
    return 1 if show.problems else 0
