"""The snapshot's index of jobs and skills, by which lists are filtered: ready to be asked, whatever is published.

What it holds is written with the snapshot (`job_index`, `skill_index`, `job_skill_index`, `job_required_index`).
Measured at 100,000 jobs: `python -m benchmarks.viewer_load`.
"""

from assets.lake.readers.job_filters import FOLDED_MACRO
from viewer.snapshot.reader import Reader

NO_SKILLS = """
create or replace table skill_index(
    skill_no integer, skill varchar, kind varchar, skill_id varchar, family varchar, n_jobs bigint, slug varchar
)
"""
NO_JOB_SKILLS = "create or replace table job_skill_index(skill_no integer, job_no integer)"
NO_REQUIRED = "create or replace table job_required_index(job_no integer, hard integer[], soft integer[])"


def indexed(reader: Reader) -> bool:
    """Make the index ready unless it is; False for a snapshot without jobs."""
    return reader.noted("index", lambda: _ready(reader))


def _ready(reader: Reader) -> bool:
    if not reader.has("job_index"):
        return False
    reader.run(FOLDED_MACRO)
    if not reader.has("job_skill_index"):
        reader.run(NO_SKILLS)
        reader.run(NO_JOB_SKILLS)
    if not reader.has("job_required_index"):  # an earlier version published the snapshot
        reader.run(NO_REQUIRED)
    return True
