"""The jobs: every asset of the lake, daily and whole, in the order of the graph; its two halves; the site; telling.

The halves are for several machines: any worker takes a run of `stages`, and `marts` goes to the one that has the disk
of the warehouse.
"""

import dagster as dg

from assets.lake.tables.schemas import TABLES
from assets.watches.watch_alerts import NAME as WATCHES
from orchestration.jobs.site import NAME as SITE

STAGES, MARTS = "stages", "marts"
QUEUE = "dagster-celery/queue"
WAREHOUSE_NODE = {"joblake/warehouse": "true"}
_DAYS = [name for name, spec in TABLES.items() if spec.partitioned]

daily_lake = dg.define_asset_job(
    "daily_lake",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(SITE),
    tags={QUEUE: MARTS},
    description="One day, or a range of days in one run, through the whole graph.",
)

stages = dg.define_asset_job(
    STAGES,
    selection=dg.AssetSelection.assets("raw_search_results", *_DAYS),
    tags={QUEUE: STAGES},
    description="Some days from the source to the lake's tables, on any worker.",
)

marts = dg.define_asset_job(
    MARTS,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(SITE, "raw_search_results", *_DAYS),
    tags={QUEUE: MARTS, "dagster-k8s/config": {"pod_spec_config": {"node_selector": WAREHOUSE_NODE}}},
    description="The lake's tables to published marts, over the days that have changed; where the warehouse lies.",
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
