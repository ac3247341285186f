"""The command line behind the Makefile: `python -m orchestration <command>`.

An expected failure is a sentence that says what to do next, never a traceback.
"""

import argparse
import os
import sys
import time
from datetime import date

from orchestration.settings import PROJECT, Settings

HOST, UI_PORT = "127.0.0.1", 3000
SAMPLE_DAYS = 7


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m orchestration", description="Run Joblake.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="the last days through the whole graph, in one run")
    backfill = commands.add_parser("backfill", help="these days through the whole graph, in one run")
    backfill.add_argument("first", metavar="FROM", type=_day)
    backfill.add_argument("last", metavar="TO", type=_day)
    commands.add_parser("dev", help=f"the Dagster UI on http://{HOST}:{UI_PORT}")
    chosen = parser.parse_args(arguments)
    if chosen.command == "dev":
        return dev()
    if chosen.command == "run":
        return run(*default_range())
    if chosen.first > chosen.last:
        return _refuse(f"FROM={chosen.first} is after TO={chosen.last}; give the earlier day first")
    return run(chosen.first, chosen.last)


def default_range() -> tuple[date, date]:
    """The days of `make run`: a week of the sample, the days a recording holds, or today where calls cost money."""
    from assets.search.settings import SearchSettings
    from orchestration.runs import last_days

    source = SearchSettings().source
    return last_days(SAMPLE_DAYS if source == "sample" else 1)


def run(first: date, last: date) -> int:
    """The whole graph over a range of days, then a short summary; 1 if a step failed."""
    from orchestration.runs import failures, materialize_range
    from orchestration.summary import print_summary

    settings = Settings()
    began = time.monotonic()
    sys.stderr.write(f"Joblake: {first} to {last}, one run over the whole graph\n")
    success, run_id = materialize_range(settings, first, last)
    if not success:
        for sentence in failures(settings, run_id):
            sys.stderr.write(f"{sentence}\n")
        return _refuse(f"run {run_id} failed; `make dev` shows it step by step")
    print_summary(settings, time.monotonic() - began)
    return 0


def dev() -> int:
    """Replace this process by the Dagster UI and its daemon."""
    from orchestration.instance import prepare_home

    prepare_home(Settings())
    dagster = os.path.join(os.path.dirname(sys.executable), "dagster")  # noqa: PTH118, PTH120 - execv wants text
    os.chdir(PROJECT)
    os.execv(dagster, [dagster, "dev", "-w", "workspace.yaml", "-h", HOST, "-p", str(UI_PORT)])  # noqa: S606


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; expected YYYY-MM-DD") from None


def _refuse(message: str) -> int:
    sys.stderr.write(f"joblake: {message}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
