"""`python -m benchmarks.chaos.stages DAY`: the stages before the warehouse as one run, for blows without dbt."""

import sys

import dagster as dg

from assets.classification.classified_jobs import classified_jobs
from assets.lake.api_calls import api_calls
from assets.lake.locks.kernel_lock import say_on_stderr
from assets.postings.job_postings import job_postings
from assets.search.raw_search_results import raw_search_results
from assets.skills.extracted_skills import extracted_skills
from orchestration.commands.runs import RANGE_END, RANGE_START, execute, failures
from orchestration.installation.places import refused_place
from orchestration.installation.resources import stage_resources
from orchestration.installation.settings import Settings
from orchestration.processes import stopping

STAGES = [raw_search_results, job_postings, classified_jobs, extracted_skills, api_calls]


def stages_job(settings: Settings) -> dg.JobDefinition:
    """One job over the stages."""
    job = dg.define_asset_job("stages")
    defs = dg.Definitions(assets=STAGES, resources=stage_resources(settings), jobs=[job])
    return defs.resolve_job_def("stages")


def main(day: str) -> int:
    """Run them for a day; the exit code is that of `python -m orchestration`."""
    settings = Settings()
    stopping.listen()
    try:
        success, run_id = execute(settings, lambda: stages_job(settings), {RANGE_START: day, RANGE_END: day})
    except KeyboardInterrupt:
        return stopping.exit_code()
    except OSError as error:
        say_on_stderr(refused_place(error, settings))
        return 1
    if success:
        return 0
    for sentence in failures(settings, run_id):
        say_on_stderr(sentence)
    return 1


if __name__ == "__main__":
    stopping.leave(main(*sys.argv[1:]))
