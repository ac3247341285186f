"""The one job: every asset, daily and whole, in the order of the graph."""

import dagster as dg

daily_lake = dg.define_asset_job(
    "daily_lake",
    selection=dg.AssetSelection.all(),
    description="One day, or a range of days in one run, through the whole graph.",
)
