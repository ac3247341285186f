"""raw_search_results: the day's answers of the source, byte for byte, and what became of each saved search.

The asset plans, asks for what has not landed, writes the day's summary and reports. How a call is made and paid is
`search_day`'s business. A search that fails is a row and a failed check, and the day goes on with what landed. A range
that must stop keeps every day that landed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import dagster as dg

from assets.lake.calls.ledger import Ledger
from assets.lake.raw.raw_answers import day_version
from assets.lake.storage.partition_writer import Written
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import SEARCH_DAYS
from assets.reporting import DAYS, FRESH, ONE_RUN, OWNERS, days_of, lake_table, report, result, verdict, version_of
from assets.search import fiction
from assets.search.answers.errors import SearchError
from assets.search.days.day_report import DayReport, out_of_reach
from assets.search.days.turn import search_turn
from assets.search.days.volume import volume_warnings
from assets.search.desk import SearchDesk

RAW = "raw_search_results"
CLOSES_DAY = "joblake/closes_day"
SHOWN = 20


@dataclass(frozen=True)
class Landed:
    """A day that landed: its report, its raw answers as one version, and its summary table."""

    report: DayReport
    raw: Written
    summary: Written


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            RAW,
            description="The source's answers of the day, byte for byte, each with its request; written once.",
            group_name="search",
            kinds={"python", "json"},
            owners=OWNERS,
            freshness_policy=FRESH,
            partitions_def=DAYS,
        ),
        lake_table(SEARCH_DAYS, "What became of each saved search that day.", group="search"),
    ],
    check_specs=[
        dg.AssetCheckSpec("answers_readable", asset=RAW, description="Every answer has a known shape."),
        dg.AssetCheckSpec(
            "fiction_kept_apart", asset=RAW, description="No answer of the sample lies in the lake beside real ones."
        ),
        dg.AssetCheckSpec(
            "days_within_reach",
            asset=SEARCH_DAYS.name,
            description="Every search of every day could be asked, or had been.",
        ),
        dg.AssetCheckSpec(
            "searches_answered",
            asset=SEARCH_DAYS.name,
            description="Every search of every day was asked and its answers read whole; every recorded file was read.",
        ),
        dg.AssetCheckSpec(
            "nothing_paid_twice",
            asset=RAW,
            description="No request was asked again that had been under way when an earlier run died.",
        ),
        dg.AssetCheckSpec(
            "searches_find_something",
            asset=SEARCH_DAYS.name,
            description="No day is empty, and no search finds less than half of what is usual for it.",
        ),
    ],
    partitions_def=DAYS,
    backfill_policy=ONE_RUN,
    name=RAW,
)
def raw_search_results(
    context: dg.AssetExecutionContext, lake: dg.ResourceParam[Lake], search_desk: dg.ResourceParam[SearchDesk]
) -> Iterator[object]:
    """Land the days of the window while nobody else spends."""
    with search_turn(lake, f"run {context.run.run_id}"):
        yield from search_days(context, lake, search_desk)


def search_days(context: dg.AssetExecutionContext, lake: Lake, search_desk: SearchDesk) -> Iterator[object]:
    """Land each day of the window and report; fail at the end if the run was stopped, or nothing could be read."""
    days, now = days_of(context), today()
    closes_day = context.run.tags.get(CLOSES_DAY) == "true"
    try:
        desk = search_desk.open(lake, Ledger(lake, context.run.run_id))
        may_cost = desk.refuse_unless_possible(days, now, closes_day=closes_day)
    except (SearchError, ValueError) as error:
        raise dg.Failure(str(error), allow_retries=False) from None
    context.log.info("source %s: %d days, at most %d credits", ", ".join(desk.asks), len(days), may_cost)
    reports = [desk.land(day, now, days[-1], closes_day=closes_day) for day in days]
    desk.write_down()
    refuse_if_nothing_was_read(reports)
    landed = [land(lake, found) for found in reports if not found.halted]
    fail_after_keeping(context, landed, [found for found in reports if found.halted])
    for day in landed:
        describe(context, day)
    yield dg.MaterializeResult(asset_key=RAW, data_version=dg.DataVersion(version_of([day.raw for day in landed])))
    yield result(SEARCH_DAYS, [day.summary for day in landed])
    yield from checks(lake, reports, desk.unread_files())


def refuse_if_nothing_was_read(reports: Sequence[DayReport]) -> None:
    """Fail a run in which searches failed and no answer of its days could be read: it would look like an empty market.

    A run that had to stop says so itself, with the days that landed.
    """
    lines = [f"{found.day}: {failure}" for found in reports for failure in found.failures]
    if not lines or any(found.halted or found.read for found in reports):
        return
    raise dg.Failure(
        f"nothing could be read: each of {len(lines)} searches failed; what landed is kept and will not be asked again."
        + listed(lines),
        metadata={"credits": sum(found.credits for found in reports)},
        allow_retries=False,
    )


def listed(lines: Sequence[str]) -> str:
    """The first twenty of them below each other, and how many more there are."""
    more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return "".join(f"\n{line}" for line in [*lines[:SHOWN], *more])


def land(lake: Lake, found: DayReport) -> Landed:
    """Write the day's summary and take the version of its raw answers."""
    return Landed(found, day_version(lake, found.day), lake.write_partition(SEARCH_DAYS, found.day, found.rows))


