"""Arbeitnow's job board API: a feed of jobs in Germany and remote ones, a hundred a page, without a key."""

from collections.abc import Mapping
from dataclasses import replace

from assets.lake.raw.envelope import Envelope
from assets.sources.reading.fields import flag_at, text_at, texts_at, value_at
from assets.sources.reading.html_text import html_text
from assets.sources.reading.listing import read_listing
from assets.sources.reading.source import Ask, Job, Source, Wanted

MARKS = frozenset(("slug", "company_name", "job_types"))
PATH = "api/job-board-api"


class Arbeitnow(Source):
    """The newest jobs of the feed, as many pages as a search wants."""

    name = "arbeitnow"
    title = "Arbeitnow"
    base_url = "https://www.arbeitnow.com"
    needs = ()
    takes = ("country",)
    per_second = 0.5
    credits = 0

    def plan(self, wanted: Wanted, window: str | None = None) -> Ask:
        """The first page."""
        return Ask(PATH, {"page": "1"})

    def page(self, first: Ask, cursor: str) -> Ask:
        """A page by its number: the address that an answer names for the next one narrows the feed."""
        return Ask(first.endpoint, {**first.params, "page": cursor})

    def results(self, body: bytes, asked: Ask) -> Envelope:
        """`data`, until `links` names no next page."""
        found, content = read_listing(body, "data", MARKS)
        is_more = isinstance(content, dict) and text_at(content, "links", "next") is not None and found.results
        number = asked.params.get("page", "1")
        return replace(found, cursor=str(int(number) + 1)) if is_more and number.isdecimal() else found

    def identity(self, result: object) -> str:
        """The slug."""
        return (text_at(result, "slug") or "") if isinstance(result, dict) else ""

    def read(self, result: Job, about: Mapping[str, str]) -> Job:
        """A job; its types are German words, its flag says remote."""
        slug = text_at(result, "slug")
        return {
            "job_id": f"arbeitnow:{slug}" if slug else None,
            "job_title": value_at(result, "title"),
            "employer_name": text_at(result, "company_name"),
            "job_description": html_text(text_at(result, "description") or "") or None,
            "joblake_is_summary": False,
            "job_posted_at_timestamp": value_at(result, "created_at"),
            "job_location": text_at(result, "location"),
            "job_is_remote": flag_at(result, "remote"),
            "job_employment_type": ", ".join(texts_at(result, "job_types")) or None,
            "job_publisher": self.title,
            "apply_options": [{"publisher": self.title, "apply_link": text_at(result, "url"), "is_direct": False}],
        }
