"""What recording lineage costs: two days of the sample through the whole graph, recording timed inside the very run."""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

from orchestration.installation.settings import Settings
from orchestration.recording.installation_lineage import Lineage

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 2)
P = ParamSpec("P")
R = TypeVar("R")
spent: dict[str, float] = {}


def main() -> None:
    """Print the seconds of CPU of a first and of a second run, and the share that lineage takes of each."""
    # Imported here: importing Dagster and dbt is part of every run, and no part of what is compared.
    from orchestration.commands.runs import materialize_range

    for name in ("record", "publish", "stale", "for_dagster"):
        setattr(Lineage, name, _timed(name, getattr(Lineage, name)))
    with tempfile.TemporaryDirectory() as folder:
        places = {"JOBLAKE_HOME": f"{folder}/home", "JOBLAKE_LAKE": f"{folder}/lake"}
        os.environ.update(places)
        settings = Settings()
        for run in ("first run", "second run"):
            spent.clear()
            began = _cpu()
            success, _ = materialize_range(settings, FIRST, LAST)
            _say(run, _cpu() - began, success=success)
        size = sum(path.stat().st_size for path in Path(folder, "lake", "lineage").rglob("*") if path.is_file())
        days = (LAST - FIRST + timedelta(days=1)).days
        print(f"lineage in the lake after both: {size / 1e6:.2f} MB for {days} days")


def _say(run: str, total: float, *, success: bool) -> None:
    recording = spent.get("total", 0.0)
    state = "" if success else " (FAILED)"
    print(
        f"{run}{state}: {total - recording:.1f} s of CPU without lineage, {total:.1f} s with: "
        f"{recording:.2f} s, {recording / total:.1%} of the run"
    )


def _timed(name: str, function: Callable[P, R]) -> Callable[P, R]:
    """The function, its outermost calls timed."""

    def timed(*arguments: P.args, **named: P.kwargs) -> R:
        if spent.get("inside"):
            return function(*arguments, **named)
        spent["inside"] = 1.0
        began = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            seconds = time.process_time() - began
            spent["inside"] = 0.0
            spent[name] = spent.get(name, 0.0) + seconds
            spent["total"] = spent.get("total", 0.0) + seconds

    return timed


def _cpu() -> float:
    """Seconds of CPU of this process and of its finished children (dbt)."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
