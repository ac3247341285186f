"""The jobs: every asset of the lake, daily and whole, in the order of the graph; and the static site on its own."""

import dagster as dg

from orchestration.site import NAME as SITE

daily_lake = dg.define_asset_job(
    "daily_lake",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(SITE),
    description="One day, or a range of days in one run, through the whole graph.",
)

static_site_job = dg.define_asset_job(
    "static_site_job",
    selection=dg.AssetSelection.assets(SITE),
    description="The viewer's pages as files, from the snapshot that is published now.",
)
