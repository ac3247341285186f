"""The command line behind the Makefile: `python -m orchestration <command>`.

An expected failure is a sentence that says what to do next, never a traceback.
"""

import argparse
import os
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import ValidationError

from orchestration.lineage.commands import COMMANDS, add_commands, run_command
from orchestration.settings import PROJECT, Settings

HOST, UI_PORT = "127.0.0.1", 3000


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m orchestration", description="Run Joblake.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="the last days through the whole graph, in one run")
    backfill = commands.add_parser("backfill", help="these days through the whole graph, in one run")
    backfill.add_argument("first", metavar="FROM", type=_day)
    backfill.add_argument("last", metavar="TO", type=_day)
    commands.add_parser("doctor", help="is everything set up, what would a run cost")
    commands.add_parser("site", help="the viewer's pages as files")
    exported = commands.add_parser("export", help="published marts as CSV or Parquet, with their data dictionary")
    exported.add_argument("--format", choices=["csv", "parquet"], default="csv")
    exported.add_argument("--to", type=Path, default=PROJECT / "exports")
    exported.add_argument("marts", nargs="*")
    commands.add_parser("dev", help=f"the Dagster UI on http://{HOST}:{UI_PORT}")
    add_commands(commands)
    chosen = parser.parse_args(arguments)
    try:
        return dispatch(chosen)
    except ValidationError as error:
        return _refuse(wrong_settings(error))
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}; check JOBLAKE_HOME, JOBLAKE_LAKE and their permissions")


def wrong_settings(error: ValidationError) -> str:
    """Which variables are wrong and what they may be, without what was given: it may be a key."""
    said = (
        (entry["loc"], str(entry["msg"]).removeprefix("Value error, ")) for entry in error.errors(include_input=False)
    )
    return "; ".join(f"{'.'.join(str(part) for part in place) or 'settings'}: {message}" for place, message in said)


def dispatch(chosen: argparse.Namespace) -> int:
    """Run the chosen command; the exit code."""
    if chosen.command in COMMANDS:
        return run_command(chosen, Settings())
    if chosen.command == "dev":
        return dev()
    if chosen.command == "doctor":
        return doctor()
    if chosen.command == "site":
        return site()
    if chosen.command == "export":
        return export(chosen.format, chosen.to, chosen.marts)
    return run((chosen.first, chosen.last) if chosen.command == "backfill" else None)


def doctor() -> int:
    """One screen: is everything set up, and what would a run cost; the exit code tells."""
    from assets.lake.storage import Lake
    from assets.search.doctor import main_screen

    screen, code = main_screen(Lake(Settings().lake_folder), Settings().home_folder)
    sys.stdout.write(f"{screen}\n")
    return code


def export(form: str, folder: Path, names: list[str]) -> int:
    """Published marts as files, with their data dictionary."""
    from assets.lake.snapshots import DamagedSnapshotError, sound
    from assets.lake.storage import Lake
    from assets.marts.export import UnknownMartError, export_marts

    try:
        snapshot = sound(Lake(Settings().lake_folder))
        if snapshot is None:
            return _refuse("nothing is published yet; `make run` publishes the marts")
        if snapshot.note:
            sys.stderr.write(f"joblake: {snapshot.note}\n")
        written = export_marts(snapshot, folder, "csv" if form == "csv" else "parquet", names)
    except (UnknownMartError, DamagedSnapshotError) as error:
        return _refuse(str(error))
    sys.stdout.write("".join(f"{path}\n" for path in written))
    return 0


def site() -> int:
    """The static site, from the snapshot that is published now."""
    from orchestration.runs import failures, run_job

    settings = Settings()
    success, run_id = run_job(settings, "static_site_job", {})
    if not success:
        return _refuse("; ".join(failures(settings, run_id)))
    sys.stdout.write(f"{settings.site_folder / 'index.html'}\n")
    return 0


def not_ready(settings: Settings) -> str | None:
    """What would make a run fail before its first call, found before Dagster is loaded; None if nothing."""
    from assets.lake.ledger import Ledger
    from assets.lake.storage import Lake
    from assets.search.desk import SearchDesk
    from assets.search.errors import SearchError

    lake = Lake(settings.lake_folder)
    try:
        for folder in (settings.home_folder, settings.lake_folder):
            folder.mkdir(parents=True, exist_ok=True)
        SearchDesk().open(lake, Ledger(lake, "check"))
    except ValidationError:
        raise  # said in terms of the variables by `main`
    except (SearchError, ValueError) as error:
        return str(error)
    return None


def run(days: tuple[date, date] | None) -> int:
    """The whole graph over a range of days, then a short summary; 1 if a step failed."""
    from assets.search.settings import SearchSettings
    from orchestration.days import default_range, left_out, recording, refusal, today
    from orchestration.runs import failures, materialize_range
    from orchestration.summary import print_summary

    settings, search = Settings(), SearchSettings()
    first, last = days or default_range(search, today())
    impossible = refusal(first, last, today()) or not_ready(settings)
    if impossible:
        return _refuse(impossible)
    files = recording(search)
    passed_over = left_out(files, first, last, today())
    if passed_over and days is None and all(file.day and not first <= file.day <= last for file in files):
        return _refuse(f"{passed_over}; rename the files to the days on which they were fetched")
    if passed_over:
        sys.stderr.write(f"joblake: {passed_over}\n")
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
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; expected YYYY-MM-DD") from None


def _refuse(message: str) -> int:
    sys.stderr.write(f"joblake: {message}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
