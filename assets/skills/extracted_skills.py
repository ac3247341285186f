"""extracted_skills: the skills of each job seen that day, each with the words that prove it.

The asset reads the day's jobs, asks the extractor, checks every span against its text, writes and reports. What
counts as evidence is `extractor`'s business.
"""

from collections.abc import Iterator
from datetime import date

import dagster as dg

from assets.lake.jobs_of_day import JobOfDay, jobs_of_day
from assets.lake.partition_writer import Row, Written
from assets.lake.schemas import EXTRACTED_SKILLS, JOB_POSTINGS
from assets.lake.storage import Lake
from assets.reporting import DAYS, ONE_RUN, days_of, lake_table, report, result, verdict
from assets.skills.reader import SkillReader


@dg.multi_asset(
    specs=[
        lake_table(
            EXTRACTED_SKILLS,
            "Each job's hard and soft skills with evidence span, support class and calibrated confidence.",
            group="skills",
            deps=[JOB_POSTINGS.name],
        )
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "evidence_stands",
            asset=EXTRACTED_SKILLS.name,
            blocking=True,
            description="Every evidence text stands in the description at its span, exactly.",
        ),
        dg.AssetCheckSpec(
            "one_row_per_skill",
            asset=EXTRACTED_SKILLS.name,
            blocking=True,
            description="A job has a skill at most once from each source.",
        ),
    ],
    partitions_def=DAYS,
    backfill_policy=ONE_RUN,
    name="extracted_skills",
)
def extracted_skills(
    context: dg.AssetExecutionContext, lake: dg.ResourceParam[Lake], skill_reader: dg.ResourceParam[SkillReader]
) -> Iterator[object]:
    """Read the window's jobs, extract the skills of each, write and report."""
    written: list[Written] = []
    misplaced: list[str] = []
    repeated: list[str] = []
    for day in days_of(context):
        rows = list(extract_day(lake, day, skill_reader, misplaced))
        part = lake.write_partition(EXTRACTED_SKILLS, day, rows)
        written.append(part)
        jobs = len({row["job_key"] for row in rows})
        report(
            context,
            EXTRACTED_SKILLS,
            day,
            part,
            {
                "jobs_with_skills": jobs,
                "skills_per_job": round(len(rows) / jobs, 2) if jobs else 0.0,
                "inferred": sum(row["support"] == "inferred" for row in rows),
                "fallbacks": sum(row["fallback_reason"] is not None for row in rows),
            },
        )
        repeats = len(rows) - len({(row["job_key"], row["skill"], row["source"]) for row in rows})
        repeated += [f"{day}: {repeats} repeated rows"] if repeats else []
    yield result(EXTRACTED_SKILLS, written)
    yield verdict(EXTRACTED_SKILLS.name, "evidence_stands", misplaced)
    yield verdict(EXTRACTED_SKILLS.name, "one_row_per_skill", repeated)


def extract_day(lake: Lake, day: date, reader: SkillReader, misplaced: list[str]) -> Iterator[Row]:
    """The rows of one day; spans that do not stand in their text are named in `misplaced`."""
    for jobs in jobs_of_day(lake, day):
        for job, rows in zip(jobs, reader.read(day, jobs), strict=True):
            for row in rows:
                if not stands(job, row):
                    misplaced.append(f"{day}: job {job.job_key}, skill {row['skill']!r}")
                yield {"search_date": day, "job_key": job.job_key, "content_hash": job.content_hash, **row}


def stands(job: JobOfDay, row: Row) -> bool:
    """Whether the row's evidence is exactly what the description holds at its span, and not nothing."""
    start, end, text = row["evidence_start"], row["evidence_end"], row["evidence_text"]
    return isinstance(start, int) and isinstance(end, int) and bool(text) and job.description[start:end] == text
