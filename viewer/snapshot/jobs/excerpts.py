"""The words that were sought, shown where they stand in each job's text."""

import re

from assets.lake.words.asked import Words
from viewer.snapshot.jobs.job_pages import job_pages
from viewer.snapshot.reader import Reader, Row

# What boards write around bold words.
MARKS = re.compile(r"\*\*|__")


def with_excerpts(reader: Reader, words: Words, jobs: list[Row]) -> list[Row]:
    """The lines of a list, each with `excerpt`: pieces of its text (`text`, `match`); None where the text says none."""
    pages, index = job_pages(reader), reader.words()
    for job in jobs:
        page = (pages.job(job["job_key"]) if pages else None) or {}
        text = MARKS.sub("", page.get("description") or "")
        found = index.excerpt(words, text, page.get("language")) if index and text else None
        job["excerpt"] = [{"text": text, "match": match} for text, match in found.pieces] if found else None
    return jobs
