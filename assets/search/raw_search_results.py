"""raw_search_results: the day's answers of the source, byte for byte, and what became of each saved search.

The asset plans, asks for what has not landed, writes the day's summary and reports. How a call is made and paid is
`search_day`'s business. A range in which one day fails keeps every day that landed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import dagster as dg

from assets.lake.ledger import Ledger
from assets.lake.partition_writer import Written
from assets.lake.raw_answers import day_version
from assets.lake.schemas import SEARCH_DAYS
from assets.lake.storage import Lake
from assets.reporting import DAYS, ONE_RUN, OWNERS, days_of, lake_table, report, result, verdict, version_of
from assets.search.day_report import DayReport
from assets.search.desk import SearchDesk
from assets.search.errors import SearchError
from assets.search.volume import volume_warnings

POOL = "jsearch"
RAW = "raw_search_results"
CLOSES_DAY = "joblake/closes_day"


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
            partitions_def=DAYS,
        ),
        lake_table(SEARCH_DAYS, "What became of each saved search that day.", group="search"),
    ],
    check_specs=[
        dg.AssetCheckSpec("answers_readable", asset=RAW, description="Every answer has a known shape."),
        dg.AssetCheckSpec(
            "searches_find_something",
            asset=SEARCH_DAYS.name,
            description="No day is empty, and no search finds less than half of what is usual for it.",
        ),
    ],
    partitions_def=DAYS,
    backfill_policy=ONE_RUN,
    pool=POOL,
    name=RAW,
)
def raw_search_results(
    context: dg.AssetExecutionContext, lake: dg.ResourceParam[Lake], search_desk: dg.ResourceParam[SearchDesk]
) -> Iterator[object]:
    """Land each day of the window, report, and fail at the end if a day did."""
    days = days_of(context)
    closes_day = context.run.tags.get(CLOSES_DAY) == "true"
    try:
        desk = search_desk.open(lake, Ledger(lake, context.run_id))
        may_cost = desk.refuse_unless_affordable(days, today(), closes_day=closes_day)
        context.log.info("source %s: %d days, at most %d credits", desk.source.name, len(days), may_cost)
        reports = [desk.land(day, today(), days[-1], closes_day=closes_day) for day in days]
    except (SearchError, ValueError) as error:
        raise dg.Failure(str(error), allow_retries=False) from None
    landed = [land(lake, found) for found in reports]
    fail_after_keeping(context, landed)
    for day in landed:
        describe(context, day)
    yield dg.MaterializeResult(asset_key=RAW, data_version=dg.DataVersion(version_of([day.raw for day in landed])))
    yield result(SEARCH_DAYS, [day.summary for day in landed])
    yield from checks(lake, [day.report for day in landed])


def land(lake: Lake, found: DayReport) -> Landed:
    """Write the day's summary and take the version of its raw answers."""
    return Landed(found, day_version(lake, found.day), lake.write_partition(SEARCH_DAYS, found.day, found.rows))


def describe(context: dg.AssetExecutionContext, landed: Landed) -> None:
    """Attach a day's figures to its materializations."""
    context.add_asset_metadata(figures(landed), asset_key=RAW, partition_key=landed.report.day.isoformat())
    report(context, SEARCH_DAYS, landed.report.day, landed.summary, {"outcome": landed.report.outcome})


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
        **({} if found.quota_left is None else {"quota_left": found.quota_left}),
    }


def fail_after_keeping(context: dg.AssetExecutionContext, landed: Sequence[Landed]) -> None:
    """If a day failed, record the days that landed and raise with the list of the others.

    Without this a range is all or nothing: Dagster would mark its good days failed too.
    """
    failed = [day for day in landed if day.report.failures]
    if not failed:
        return
    for day in landed:
        if day not in failed:
            key = day.report.day.isoformat()
            tags = {"dagster/data_version": day.raw.digest}
            context.log_event(
                dg.AssetMaterialization(RAW, partition=key, metadata=figures(day), tags=tags)  # type: ignore[arg-type]
            )
    lines = [f"{day.report.day}: {'; '.join(day.report.failures)}" for day in failed]
    raise dg.Failure(
        f"{len(failed)} of {len(landed)} days failed; what landed is kept and will not be asked again.\n"
        + "\n".join(lines),
        metadata={"failed_days": [day.report.day.isoformat() for day in failed]},
        allow_retries=False,
    )


def checks(lake: Lake, reports: Sequence[DayReport]) -> Iterator[dg.AssetCheckResult]:
    """The room's two checks over the days of a run."""
    odd = [f"{found.day}: {problem}" for found in reports for problem in found.problems]
    yield verdict(RAW, "answers_readable", odd, "warn")
    thin = [sentence for found in reports for sentence in volume_warnings(lake, found.day, found.rows)]
    yield verdict(SEARCH_DAYS.name, "searches_find_something", thin, "warn")


def today() -> date:
    """The UTC day it is now."""
    return datetime.now(UTC).date()
