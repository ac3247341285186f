"""A range of days in one process, and what each step of the run took: seconds, and requests as the store counted them.

python -m benchmarks.fleet.steps FIRST LAST METRICS-PORT      lines of JSON; port 0 where nothing is counted
"""

import json
import re
import sys
import time
import urllib.request
from collections import Counter
from datetime import date
from typing import Any

import dagster as dg

from orchestration.installation.settings import Settings

COUNTED = re.compile(r'^SeaweedFS_s3_request_total\{bucket="lakes",code="\d+",type="(\w+)"\} (\d+)', re.MULTILINE)
ENDS = {dg.DagsterEventType.STEP_SUCCESS, dg.DagsterEventType.STEP_FAILURE}


def requests(port: int) -> Counter[str]:
    """How many requests of each kind the store has had; HEAD counts as GET there."""
    found: Counter[str] = Counter()
    if port:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            for kind, number in COUNTED.findall(answer.read().decode()):
                found[kind] += int(number)
    return found


class Steps:
    """Listens to the events of a run."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.began = self._now()

    def _now(self) -> tuple[float, float, Counter[str]]:
        return time.monotonic(), time.process_time(), requests(self.port)

    def tell(self, name: str) -> None:
        """Print what has been spent since the last word, and begin anew."""
        wall, cpu, counts = self._now()
        spent = {"wall": round(wall - self.began[0], 2), "cpu": round(cpu - self.began[1], 2)}
        print(json.dumps({"step": name, **spent, **(counts - self.began[2])}), file=sys.__stdout__, flush=True)
        self.began = self._now()

    def hear(self, event: dg.EventLogEntry) -> None:
        """One event: what happens between two steps is the run's own."""
        if event.dagster_event_type is dg.DagsterEventType.STEP_START:
            self.tell("between the steps")
        elif event.dagster_event_type in ENDS:
            self.tell(str(event.step_key))


def main(first: str, last: str, port: str) -> int:
    """Run the days; 1 if the run failed."""
    from orchestration.commands.runs import materialize_range

    steps, handle = Steps(int(port)), dg.DagsterInstance.handle_new_event

    def heard(instance: dg.DagsterInstance, event: dg.EventLogEntry, **named: Any) -> None:
        handle(instance, event, **named)
        steps.hear(event)

    dg.DagsterInstance.handle_new_event = heard  # type: ignore[method-assign, assignment]
    done, _ = materialize_range(Settings(), date.fromisoformat(first), date.fromisoformat(last))
    steps.tell("between the steps")
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
