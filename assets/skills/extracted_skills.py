"""extracted_skills: the skills of each job seen that day, each with the words that prove it.

The asset has the day's texts read, or copied where an earlier day held them, checks every span against its text, and
reports. What counts as evidence is `extraction`'s business.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from assets.lake.reuse.jobs_of_day import JobOfDay
from assets.lake.reuse.text_stage import DayOfRows, write_day
from assets.lake.storage.partition_writer import Written
from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import EXTRACTED_SKILLS, JOB_POSTINGS
from assets.reporting import DAYS, ONE_RUN, Counts, days_of, lake_table, report, result, verdict
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
        done = extract_day(lake, day, skill_reader, misplaced)
        written.append(done.written)
        report(context, EXTRACTED_SKILLS, day, done.written, counts(done))
        repeats = done.rows.num_rows - done.rows.group_by(["job_key", "skill", "source"]).aggregate([]).num_rows
        repeated += [f"{day}: {repeats} repeated rows"] if repeats else []
    yield result(EXTRACTED_SKILLS, written)
    yield verdict(EXTRACTED_SKILLS.name, "evidence_stands", misplaced)
    yield verdict(EXTRACTED_SKILLS.name, "one_row_per_skill", repeated)


def extract_day(lake: Lake, day: date, reader: SkillReader, misplaced: list[str]) -> DayOfRows:
    """Write one day; spans that do not stand in their text are named in `misplaced`.

    Rows that an earlier day holds were checked when they were made, and are copied for that very text alone.
    """

    def read(jobs: Sequence[JobOfDay]) -> pa.Table:
        rows = reader.read(day, jobs)
        misplaced.extend(f"{day}: {fault}" for fault in misplaced_in(jobs, rows))
        return rows

    return write_day(lake, day, EXTRACTED_SKILLS, texts_read, read, reader.version)


def texts_read(job: JobOfDay) -> tuple[str | None, ...]:
    """What of a job decides its skills."""
    return job.title, job.description, job.language


def counts(done: DayOfRows) -> Counts:
    """What the day's materialization says beside rows and place."""
    jobs = len(done.rows["job_key"].unique())
    return {
        "jobs_with_skills": jobs,
        "skills_per_job": round(done.rows.num_rows / jobs, 2) if jobs else 0.0,
        "inferred": pc.sum(pc.equal(done.rows["support"], "inferred")).as_py() or 0,
        "fallbacks": pc.sum(pc.is_valid(done.rows["fallback_reason"])).as_py() or 0,
        "jobs_copied": done.copied,
        "jobs_read": done.read,
        "damaged_reuse_indexes": done.damaged_indexes or None,
    }


def misplaced_in(jobs: Sequence[JobOfDay], rows: pa.Table) -> Iterator[str]:
    """Rows whose evidence is not exactly what the description holds at its span, or nothing."""
    texts = {job.job_key: job.description for job in jobs}
    names = ("job_key", "skill", "evidence_start", "evidence_end", "evidence_text")
    for key, skill, start, end, text in zip(*(rows[name].to_pylist() for name in names), strict=True):
        if start is None or end is None or not text or texts[key][start:end] != text:
            yield f"job {key}, skill {skill!r}"
