"""/jobs.atom: any list of jobs as a feed, the newest found first, whatever order its address names."""

from collections.abc import Mapping

from assets.lake.words.listed import narrowed
from viewer.drawing import words
from viewer.drawing.feed import Entry, Feed
from viewer.drawing.page import Asked
from viewer.pages.jobs.jobs import BESIDES, through
from viewer.snapshot.jobs.index import indexed
from viewer.snapshot.jobs.job_lines import job_lines
from viewer.snapshot.jobs.job_pages import job_pages
from viewer.snapshot.jobs.listed_jobs import first_jobs
from viewer.snapshot.reader import Reader, Row

MOST_ENTRIES = 50
NEWEST_FOUND = "first_seen desc, posted_date desc nulls last, job_key"
NOTE = "What these searches found, never the market."
NOTHING_YET = "1970-01-01"


def job_feed(reader: Reader, asked: Asked) -> Feed:
    """The list of an address as a feed."""
    chosen = narrowed(asked.query, BESIDES, reader.words()).chosen
    title = ", ".join(f"{words.code(name)} {value}" for name, value in chosen.asked.items()) or "all of them"
    said = Feed(f"Jobs: {title} · Joblake", " ".join([NOTE, *chosen.problems]), chosen.asked, NOTHING_YET, ())
    if not indexed(reader):
        return said
    lines = job_lines(reader, first_jobs(reader, chosen, NEWEST_FOUND, MOST_ENTRIES))
    entries = [_entry(line, _changed(reader, line)) for line in lines]
    return Feed(said.title, said.subtitle, said.asked, through(reader) or NOTHING_YET, entries)


def _entry(line: Row, changed: str) -> Entry:
    return Entry(
        line["job_key"],
        line["title"] or "Untitled job",
        line["employer"],
        summary(line),
        line["category"],
        line["first_seen"],
        changed,
    )


def summary(line: Row) -> str:
    """A line of a list in words: what is required, pay, mode, place, what and how senior."""
    required = ", ".join(skill["skill"] for skill in line["required"])
    more = line["n_required"] - len(line["required"])
    pay = words.money(line["pay_min"], line["pay_max"], line["pay_currency"], line["pay_period"])
    said = (
        f"Requires {required}{f' and {more} more' if more else ''}" if required else "",
        pay or "Pay not stated",
        words.code(line["work_mode"]) if line["work_mode"] != "unclear" else "",
        ", ".join(filter(None, (line["city"], line["country"]))),
        line["category"] or "",
        line["seniority"].capitalize() if line["seniority"] not in (None, "unclear") else "",
    )
    return ". ".join(filter(None, said)) + "."


def _changed(reader: Reader, line: Row) -> str:
    """The day on which the job's present text was first seen."""
    pages = job_pages(reader)
    found: Mapping[str, object] = (pages.job(line["job_key"]) if pages else None) or {}
    versions = found.get("versions")
    latest = [row["first_seen"] for row in versions if row["is_latest"]] if isinstance(versions, list) else []
    return str(max(latest, default=line["first_seen"]))
