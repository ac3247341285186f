"""The program: two undisturbed runs, then cycles of a blow and a plain run, then disks that fill up; and the tally."""

import argparse
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assets.lake.calls.ledger import INTERRUPTED
from benchmarks.chaos.contents import TELL_OF_CALLS, Columns, Contents, contents, differences, steady
from benchmarks.chaos.full_disk import fill_up
from benchmarks.chaos.installation import Installation, pages
from benchmarks.chaos.moments import KILLS, SIGNALS, Blow, Stage, Struck, disturb, watched
from tests.assets.search.jsearch_server import JSearchServer, serving

PATIENCE_SECONDS = 10.0  # of a signal, and of a plain run beyond an undisturbed one
UNDER_WAY = 3  # requests at once: what a killed process cannot have written down
SEED = 20_260_328
STAGES = ("-m", "benchmarks.chaos.stages", datetime.now(UTC).date().isoformat())


@dataclass(frozen=True)
class Undisturbed:
    """What a run comes to that nobody disturbs."""

    installation: Installation
    stages: list[Stage]
    seconds: float
    contents: Contents
    columns: Columns
    requests: int


@dataclass
class Tally:
    """What became of the cycles."""

    cycles: int = 0
    by_blow: Counter[str] = field(default_factory=Counter)
    by_stage: Counter[str] = field(default_factory=Counter)
    ended_in: list[float] = field(default_factory=list)
    longer_by: list[float] = field(default_factory=list)
    asked_again: list[int] = field(default_factory=list)
    not_in_ledger: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def main(arguments: list[str]) -> int:
    """Run the program; 1 if anything was not as promised."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="kill -9, half of them of the whole process group")
    parser.add_argument("--signals", type=int, default=30, help="HUP, TERM and INT in turn")
    parser.add_argument("--disks", type=int, default=20, help="sizes of disk for the lake and for the home each")
    parser.add_argument("--stages", action="store_true", help="only the stages before the warehouse")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, serving(JSearchServer(pages())) as server:
        server.latency = 0.2
        calm = undisturbed(Path(folder), server, STAGES if chosen.stages else ())
        print(f"undisturbed: {calm.seconds:.0f} s, {calm.requests} requests, {len(calm.stages)} stages", flush=True)
        tally = blows(Path(folder), calm, chosen.kills, chosen.signals, chosen.seed, say=_print)
        disks = fill_up(Path(folder), calm.installation, chosen.disks, say=_print)
    _print("\n".join(report(tally)))
    for problem in (wrong := tally.problems + disks):
        _print(f"PROBLEM {problem}")
    return 1 if wrong else 0


def undisturbed(root: Path, server: JSearchServer, command: tuple[str, ...] = ()) -> Undisturbed:
    """Two runs that nobody disturbs: the first parses dbt and is the measure, the second says what always differs."""
    first = Installation(root / "first", server, command)
    first.run()
    second = Installation(root / "second", server, command)
    if (first.home / "dbt").exists():
        second.know_dbt(first)
    before = len(server.received)
    stages, seconds, _said = watched(second)
    one, other = contents(first.lake), contents(second.lake)
    return Undisturbed(second, stages, seconds, other, steady(one, other), len(server.received) - before)


def blows(
    root: Path, calm: Undisturbed, kills: int, signals: int, seed: int, say: Callable[[str], None] = lambda _: None
) -> Tally:
    """So many blows, each at a random moment of the next stage and followed by a plain run."""
    chance, tally = random.Random(seed), Tally()
    given = [KILLS[n % len(KILLS)] for n in range(kills)] + [SIGNALS[n % len(SIGNALS)] for n in range(signals)]
    chance.shuffle(given)
    turns: list[Stage] = []
    for blow in given:
        if not turns:
            turns = chance.sample(calm.stages, len(calm.stages))
        cycle(root / "cycle", calm, turns.pop(), blow, chance, tally)
        say(f"{tally.cycles:>4} {blow!s:<22}{tally.longer_by[-1]:>5.0f} s longer, {len(tally.problems)} problems")
    return tally


def cycle(root: Path, calm: Undisturbed, stage: Stage, blow: Blow, chance: random.Random, tally: Tally) -> None:
    """One blow in a fresh installation, a plain run after it, and what both came to."""
    server = calm.installation.server
    here = Installation(root, server, calm.installation.command)
    if (calm.installation.home / "dbt").exists():
        here.know_dbt(calm.installation)
    before = len(server.received)
    struck = disturb(here, stage, blow, chance)
    told = here.said()
    plain = here.run()
    tally.cycles += 1
    tally.by_blow[str(blow)] += 1
    tally.by_stage[stage.name] += 1
    tally.longer_by.append(plain.wall - calm.seconds)
    requests = len(server.received) - before
    tally.asked_again.append(requests - calm.requests)
    tally.not_in_ledger.append(requests - len(here.calls()))
    wrong = _wrong(calm, here, plain.code)
    if blow in SIGNALS:
        tally.ended_in.append(struck.seconds)
        wrong += [f"ended {struck.seconds:.0f} s after the signal"] if struck.seconds > PATIENCE_SECONDS else []
        wrong += [f"exit code {struck.code}"] if struck.code not in _clean_ends(calm, struck, blow) else []
        wrong += ["a traceback"] if "Traceback" in told else []
    if requests - calm.requests > UNDER_WAY:
        wrong.append(f"{requests - calm.requests} requests asked again")
    if wrong:
        tally.problems.append(f"{blow} in {stage.name}: {'; '.join(wrong)}\n{told[-900:]}\n--\n{plain.said[-600:]}")
        _print(f"  {tally.problems[-1]}")
    shutil.rmtree(root)


def _clean_ends(calm: Undisturbed, struck: Struck, blow: Blow) -> set[int]:
    """Exit codes of a clean end. Before a command listens, and after Python has let go, the system's own holds."""
    bare = {-blow.number} if not struck.done or calm.stages[-1].after in struck.done else set()
    return {0, 128 + blow.number} | bare


