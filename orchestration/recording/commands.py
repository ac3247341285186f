"""The commands `lineage`, `trace` and `verify` of the command line; each imports what it needs when it is chosen."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date, timedelta

from orchestration.installation.settings import Settings

COMMANDS = ("lineage", "trace", "verify")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare them."""
    commands.add_parser("lineage", help="record what is not recorded yet, and send it if OPENLINEAGE_URL is set")
    trace = commands.add_parser("trace", help="one job, from the marts down to the raw answers and the calls")
    trace.add_argument("job", metavar="JOB", type=int, help="the number in the address of its page")
    trace.add_argument("--json", action="store_true", help="for programs")
    verify = commands.add_parser("verify", help="rebuild these days from raw and compare every byte")
    verify.add_argument("first", metavar="FROM", type=date.fromisoformat)
    verify.add_argument("last", metavar="TO", type=date.fromisoformat)


def run_command(chosen: argparse.Namespace, settings: Settings) -> int:
    """Run one of them; the exit code, 1 where a chain is broken or a byte differs."""
    if chosen.command == "trace":
        return trace(settings, chosen.job, as_json=chosen.json)
    if chosen.command == "verify":
        return verify(settings, chosen.first, chosen.last)
    return lineage(settings)


def lineage(settings: Settings) -> int:
    """Record and send, here and now."""
    from lineage.recording.sending import Endpoint, send
    from orchestration.installation.instance import open_instance
    from orchestration.recording.installation_lineage import Lineage

    added = Lineage(settings).record(open_instance(settings))
    sys.stdout.write(f"{len(added)} materializations recorded\n")
    if Endpoint().url is None:
        return 0
    outcome = send(settings.open_lake(), Endpoint())
    sys.stdout.write(f"{outcome.sent} events sent, {outcome.refused} refused. {outcome.problem or ''}\n")
    return 1 if outcome.problem else 0


def trace(settings: Settings, job_key: int, *, as_json: bool) -> int:
    """Print the tree of one job."""
    import duckdb

    from lineage.journal.journal import Journal
    from lineage.trace import trace_text
    from lineage.trace.trace import Tracer

    lake = settings.open_lake()
    with duckdb.connect() as connection:
        root = Tracer(lake, Journal(lake).newest(), connection).trace(job_key)
    sys.stdout.write((trace_text.as_json(root) if as_json else trace_text.as_text(root)) + "\n")
    return 1 if root.all_problems() else 0


def verify(settings: Settings, first: date, last: date) -> int:
    """Print what differs between the lake and a rebuild."""
    from assets.llm.limits.settings import LlmSettings
    from lineage.journal.journal import Journal
    from lineage.trace.verify import Compared, RebuildError
    from lineage.trace.verify import verify as compare
    from orchestration.installation.resources import stage_resources

    lake = settings.open_lake()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if not days:
        sys.stderr.write(f"joblake: FROM={first} is after TO={last}; give the earlier day first\n")
        return 1
    no_calls = LlmSettings(run_calls=0)  # what a model said before is at hand; nothing is asked or paid again
    try:
        found = compare(lake, days, stage_resources(settings, no_calls), Journal(lake).newest())
    except RebuildError as error:
        sys.stderr.write(f"joblake: {error}\n")
        return 1

    def lines() -> Iterator[str]:
        for one in found:
            verdict = "same" if one.same else "DIFFERS"
            yield f"{verdict:<8}{one.asset:<20}{one.partition:<12}{(one.there or 'nothing')[:12]}  {one.note}".rstrip()
        different: list[Compared] = [one for one in found if not one.same]
        yield f"{len(found)} partitions compared, {len(different)} differ"

    sys.stdout.write("\n".join(lines()) + "\n")
    return 0 if all(one.same for one in found) else 1
