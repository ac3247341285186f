"""Imported files of postings: any CSV, JSON, JSON Lines or Parquet, whose columns a mapping names.

The file lies in raw byte for byte and the mapping beside it, so that a replay reads the same.
"""

import json
from collections.abc import Mapping

from assets.lake.raw.envelope import Envelope
from assets.sources.reading.fields import text_at, value_at
from assets.sources.reading.source import Ask, Job, Source
from assets.sources.reading.table_rows import read_rows

FORM = "form"  # the parameter that holds the file's ending
COLUMNS = "columns"  # of `about`: the mapping, as JSON
# What a mapping may name, and where it is read.
MEANINGS = {
    "id": "job_id",
    "title": "job_title",
    "employer": "employer_name",
    "description": "job_description",
    "url": "job_apply_link",
    "publisher": "job_publisher",
    "location": "job_location",
    "city": "job_city",
    "region": "job_state",
    "country": "job_country",
    "posted": "job_posted_at_datetime_utc",
    "employment_type": "job_employment_type",
    "remote": "job_is_remote",
    "pay": "job_salary_string",
    "pay_min": "job_min_salary",
    "pay_max": "job_max_salary",
    "pay_currency": "job_salary_currency",
    "pay_period": "job_salary_period",
}


class Imported(Source):
    """A file of somebody's own."""

    name = "import"
    title = "Imported file"

    def results(self, body: bytes, asked: Ask) -> Envelope:
        """The file's rows."""
        return read_rows(body, asked.params.get(FORM, ""))

    def read(self, result: Job, about: Mapping[str, str]) -> Job:
        """A row by the mapping; an id is the file's own, so it is said whose."""
        columns = json.loads(about.get(COLUMNS, "{}"))
        job = {MEANINGS[meaning]: value_at(result, str(column)) for meaning, column in columns.items()}
        number = job.pop("job_id", None)
        if isinstance(number, str | int) and number:
            job["job_id"] = f"{about.get('name', self.name)}:{number}"
        posted = job.get("job_posted_at_datetime_utc")
        if isinstance(posted, int | float):
            job["job_posted_at_timestamp"] = posted
        job["job_publisher"] = text_at(job, "job_publisher") or about.get("name")
        return job
