"""The extractor as the asset sees it: jobs in, rows of skills out.

Joins the offline extractor with the LLM where one is configured. What counts as evidence is `extractor`'s business.
"""

from collections.abc import Sequence
from datetime import date

from assets.lake.jobs_of_day import JobOfDay
from assets.lake.partition_writer import Row


class SkillReader:
    """Reads the skills of jobs."""

    def read(self, day: date, jobs: Sequence[JobOfDay]) -> list[list[Row]]:
        """The rows of each job, in order."""
        return [[] for _ in jobs]
