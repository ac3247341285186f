"""The assembly: every asset, resource, job and schedule of Joblake. Nothing is implemented here."""

from collections.abc import Mapping
from functools import cache

import dagster as dg
from dagster_duckdb import DuckDBResource

from assets.classification.classified_jobs import classified_jobs
from assets.lake.api_calls import api_calls
from assets.marts.curated_marts import curated_marts
from assets.marts.published_marts import published_marts
from assets.postings.job_openings import job_openings
from assets.postings.job_postings import job_postings
from assets.search.raw_search_results import raw_search_results
from assets.skills.extracted_skills import extracted_skills
from assets.watches.desk import WatchDesk
from assets.watches.watch_alerts import watch_alerts
from orchestration.alerts.alert_sensors import operator_sensors
from orchestration.fleet.spread import marts_after_stages, spread
from orchestration.installation.resources import stage_resources
from orchestration.installation.settings import Settings
from orchestration.jobs.jobs import daily_lake, stages, static_site_job, watch_job
from orchestration.jobs.jobs import marts as marts_job
from orchestration.jobs.schedules import close_the_day, tell_what_waited
from orchestration.jobs.site import static_site
from orchestration.processes.executor import claiming_executor
from orchestration.recording.installation_lineage import Lineage
from orchestration.recording.sensors import nothing_stale, record_lineage
from orchestration.warehouse.dbt_command import InProcessDbt
from orchestration.warehouse.dbt_manifest import DBT, FOLDER, dbt_project, models_version
from orchestration.warehouse.marts import marts_of
from orchestration.warehouse.translator import LakeTranslator


def build_defs(settings: Settings, resources: Mapping[str, object] | None = None) -> dg.Definitions:
    """The definitions of one installation.

    Args:
        settings: Where its state lies.
        resources: Replacements by name, for tests.
    """
    project = dbt_project(settings)
    made_by = models_version(FOLDER)
    marts = marts_of(project.manifest_path)
    lineage, over_workers = Lineage(settings), settings.broker_url is not None
    made = [
        raw_search_results,
        job_postings,
        job_openings,
        classified_jobs,
        extracted_skills,
        api_calls,
        *curated_marts(project, LakeTranslator(), settings.warehouse, lineage.for_dagster, made_by),
    ]
    lineage.specs += [spec for asset in made for spec in asset.specs]
    keys = [dg.AssetKey(mart.name) for mart in marts]
    definitions = dg.Definitions(
        assets=[
            *made,
            published_marts(marts, keys, settings.keep_snapshots, lineage.publish),
            static_site(settings),
            watch_alerts,
        ],
        asset_checks=[nothing_stale(lineage)],
        jobs=[daily_lake, stages, marts_job, static_site_job, watch_job],
        schedules=[close_the_day, tell_what_waited],
        sensors=[
            *record_lineage(lineage),
            *operator_sensors(settings),
            *([marts_after_stages] if over_workers else []),
        ],
        resources={**default_resources(settings), **(resources or {})},
        executor=claiming_executor(settings),
    )
    if over_workers:
        spread(definitions, settings.days_per_run)
    return definitions


def default_resources(settings: Settings) -> dict[str, object]:
    """What the assets are given, by name."""
    return {
        **stage_resources(settings),
        "watch_desk": WatchDesk(),
        "dbt": InProcessDbt(project_dir=str(FOLDER), profiles_dir=str(FOLDER), dbt_executable=str(DBT)),
        "warehouse": DuckDBResource(database=str(settings.warehouse), connection_config={"access_mode": "READ_ONLY"}),
    }


@cache
def _settings() -> Settings:
    return Settings()


@dg.definitions
def defs() -> dg.Definitions:
    """The code location."""
    return build_defs(_settings())
