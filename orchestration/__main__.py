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

from assets.lake.env_file import require_readable
from assets.lake.locks.kernel_lock import say_on_stderr
from assets.lake.storage.damage import DamageError
from orchestration.installation.places import refused_place
from orchestration.installation.settings import PROJECT, Settings
from orchestration.processes import stopping
from orchestration.recording.commands import COMMANDS, add_commands, run_command

UI_PORT = 3000


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m orchestration", description="Run Joblake.")
    commands = parser.add_subparsers(dest="command", required=True)
    latest = commands.add_parser("run", help="the last days through the whole graph, in one run")
    backfill = commands.add_parser("backfill", help="these days through the whole graph, in one run")
    backfill.add_argument("first", metavar="FROM", type=_day)
    backfill.add_argument("last", metavar="TO", type=_day)
    for command in (latest, backfill):
        command.add_argument(
            "--allow-empty", action="store_true", help="publish marts without a job over some with jobs"
        )
    commands.add_parser("doctor", help="is everything set up, what would a run cost")
    imported = commands.add_parser("import", help="a file of postings into raw, and its day through the whole graph")
    imported.add_argument("file", type=Path)
    imported.add_argument("--map", type=Path, help="YAML with `columns: {title: .., employer: ..}`")
    imported.add_argument("--day", type=_day, help="the day on which it was collected, YYYY-MM-DD")
    imported.add_argument("--country", help="ISO 3166-1 alpha-2, for places that several countries have")
    commands.add_parser("site", help="the viewer's pages as files")
    commands.add_parser("watch", help="what each watch would tell now, sending nothing")
    exported = commands.add_parser("export", help="published marts as CSV or Parquet, with their data dictionary")
    exported.add_argument("--format", choices=["csv", "parquet"], default="csv")
    exported.add_argument("--to", type=Path, default=PROJECT / "exports")
    exported.add_argument("marts", nargs="*")
    ui = commands.add_parser("dev", help=f"the Dagster UI on http://127.0.0.1:{UI_PORT}")
    ui.add_argument("--port", type=int, choices=range(1, 65536), metavar="PORT", default=UI_PORT)
    add_commands(commands)
    chosen = parser.parse_args(arguments)
    try:
        require_readable(Path.cwd())  # where the settings are read from
        return dispatch(chosen)
    except ValidationError as error:
        return _refuse(wrong_settings(error))
    except DamageError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(refused_place(error, Settings()))
    except KeyboardInterrupt:
        say_on_stderr(f"stopped by {stopping.words()}; what landed is kept, the same command goes on from there")
        return stopping.exit_code()


def wrong_settings(error: ValidationError) -> str:
    """Which variables are wrong and what they may be, without what was given: it may be a key."""
    from assets.search.doctor.installation import said_by

    return said_by(error)


def dispatch(chosen: argparse.Namespace) -> int:
    """Run the chosen command; the exit code."""
    if chosen.command in COMMANDS:
        return run_command(chosen, Settings())
    if chosen.command == "dev":
        return dev(chosen.port)
    if chosen.command == "doctor":
        return doctor()
    if chosen.command == "site":
        return site()
    if chosen.command == "import":
        return import_file(chosen)
    if chosen.command == "watch":
        return watch()
    if chosen.command == "export":
        return export(chosen.format, chosen.to, chosen.marts)
    days = (chosen.first, chosen.last) if chosen.command == "backfill" else None
    return run(days, allow_empty=chosen.allow_empty)


def doctor() -> int:
    """One screen: is everything set up, and what would a run cost; the exit code tells."""
    from assets.search.doctor.doctor import main_screen
    from orchestration.commands.soundness import damage_found

    settings, deep = Settings(), os.environ.get("DEEP", "") not in {"", "0"}
    screen, code = main_screen(settings.open_lake(), settings.home_folder, damage_found(settings, deep=deep))
    sys.stdout.write(f"{screen}\n")
    return code


def export(form: str, folder: Path, names: list[str]) -> int:
    """Published marts as files, with their data dictionary."""
    from assets.lake.snapshots.snapshots import DamagedSnapshotError, sound
    from assets.marts.export import UnknownMartError, export_marts

    try:
        snapshot = sound(Settings().open_lake().published())
        if snapshot is None:
            return _refuse("nothing is published yet; `make run` publishes the marts")
        if snapshot.note:
            sys.stderr.write(f"joblake: {snapshot.note}\n")
        written = export_marts(snapshot, folder, "csv" if form == "csv" else "parquet", names)
    except (UnknownMartError, DamagedSnapshotError) as error:
        return _refuse(str(error))
    sys.stdout.write("".join(f"{path}\n" for path in written))
    return 0


