"""The jobs: every asset of the lake, daily and whole, in the order of the graph; its two halves; the site; telling.

The halves are for several machines: any worker takes a run of `stages`, and `marts` goes to the one that has the disk
of the warehouse.
"""

import dagster as dg

from assets.watches.watch_alerts import NAME as WATCHES
from orchestration.jobs.halves import MARTS, QUEUE, STAGE_ASSETS, STAGES
from orchestration.jobs.site import NAME as SITE

# On a cluster a run is a pod of its own: what builds marts needs the node and the volume that hold the warehouse.
WAREHOUSE = "joblake-warehouse"
WAREHOUSE_POD = {
    "container_config": {"volume_mounts": [{"name": WAREHOUSE, "mount_path": "/srv/home"}]},
    "pod_spec_config": {
        "node_selector": {"joblake/warehouse": "true"},
        "volumes": [{"name": WAREHOUSE, "persistent_volume_claim": {"claim_name": WAREHOUSE}}],
        "security_context": {"fs_group": 10001},  # of the image's user, so that it may write there
    },
}
AT_WAREHOUSE = {QUEUE: MARTS, "dagster-k8s/config": WAREHOUSE_POD}

daily_lake = dg.define_asset_job(
    "daily_lake",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(SITE),
    tags=AT_WAREHOUSE,
    description="One day, or a range of days in one run, through the whole graph. With workers, all is done by the "
    "one that has the warehouse; `stages`, then `marts` spread a range.",
)

stages = dg.define_asset_job(
    STAGES,
    selection=dg.AssetSelection.assets(*STAGE_ASSETS),
    tags={QUEUE: STAGES},
    description="Some days from the source to the lake's tables, on any worker. Over a range, from the UI or by `make "
    "backfill`, runs of JOBLAKE_DAYS_PER_RUN days are spread over the workers, and `marts` follows once when all have "
    "succeeded.",
)

marts = dg.define_asset_job(
    MARTS,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(SITE, *STAGE_ASSETS),
    tags=AT_WAREHOUSE,
    description="The lake's tables to published marts, over the days that have changed, in one run where the warehouse "
    "lies. With workers it follows a backfill of `stages` by itself.",
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
