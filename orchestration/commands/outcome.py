"""What a finished run did not do, from its own asset checks: the same that Dagster shows, in the terminal.

The checks are the search room's and the watches'; what they hold is decided there.
"""

from dataclasses import dataclass, field
from datetime import date

import dagster as dg

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import SEARCH_DAYS
from orchestration.installation.instance import open_instance
from orchestration.installation.settings import Settings

FAILED = "searches_answered"
# In the order in which they are told; each is a check of the search room, the last one of the watches.
TOLD = (FAILED, "nothing_paid_twice", "answers_readable", "days_within_reach", "texts_read_whole", "everybody_told")
DONE, DONE_WITH_FAILURES = 0, 3
NAMED = 5


@dataclass(frozen=True)
class RunOutcome:
    """What a run's checks say.

    Attributes:
        said: By check, its sentences; a long list ends with how many more there are.
    """

    said: dict[str, list[str]] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """3 where the run is done but a search or a recorded file failed."""
        return DONE_WITH_FAILURES if FAILED in self.said else DONE

    def lines(self, first: date, last: date) -> list[str]:
        """What to print below a summary; nothing where all went well."""
        failed = " ".join(self.said.get(FAILED, ()))
        told = [sentence for name in TOLD for sentence in self.said.get(name, ())]
        # What could not be read stands in two checks, as a failure and as an odd answer: once is enough here.
        found = [
            f"  {said}"
            for said in told
            if said in self.said.get(FAILED, ()) or said[len("2026-01-01: ") :] not in failed
        ]
        if self.exit_code == DONE_WITH_FAILURES:
            found.append(
                f"  Done, with failures (exit code 3): `make backfill FROM={first} TO={last}` asks again for what was "
                "not answered, and for nothing that was paid for. In Dagster: the check searches_answered."
            )
        return found


def outcome_of(settings: Settings, *run_ids: str) -> RunOutcome:
    """What the checks of a run found, or of the runs that a range was cut into."""
    instance, of_type = open_instance(settings), dg.DagsterEventType.ASSET_CHECK_EVALUATION
    said: dict[str, list[str]] = {}
    for entry in (entry for run_id in run_ids for entry in instance.all_logs(run_id, of_type=of_type)):
        event = entry.dagster_event
        if event is None:
            continue
        check = event.asset_check_evaluation_data
        if check.check_name in TOLD and not check.passed:
            said.setdefault(check.check_name, []).extend(_sentences(check))
    return RunOutcome(said)


def _sentences(check: dg.AssetCheckEvaluation) -> list[str]:
    problems, count = check.metadata["problems"].value, check.metadata["count"].value
    shown = [str(problem) for problem in problems] if isinstance(problems, list) else []
    more = count - len(shown) if isinstance(count, int) else 0
    return [*shown, *([f"and {more} more"] if more > 0 else [])]


def what_was_read(lake: Lake, first: date, last: date) -> str:
    """One line: how many searches or recorded files of these days were read, with what results, and which held none."""
    days = [day for day in lake.days(SEARCH_DAYS) if first <= day <= last]
    rows = lake.read_partitions(SEARCH_DAYS, days, ["search_name", "outcome", "results"]).to_pylist()
    failed = sum(row["outcome"] == "failed" for row in rows)
    unavailable = sum(row["outcome"] == "unavailable" for row in rows)
    answered = [row for row in rows if row["outcome"] in ("fetched", "recorded")]
    empty = sorted({row["search_name"] for row in answered if not row["results"]})
    parts = [f"{len(answered)} of {len(rows)} read, {sum(row['results'] for row in rows):,} results"]
    if empty:
        more = f" and {len(empty) - NAMED} more" if len(empty) > NAMED else ""
        parts.append(f"nothing found by {', '.join(empty[:NAMED])}{more}")
    parts += [f"{failed} failed"] if failed else []
    parts += [f"{unavailable} out of reach"] if unavailable else []
    return f"  searches {first} to {last}: {'; '.join(parts)}"
