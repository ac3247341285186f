"""What the embedded default costs in this checkout and in another one, by turns: a fresh lake, then one more day.

python -m benchmarks.against OTHER-CHECKOUT [--rounds N]     each with a .venv of its own

Seconds of the processor (user and system) of the command and its children, for the wall tells more of the machine's
other work. A fresh lake is what `make run` makes in a new clone: seven days of the sample, dbt's project parsed.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.nobody import nobodys_environment

PROJECT = Path(__file__).resolve().parent.parent
FRESH, ONE_MORE = "a fresh lake, seven days", "one more day"


def cpu_seconds(checkout: Path, place: Path, first: date, last: date) -> float:
    """What a backfill of these days costs in a checkout, over a lake and a home below `place`."""
    python = str(checkout / ".venv" / "bin" / "python")
    places = {"JOBLAKE_LAKE": str(place / "lake"), "JOBLAKE_HOME": str(place / "home"), "JOBLAKE_SOURCE": "sample"}
    command = [python, "-m", "orchestration", "backfill", str(first), str(last)]
    child = os.fork()
    if child == 0:
        os.chdir(checkout)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        os.execve(python, command, {**nobodys_environment(), **places})
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)} in {checkout} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime


def main(arguments: list[str]) -> int:
    """Print each round, then the medians and the spread."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.against", description=__doc__)
    parser.add_argument("other", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args(arguments)
    checkouts = {"other": chosen.other.resolve(), "this": PROJECT}
    today = datetime.now(UTC).date()
    spans = {FRESH: (today - timedelta(days=7), today - timedelta(days=1)), ONE_MORE: (today, today)}
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(chosen.rounds):
        for name in sorted(checkouts, reverse=bool(number % 2)):
            place = Path(tempfile.mkdtemp(prefix="against-"))
            for what, span in spans.items():
                found[what, name].append(cpu_seconds(checkouts[name], place, *span))
                print(f"{number + 1} {name:<6} {what:<26}{found[what, name][-1]:7.1f} s", flush=True)
            shutil.rmtree(place)
    for what in spans:
        for name in checkouts:
            times = found[what, name]
            print(
                f"{what:<26} {name:<6} median {statistics.median(times):.1f} s of {min(times):.1f} to {max(times):.1f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
