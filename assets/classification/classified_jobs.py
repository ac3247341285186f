"""classified_jobs: the category of each job seen that day.

The asset has the day's texts classified, or their class copied where an earlier day held them, and reports. What
decides a category is `classifier`'s business.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from assets.classification.classifier import Classifier
from assets.lake.reuse.jobs_of_day import JobOfDay
from assets.lake.reuse.text_stage import DayOfRows, write_day
from assets.lake.storage.partition_writer import Written
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import CLASSIFIED_JOBS, JOB_POSTINGS
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
        done = classify_day(lake, day, classifier)
        written.append(done.written)
        categories = Counter(done.rows["category"].to_pylist())
        report(
            context,
            CLASSIFIED_JOBS,
            day,
            done.written,
            {
                "categories": len(categories),
                "other": categories["Other"],
                "fallbacks": pc.sum(pc.is_valid(done.rows["fallback_reason"])).as_py() or 0,
                "jobs_copied": done.copied,
                "jobs_read": done.read,
                "damaged_reuse_indexes": done.damaged_indexes or None,
            },
        )
        jobs = len(done.rows["job_key"].unique())
        if jobs != done.rows.num_rows:
            problems.append(f"{day}: {done.rows.num_rows} rows for {jobs} jobs")
    yield result(CLASSIFIED_JOBS, written)
    yield verdict(CLASSIFIED_JOBS.name, "one_class_per_job", problems)


def classify_day(lake: Lake, day: date, classifier: Classifier) -> DayOfRows:
    """Write one day, one row per job; the class of a text that an earlier day holds is copied."""

    def read(jobs: Sequence[JobOfDay]) -> pa.Table:
        rows = [
            {"search_date": day, "job_key": job.job_key, "content_hash": job.content_hash, **found.row()}
            for job, found in zip(jobs, classifier.classify(day, jobs), strict=True)
        ]
        return pa.Table.from_pylist(rows, schema=CLASSIFIED_JOBS.schema)

    return write_day(lake, day, CLASSIFIED_JOBS, texts_read, read, classifier.version)


def texts_read(job: JobOfDay) -> tuple[str | None, ...]:
    """What of a job decides its class."""
    return job.title, job.description, job.employer, job.onet_soc
