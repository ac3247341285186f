"""JobSpy's exports, CSV or JSON: what its scrapers wrote into a table, with the guesses in it left out.

Pay that it read from the text is read from the text again, by the rules here; Indeed's and Glassdoor's may be their
own estimates and count as predicted. `is_remote` is true of "no remote work" and is no flag of the posting.
"""

import re
from collections.abc import Mapping

from assets.lake.raw.envelope import Envelope
from assets.sources.providers.imported import FORM
from assets.sources.reading.fields import text_at, value_at
from assets.sources.reading.html_text import html_text
from assets.sources.reading.source import Ask, Job, Source
from assets.sources.reading.table_rows import read_rows

PERIODS = {"yearly": "YEAR", "monthly": "MONTH", "weekly": "WEEK", "daily": "DAY", "hourly": "HOUR"}
TYPES = {
    "fulltime": "FULLTIME",
    "parttime": "PARTTIME",
    "contract": "CONTRACTOR",
    "internship": "INTERN",
    "temporary": "TEMPORARY",
    "volunteer": "VOLUNTEER",
    "perdiem": "PERDIEM",
}
MAY_ESTIMATE = ("indeed", "glassdoor")
HTML = re.compile(r"<(?:p|div|br|ul|li|h\d)\b", re.IGNORECASE)
BOLD = re.compile(r"\*\*(.+?)\*\*")
HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
BULLET = re.compile(r"^ *[*-] +", re.MULTILINE)


class JobSpy(Source):
    """A file that JobSpy wrote."""

    name = "jobspy"
    title = "JobSpy"

    def results(self, body: bytes, asked: Ask) -> Envelope:
        """The file's rows; its CSV escapes with a backslash."""
        return read_rows(body, asked.params.get(FORM, ""), escape="\\")

    def read(self, result: Job, about: Mapping[str, str]) -> Job:
        """A row; column names in upper case, as in printed examples, count too."""
        row = {name.lower(): value for name, value in result.items()}
        site, url = (text_at(row, "site") or "").lower(), text_at(row, "job_url")
        codes = [TYPES.get(word.strip()) for word in (text_at(row, "job_type") or "").lower().split(",")]
        place = text_at(row, "location") or ", ".join(filter(None, (text_at(row, "city"), text_at(row, "state"))))
        posted = value_at(row, "date_posted")
        links = ((text_at(row, "job_url_direct"), True), (url, False))
        return {
            "job_id": _identity(row, site, url),
            "job_title": value_at(row, "title"),
            "employer_name": text_at(row, "company"),
            "job_description": _text(text_at(row, "description")),
            "job_location": place or None,
            "job_posted_at_datetime_utc": posted if isinstance(posted, str) else None,
            "job_posted_at_timestamp": posted if isinstance(posted, int | float) else None,
            "job_employment_types": [code for code in codes if code],
            "employer_website": text_at(row, "company_url_direct"),
            "job_publisher": site or None,
            "apply_options": [
                {"publisher": site or None, "apply_link": link, "is_direct": direct} for link, direct in links if link
            ],
            **_pay(row, site),
        }


def _identity(row: Job, site: str, url: str | None) -> str | None:
    """The site's id; Bayt's is made anew in every run of the scraper, so its address stands for it."""
    number = value_at(row, "id")
    if site == "bayt" or not number or not isinstance(number, str | int):
        return f"{site}:{url}" if url else None
    return f"{site}:{number}"


def _text(text: str | None) -> str | None:
    """Markdown is its default, HTML and plain text are options that the file does not name."""
    if text is None or HTML.search(text):
        return html_text(text) if text else None
    return BULLET.sub("• ", HEADING.sub("", BOLD.sub(r"\1", text)))


def _pay(row: Job, site: str) -> dict[str, object]:
    if text_at(row, "salary_source") != "direct_data" or site in MAY_ESTIMATE:
        return {}
    return {
        "job_min_salary": value_at(row, "min_amount"),
        "job_max_salary": value_at(row, "max_amount"),
        "job_salary_currency": text_at(row, "currency"),
        "job_salary_period": PERIODS.get((text_at(row, "interval") or "").lower()),
    }
