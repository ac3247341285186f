"""watch_alerts: tells by the channels of watches.yaml what the published marts hold that is new, each opening once.

Stands after published_marts and never stops it: what is wrong with a channel or the file is a warning of its check.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.lake.snapshots.snapshots import current
from assets.lake.storage.storage import Lake
from assets.reporting import OWNERS, verdict
from assets.watches.desk import WatchDesk
from assets.watches.telling import Outcome
from assets.watches.told import journal_key
from assets.watches.watch_file import WatchFileError

NAME = "watch_alerts"
CHECK = "everybody_told"


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            NAME,
            deps=["published_marts"],
            group_name="marts",
            kinds={"python"},
            owners=OWNERS,
            skippable=True,  # where nothing is published
            description="What is new for each watch of watches.yaml, told once by its channels.",
        )
    ],
    check_specs=[
        dg.AssetCheckSpec(
            CHECK, asset=NAME, description="watches.yaml can be followed, and every channel took its message."
        )
    ],
    name=NAME,
    can_subset=False,
)
def watch_alerts(lake: dg.ResourceParam[Lake], watch_desk: dg.ResourceParam[WatchDesk]) -> Iterator[object]:
    """Read what is published, tell, report."""
    outcomes: list[Outcome] = []
    mistakes: list[str] = []
    snapshot = current(lake.published())
    try:
        file = watch_desk.file(lake)
        if file and snapshot:
            outcomes = watch_desk.tell(lake, file, snapshot)
    except WatchFileError as error:
        mistakes = str(error).splitlines()
    if snapshot is None:
        yield verdict(NAME, CHECK, [])
        return
    problems = [*mistakes, *(said for one in outcomes for said in _problems(one))]
    yield dg.MaterializeResult(
        asset_key=NAME, data_version=dg.DataVersion(snapshot.snapshot_id), metadata=_metadata(outcomes)
    )
    yield verdict(NAME, CHECK, problems, "warn")


def _problems(outcome: Outcome) -> Iterator[str]:
    plan = outcome.plan
    place = f"{plan.watch.name}, {plan.channel}"
    if outcome.error:
        yield f"{place}: {outcome.error}"
    if plan.told.bad_lines:
        key = journal_key(plan.watch.name, plan.channel)
        yield f"{place}: {plan.told.bad_lines} lines of {key} cannot be read; what they told is told again"


def _metadata(outcomes: list[Outcome]) -> dict[str, Any]:
    columns = ("watch", "channel", "state", "told", "waiting", "on the list", "error")
    records = [
        dg.TableRecord(
            {
                "watch": one.plan.watch.name,
                "channel": one.plan.channel,
                "state": one.state,
                "told": one.told,
                "waiting": one.waiting,
                "on the list": one.plan.total,
                "error": one.error,
            }
        )
        for one in outcomes
    ]
    return {
        "told": sum(one.told for one in outcomes),
        "waiting": sum(one.waiting for one in outcomes),
        "failed": sum(one.state == "failed" for one in outcomes),
        "channels": dg.TableMetadataValue(records, dg.TableSchema([dg.TableColumn(name) for name in columns])),
    }
