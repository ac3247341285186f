"""What the operator is told: runs that failed, days that were not closed, credits nearly spent, quality that dropped.

Gathered anew each time from what is there; the ledger of the operator's channels knows what was told.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import dagster as dg

from assets.lake.calls.ledger import Ledger
from assets.lake.readers.watch_status import ChannelStatus
from assets.lake.storage.storage import Lake
from assets.search.budget.budget import Budget, read_budget, source_budget
from assets.search.connections.settings import SearchSettings
from assets.sources.registry import SOURCES
from assets.watches.channels import channel_of
from assets.watches.desk import WatchDesk
from assets.watches.lake_notices import lake_notices
from assets.watches.notices import Notice, tell_operator
from assets.watches.watch_file import WatchFileError
from orchestration.alerts.failures import failures_of
from orchestration.installation.settings import Settings

# A channel that was closed, or a night, is outlived; a run that failed long ago is no news.
LOOKED_BACK = timedelta(days=3)
MOST_RUNS = 20
NEARLY = 0.9  # of the month's credits


def alert(settings: Settings, instance: dg.DagsterInstance, desk: WatchDesk | None = None) -> list[ChannelStatus]:
    """Tell the operator what was not told; how each channel stands. Nobody is told without watches.yaml.

    Raises:
        WatchFileError: watches.yaml cannot be followed.
    """
    desk = desk or WatchDesk()
    lake = settings.open_lake()
    file = desk.file(lake)
    if file is None or file.operator is None:
        return []
    now, chosen = desk.clock(), desk.settings
    notices = [*failed_runs(instance, now), *lake_notices(lake, now), *credits_spent(lake, now)]
    return tell_operator(lake, file, notices, lambda name: channel_of(name, chosen), desk.clock)


def alert_quietly(settings: Settings, instance: dg.DagsterInstance) -> None:
    """The same after a run in the terminal: what cannot be told is said there, and fails nothing."""
    try:
        for one in alert(settings, instance):
            if one.error:
                sys.stderr.write(f"joblake: the operator was not told by {one.channel}: {one.error}\n")
    except WatchFileError as error:
        sys.stderr.write(f"joblake: {error}\n")


def failed_runs(instance: dg.DagsterInstance, now: datetime) -> Iterator[Notice]:
    """Runs that failed in the last days, the oldest first."""
    failed = dg.RunsFilter(statuses=[dg.DagsterRunStatus.FAILURE], updated_after=now.astimezone(UTC) - LOOKED_BACK)
    for run in reversed(instance.get_runs(failed, limit=MOST_RUNS)):
        said = "; ".join(failures_of(instance, run.run_id)) or "it ended before a step could say why"
        yield Notice(
            f"run:{run.run_id}",
            f"run {run.run_id[:8]} of {run.job_name} failed",
            f"{said}. `make dev` shows it step by step; what landed is kept, and the same command goes on from there.",
        )


def credits_spent(lake: Lake, now: datetime) -> Iterator[Notice]:
    """Whether the month's credits of a source with a cap are nearly or wholly spent."""
    for name, budget in _budgets(Ledger(lake, "operator"), now):
        cap = budget.month_cap
        if not cap or budget.month_spent < NEARLY * cap:
            continue
        spent = budget.month_spent >= cap
        yield Notice(
            f"credits:{name}:{budget.month_start}:{'spent' if spent else 'nearly'}",
            f"the month's credits of {name} are {'spent' if spent else 'nearly spent'}",
            f"{budget.caps()}. Runs that would cost more are refused before their first call; next: fewer pages or "
            "searches in searches.yaml, or a higher cap.",
        )


def _budgets(ledger: Ledger, now: datetime) -> Iterator[tuple[str, Budget]]:
    """The budget of each source that has a key and costs money."""
    search = SearchSettings()
    if search.api_key:
        yield (
            "jsearch",
            read_budget(ledger, now, month_cap=search.monthly_credits, run_cap=None, billing_day=search.billing_day),
        )
    if search.serpapi_key:
        yield "serpapi", source_budget(ledger, now, SOURCES["serpapi"], None, search.serpapi_searches)
