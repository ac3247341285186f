"""classified_jobs: the category of each job seen that day.

The asset reads the day's jobs, asks the classifier, writes and reports. What decides a category is `classifier`'s
business.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import dagster as dg

from assets.classification.classifier import Classifier
from assets.lake.jobs_of_day import jobs_of_day
from assets.lake.partition_writer import Written
from assets.lake.schemas import CLASSIFIED_JOBS, JOB_POSTINGS
from assets.lake.storage import Lake
from assets.reporting import DAYS, ONE_RUN, days_of, lake_table, report, result, verdict


@dg.multi_asset(
    specs=[
        lake_table(
            CLASSIFIED_JOBS,
            "Each job's category, with confidence, evidence and runner-up.",
            group="classification",
            deps=[JOB_POSTINGS.name],
        )
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "one_class_per_job",
            asset=CLASSIFIED_JOBS.name,
            blocking=True,
            description="Every job seen that day has exactly one category.",
        ),
    ],
    partitions_def=DAYS,
    backfill_policy=ONE_RUN,
    name="classified_jobs",
)
def classified_jobs(
    context: dg.AssetExecutionContext, lake: dg.ResourceParam[Lake], classifier: dg.ResourceParam[Classifier]
) -> Iterator[object]:
    """Read the window's jobs, classify each, write and report."""
    written: list[Written] = []
    problems: list[str] = []
    for day in days_of(context):
        rows = list(classify_day(lake, day, classifier))
        part = lake.write_partition(CLASSIFIED_JOBS, day, rows)
        written.append(part)
        categories = Counter(str(row["category"]) for row in rows)
        report(
            context,
            CLASSIFIED_JOBS,
            day,
            part,
            {
                "categories": len(categories),
                "other": categories["Other"],
                "fallbacks": sum(row["fallback_reason"] is not None for row in rows),
            },
        )
        if len({row["job_key"] for row in rows}) != len(rows):
            problems.append(f"{day}: {len(rows)} rows for {len({row['job_key'] for row in rows})} jobs")
    yield result(CLASSIFIED_JOBS, written)
    yield verdict(CLASSIFIED_JOBS.name, "one_class_per_job", problems)


def classify_day(lake: Lake, day: date, classifier: Classifier) -> Iterator[dict[str, object]]:
    """The rows of one day, one per job."""
    for jobs in jobs_of_day(lake, day):
        for job, found in zip(jobs, classifier.classify(day, jobs), strict=True):
            yield {"search_date": day, "job_key": job.job_key, "content_hash": job.content_hash, **found.row()}
