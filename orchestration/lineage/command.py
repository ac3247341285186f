"""What runs call: record what a Dagster instance has done since last time. The wiring of the recorder, and nothing else."""

import dagster as dg

from assets.lake.storage import Lake
from orchestration.lineage.record import Materialization
from orchestration.lineage.recorder import Recorder, instance_id
from orchestration.settings import Settings


def record(settings: Settings, instance: dg.DagsterInstance) -> list[Materialization]:
    """Record into the installation's lake what is not recorded yet; what was added."""
    return Recorder(Lake(settings.lake_folder), instance, instance_id(settings.home_folder)).record()