def describe(context: dg.AssetExecutionContext, landed: Landed) -> None:
    """Attach a day's figures to its materializations."""
    context.add_asset_metadata(figures(landed), asset_key=RAW, partition_key=landed.report.day.isoformat())
    report(context, SEARCH_DAYS, landed.report.day, landed.summary, {"outcome": landed.report.outcome})


def summary_figures(landed: Landed) -> dict[str, object]:
    """What a day's summary table holds, for a materialization that no other report describes."""
    return {
        "dagster/row_count": landed.summary.rows,
        "dagster/uri": landed.summary.uri,
        "digest": landed.summary.digest,
        "bytes": landed.summary.size,
        "outcome": landed.report.outcome,
    }


def figures(landed: Landed) -> dict[str, object]:
    """Outcome, answers, results, calls and credits of a day."""
    found = landed.report
    return {
        "dagster/row_count": found.results,
        "dagster/uri": landed.raw.uri,
        "digest": landed.raw.digest,
        "bytes": landed.raw.size,
        "outcome": found.outcome,
        "answers": found.answers,
        "calls": found.calls,
        "credits": found.credits,
        **({"failed_searches": list(found.failures[:SHOWN])} if found.failures else {}),
        **({"asked_again": found.interrupted} if found.interrupted else {}),
        **({} if found.quota_left is None else {"quota_left": found.quota_left}),
    }


def fail_after_keeping(
    context: dg.AssetExecutionContext, landed: Sequence[Landed], failed: Sequence[DayReport]
) -> None:
    """If the run was stopped, record the days that landed and raise with the list of the others.

    Without this a range is all or nothing: Dagster would mark its good days failed too. A failed day's answers stay in
    raw, and its summary stays as it was until the day has landed whole.
    """
    if not failed:
        return
    for day in landed:
        record(context, RAW, day, day.raw, figures(day))
        record(context, SEARCH_DAYS.name, day, day.summary, summary_figures(day))
    lines = [f"{found.day}: {'; '.join(found.failures)}" for found in failed]
    raise dg.Failure(
        f"{len(failed)} of {len(landed) + len(failed)} days failed; what landed is kept and will not be asked again."
        + listed(lines),
        metadata={
            "failed_days": [found.day.isoformat() for found in failed],
            "landed_days": [day.report.day.isoformat() for day in landed],
            "credits": sum(found.credits for found in failed) + sum(day.report.credits for day in landed),
        },
        allow_retries=False,
    )


def record(
    context: dg.AssetExecutionContext, asset: str, landed: Landed, written: Written, said: Mapping[str, Any]
) -> None:
    """Record a day as materialized although its run is about to fail."""
    tags = {"dagster/data_version": written.digest}
    key = landed.report.day.isoformat()
    context.log_event(dg.AssetMaterialization(asset, partition=key, metadata=dict(said), tags=tags))


def checks(lake: Lake, reports: Sequence[DayReport], unread: Sequence[str]) -> Iterator[dg.AssetCheckResult]:
    """The room's checks over the days of a run; `unread` are recorded files that belong to no day."""
    odd = [f"{found.day}: {problem}" for found in reports for problem in found.problems]
    yield verdict(RAW, "answers_readable", odd, "warn")
    yield verdict(RAW, "fiction_kept_apart", fiction.warnings(lake), "warn")
    failed = [f"{found.day}: {failure}" for found in reports for failure in found.failures]
    yield verdict(SEARCH_DAYS.name, "searches_answered", [*failed, *unread])
    again = [f"{found.day}: {_asked_again(found.interrupted)}" for found in reports if found.interrupted]
    yield verdict(RAW, "nothing_paid_twice", again, "warn")
    yield verdict(SEARCH_DAYS.name, "days_within_reach", out_of_reach(reports), "warn")
    thin = [sentence for found in reports for sentence in volume_warnings(lake, found.day, found.rows)]
    yield verdict(SEARCH_DAYS.name, "searches_find_something", thin, "warn")


def _asked_again(requests: int) -> str:
    were = "request was" if requests == 1 else "requests were"
    return (
        f"{requests} {were} under way when an earlier run died. The source may have billed what it never delivered; "
        "they stand in the ledger as interrupted, count as spent, and were asked again"
    )


def today() -> date:
    """The UTC day it is now."""
    return datetime.now(UTC).date()