def _wrong(calm: Undisturbed, here: Installation, code: int) -> list[str]:
    if code:
        return [f"the plain run ended with {code}"]
    calls = here.calls()
    lost = sum(call.status == INTERRUPTED for call in calls)
    found = differences(calm.contents, contents(here.lake), calm.columns, TELL_OF_CALLS if lost else ())
    if lost > UNDER_WAY or len(calls) - lost != calm.requests:
        found.append(f"{len(calls)} calls in the ledger, {lost} of them interrupted; expected {calm.requests} others")
    return found + [f"left over: {name}" for name in here.left_over()]


def report(tally: Tally) -> list[str]:
    """The tally in lines."""
    if not tally.cycles:
        return []
    late = sum(seconds > PATIENCE_SECONDS for seconds in tally.longer_by)
    lines = [f"{tally.cycles} blows, each followed by a plain run; {len(tally.problems)} with a problem"]
    lines += [f"  {count:>4}  {name}" for name, count in sorted((tally.by_blow + tally.by_stage).items())]
    lines += [
        f"  plain run longer than undisturbed by {_spread(tally.longer_by)} s; {late} by over {PATIENCE_SECONDS:.0f} s",
        f"  requests asked again: {sum(tally.asked_again)} in all, at most {max(tally.asked_again)} after one blow",
        f"  requests the ledger does not know: {sum(tally.not_in_ledger)} in all, at most {max(tally.not_in_ledger)}",
    ]
    return lines + ([f"  a signal ended the run in {_spread(tally.ended_in)} s"] if tally.ended_in else [])


def _spread(values: list[float]) -> str:
    ordered = sorted(values)
    return f"{ordered[0]:.1f} / {ordered[len(ordered) // 2]:.1f} / {ordered[-1]:.1f} (least, middle, most)"


def _print(line: str) -> None:
    print(line, flush=True)
