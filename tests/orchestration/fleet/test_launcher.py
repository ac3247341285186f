"""A run goes to the workers that can do it, whoever started it."""

from typing import Any

import pytest

pytest.importorskip("dagster_celery", reason="`make fleet` installs what workers need")

import dagster as dg
from dagster._core.launcher import LaunchRunContext
from dagster_celery.launcher import CeleryRunLauncher

from orchestration.fleet.launcher import FleetLauncher
from orchestration.jobs.halves import MARTS, QUEUE, STAGES, queue_of


@dg.job
def empty() -> None:
    """A run of it is only handed over."""


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[dg.DagsterRun]:
    """What reaches the queue."""
    seen: list[dg.DagsterRun] = []
    monkeypatch.setattr(CeleryRunLauncher, "launch_run", lambda _, context: seen.append(context.dagster_run))
    return seen


def launch(instance: dg.DagsterInstance, tags: dict[str, str], *assets: str) -> dg.DagsterRun:
    launcher: Any = FleetLauncher("stages", broker="memory://", backend="cache+memory://")
    launcher.register_instance(instance)
    selected = frozenset(dg.AssetKey(name) for name in assets)
    run = instance.create_run_for_job(empty, tags=tags)._replace(asset_selection=selected)
    launcher.launch_run(LaunchRunContext(run, None))
    found = instance.get_run_by_id(run.run_id)
    assert found
    return found


@pytest.mark.parametrize(
    ("assets", "queue"),
    [
        (["raw_search_results", "job_postings"], STAGES),
        (["extracted_skills"], STAGES),
        (["extracted_skills", "daily_models"], MARTS),
        (["published_marts"], MARTS),
        ([], MARTS),
    ],
)
def test_a_run_without_a_queue_goes_where_its_assets_belong(
    handed_over: list[dg.DagsterRun], assets: list[str], queue: str
) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        kept = launch(instance, {"who": "a person"}, *assets)
    assert kept.tags[QUEUE] == queue
    assert [run.tags["who"] for run in handed_over] == ["a person"]
    assert [run.tags[QUEUE] for run in handed_over] == [queue]


def test_a_run_that_names_its_queue_is_left_alone(handed_over: list[dg.DagsterRun]) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        launch(instance, {QUEUE: MARTS}, "extracted_skills")
    assert [run.tags[QUEUE] for run in handed_over] == [MARTS]


def test_every_job_is_in_the_queue_of_its_assets() -> None:
    from orchestration.jobs import jobs

    named = {
        job.name: (job.tags or {}).get(QUEUE) for job in (jobs.daily_lake, jobs.stages, jobs.marts, jobs.watch_job)
    }
    assert named == {"daily_lake": MARTS, STAGES: STAGES, MARTS: MARTS, "watch_job": MARTS}
    assert queue_of([dg.AssetKey("job_postings")]) == STAGES