def import_file(chosen: argparse.Namespace) -> int:
    """A file of postings into raw, then its day through the whole graph; nobody is called."""
    from assets.search.recorded import importing

    try:
        landed = importing.import_file(
            Settings().open_lake(), chosen.file, mapping=chosen.map, day=chosen.day, country=chosen.country,
            today=datetime.now(UTC).date(),
        )  # fmt: skip
    except importing.ImportRefusedError as error:
        return _refuse(str(error))
    said = f"{landed.rows:,} rows of {landed.day}" + ("" if landed.is_new else ", which had been imported before")
    sys.stderr.write(f"joblake: {chosen.file.name}: {said}{f'; {landed.problem}' if landed.problem else ''}\n")
    os.environ["JOBLAKE_SOURCE"] = "none"
    return run((landed.day, landed.day))


def site() -> int:
    """The static site, from the snapshot that is published now."""
    from orchestration.commands.runs import failures, run_job

    settings = Settings()
    success, run_id = run_job(settings, "static_site_job", {})
    if not success:
        return _refuse("; ".join(failures(settings, run_id)))
    sys.stdout.write(f"{settings.site_folder / 'index.html'}\n")
    return 0


def watch() -> int:
    """What each watch would tell now; nothing is sent."""
    from orchestration.commands.watching import watch as said

    return said(Settings())


def not_ready(settings: Settings) -> str | None:
    """What would make a run fail before its first call, found before Dagster is loaded; None if nothing."""
    from assets.lake.calls.ledger import Ledger
    from assets.search.answers.errors import SearchError
    from assets.search.desk import SearchDesk

    lake = settings.open_lake()
    try:
        for folder in (settings.home_folder, lake.folder):
            if folder:
                folder.mkdir(parents=True, exist_ok=True)
        SearchDesk().open(lake, Ledger(lake, "check"))
    except ValidationError:
        raise  # said in terms of the variables by `main`
    except (SearchError, ValueError) as error:
        return str(error)
    return None


def run(days: tuple[date, date] | None, *, allow_empty: bool = False) -> int:
    """The whole graph over a range of days, then a short summary; 1 if a step failed, 3 if a search or a file did."""
    from assets.search.connections.settings import SearchSettings
    from orchestration.commands.days import default_range, left_out, recording, refusal, today
    from orchestration.warehouse.dbt_manifest import parse_ahead

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
    if not settings.broker_url:
        parse_ahead(settings)
    # What is refused above is said at once: these load Dagster.
    from orchestration.commands.mending import materialize_mended
    from orchestration.commands.outcome import outcome_of, what_was_read
    from orchestration.commands.runs import failures
    from orchestration.commands.summary import print_summary

    began = time.monotonic()
    if settings.broker_url:
        from orchestration.fleet.backfill import backfill_over_fleet

        success, run_ids = backfill_over_fleet(settings, first, last, allow_empty=allow_empty)
    else:
        sys.stderr.write(f"Joblake: {first} to {last}, one run over the whole graph\n")
        success, *run_ids = materialize_mended(settings, first, last, allow_empty=allow_empty)
    if not success:
        for sentence in failures(settings, run_ids[-1]):
            sys.stderr.write(f"{sentence}\n")
        return _refuse(f"run {run_ids[-1]} failed; `make dev` shows it step by step")
    print_summary(settings, time.monotonic() - began)
    found = outcome_of(settings, *run_ids)
    told = [what_was_read(settings.open_lake(), first, last), *found.lines(first, last)]
    sys.stdout.write("".join(f"{line}\n" for line in told))
    return found.exit_code


def dev(port: int) -> int:
    """Dagster's UI and its daemon, until they are told to end."""
    from orchestration.commands.mending import mend
    from orchestration.ui.dev import dev as run_ui

    settings = Settings()
    mend(settings)
    return run_ui(settings, port)


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; expected YYYY-MM-DD") from None


def _refuse(message: str) -> int:
    sys.stderr.write(f"joblake: {message}\n")
    return 1


if __name__ == "__main__":
    stopping.listen()
    stopping.leave(main())
