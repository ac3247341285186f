"""The jobs: every asset of the lake, daily and whole, in the order of the graph; its two halves; the site; telling.

The halves are for several machines: any worker takes a run of `stages`, and `marts` goes to the one that has the disk
of the warehouse.
"""

import dagster as dg

from assets.watches.watch_alerts import NAME as WATCHES
from orchestration.jobs.halves import MARTS, QUEUE, STAGE_ASSETS, STAGES
from orchestration.jobs.site import NAME as SITE

WAREHOUSE_NODE = {"joblake/warehouse": "true"}

daily_lake = dg.define_asset_job(
    "daily_lake",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(SITE),
    tags={QUEUE: MARTS},
    description="One day, or a range of days in one run, through the whole graph. With workers, all is done by the "
    "one that has the warehouse; `stages`, then `marts` spread a range.",
)

stages = dg.define_asset_job(
    STAGES,
    selection=dg.AssetSelection.assets(*STAGE_ASSETS),
    tags={QUEUE: STAGES},
    description="Some days from the source to the lake's tables, on any worker. Started from the UI over a range, each "
    "day is a run of its own, spread over the workers; `make backfill` puts JOBLAKE_DAYS_PER_RUN days into each, which "
    "is faster, and starts `marts` when all have succeeded.",
)

marts = dg.define_asset_job(
    MARTS,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(SITE, *STAGE_ASSETS),
    tags={QUEUE: MARTS, "dagster-k8s/config": {"pod_spec_config": {"node_selector": WAREHOUSE_NODE}}},
    description="The lake's tables to published marts, over the days that have changed; where the warehouse lies. From "
    "the UI, start it once when `stages` are done, with its whole range as a single run: with a run for each day dbt "
    "would make every statistic once a day.",
)

static_site_job = dg.define_asset_job(
    "static_site_job",
    selection=dg.AssetSelection.assets(SITE),
    description="The viewer's pages as files, from the snapshot that is published now.",
)

watch_job = dg.define_asset_job(
    "watch_job",
    selection=dg.AssetSelection.assets(WATCHES),
    tags={QUEUE: MARTS},
    description="Tells what is new of the snapshot that is published now, where something waited.",
)
