"""api_calls: the day's ledger as a table, after every stage that may have called out.

The journals of `ledger` are the truth while calls are made; this asset turns them into the Parquet that dbt reads.
"""

from collections.abc import Iterator
from datetime import date

import dagster as dg
import pyarrow.compute as pc

from assets.lake.calls.ledger import Ledger
from assets.lake.storage.partition_writer import Written
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import API_CALLS
from assets.reporting import DAYS, ONE_RUN, days_of, lake_table, report, result, verdict


@dg.multi_asset(
    specs=[
        lake_table(
            API_CALLS,
            "Every call to the search API and to the LLM, paid or not, whatever became of it.",
            group="search",
            deps=["raw_search_results", "classified_jobs", "extracted_skills"],
        )
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "each_call_once", asset=API_CALLS.name, blocking=True, description="A call id stands in the ledger once."
        ),
        dg.AssetCheckSpec(
            "journals_readable", asset=API_CALLS.name, description="Every line of the day's journals is a call."
        ),
    ],
    partitions_def=DAYS,
    backfill_policy=ONE_RUN,
    name="api_calls",
)
def api_calls(context: dg.AssetExecutionContext, lake: dg.ResourceParam[Lake]) -> Iterator[object]:
    """Compact the window's journals, report credits and cost."""
    ledger = Ledger(lake, context.run.run_id)
    written: list[Written] = []
    repeated: list[str] = []
    odd: list[str] = []
    ledger.compact(days_of(context))
    for day in days_of(context):
        odd += [str(damage) for damage in ledger.unreadable_lines(day)]
        part, counts, repeats = summary(lake, day)
        written.append(part)
        report(context, API_CALLS, day, part, counts)
        repeated += [f"{day}: {repeats} repeated call ids"] if repeats else []
    yield result(API_CALLS, written)
    yield verdict(API_CALLS.name, "each_call_once", repeated)
    yield verdict(API_CALLS.name, "journals_readable", odd, "warn")


def summary(lake: Lake, day: date) -> tuple[Written, dict[str, int | float | str | None], int]:
    """What the day's ledger holds: the partition, its credits and cost, and how many call ids are repeated."""
    table = lake.read_partitions(API_CALLS, [day], ["call_id", "credits", "cost_usd", "status"])
    part = Written(
        uri=f"{API_CALLS.name}/search_date={day:%Y-%m-%d}",
        rows=table.num_rows,
        size=sum(file.size for file in lake.resolve(API_CALLS, [day])),
        digest=lake.digest(API_CALLS, day) or version_of_nothing(),
    )
    counts: dict[str, int | float | str | None] = {
        "credits": pc.sum(table["credits"]).as_py() or 0,
        "cost_usd": round(pc.sum(table["cost_usd"]).as_py() or 0.0, 6),
    }
    return part, counts, table.num_rows - pc.count_distinct(table["call_id"]).as_py()


def version_of_nothing() -> str:
    """The version of a day without any call."""
    return "no calls"
