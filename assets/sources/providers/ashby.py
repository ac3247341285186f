"""Ashby's Job Postings API: a company's whole board in one answer, without a key."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from assets.lake.raw.envelope import Envelope
from assets.sources.reading.fields import flag_at, number_at, objects_at, text_at, value_at
from assets.sources.reading.html_text import html_text
from assets.sources.reading.listing import read_listing, whole_board
from assets.sources.reading.source import Ask, Board, Job, Wanted

MARKS = frozenset(("jobUrl", "applyUrl", "descriptionPlain", "publishedAt"))
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
MODES = {"remote": "remote", "hybrid": "hybrid", "onsite": "onsite"}
TYPES = {
    "FullTime": "FULLTIME",
    "PartTime": "PARTTIME",
    "Intern": "INTERN",
    "Contract": "CONTRACTOR",
    "Temporary": "TEMPORARY",
}
PERIODS = {"1 YEAR": "YEAR", "1 MONTH": "MONTH", "1 WEEK": "WEEK", "1 DAY": "DAY", "1 HOUR": "HOUR"}


class Ashby(Board):
    """A company's board at Ashby."""

    name = "ashby"
    title = "Ashby"
    base_url = "https://api.ashbyhq.com"
    needs = ("board", "employer")
    takes = ("country",)
    unknown = (
        "Ashby knows no board of this name, or the board's API is switched off; its jobs count as unseen, not as gone. "
        "Next: look at jobs.ashbyhq.com/<board>, capitals and spaces included, and mend `board`."
    )

    def plan(self, wanted: Wanted, window: str | None = None) -> Ask:
        """The whole board; pay comes only if asked for."""
        return Ask(f"posting-api/job-board/{quote(wanted.board or '', safe='')}", {"includeCompensation": "true"})

    def results(self, body: bytes, asked: Ask) -> Envelope:
        """`jobs`."""
        return whole_board(read_listing(body, "jobs", MARKS)[0])

    def read(self, result: Job, about: Mapping[str, str]) -> Job:
        """A posting; one that is not listed can be reached by its link alone and is no part of the board."""
        number = text_at(result, "id") or _uuid(text_at(result, "jobUrl"))
        mode = MODES.get((text_at(result, "workplaceType") or "").lower())
        places = [text_at(result, "location"), *(text_at(one, "location") for one in _others(result))]
        code = TYPES.get(text_at(result, "employmentType") or "")
        return {
            "job_id": f"ashby:{number.lower()}" if number else None,
            "job_title": value_at(result, "title"),
            "employer_name": about.get("employer"),
            "job_description": _text(result),
            "job_posted_at_datetime_utc": text_at(result, "publishedAt"),
            "job_location": places[0],
            **_address(result),
            "joblake_is_summary": False,
            "joblake_places": [place for place in dict.fromkeys(places) if place],
            "joblake_work_mode": mode,
            # The flag means "not strictly on site": 909 of 4,392 postings that had it were hybrid.
            "job_is_remote": flag_at(result, "isRemote") if mode is None else None,
            "job_employment_types": [code] if code else [],
            "job_employment_type": text_at(result, "employmentType"),
            "job_publisher": self.title,
            "apply_options": [{"publisher": self.title, "apply_link": text_at(result, "jobUrl"), "is_direct": True}],
            **_pay(result),
            **_set_aside(result),
        }


def _text(result: Job) -> str | None:
    return html_text(text_at(result, "descriptionHtml") or "") or text_at(result, "descriptionPlain")


def _uuid(url: str | None) -> str | None:
    found = UUID.search(url or "")
    return found[0] if found else None


def _others(result: Job) -> list[Mapping[str, object]]:
    return objects_at(result, "secondaryLocations")


def _address(result: Job) -> dict[str, object]:
    address = value_at(result, "address", "postalAddress") or value_at(result, "address")
    if not isinstance(address, dict):
        return {}
    parts = (("job_city", "addressLocality"), ("job_state", "addressRegion"), ("job_country", "addressCountry"))
    return {name: text_at(address, key) for name, key in parts}


def _pay(result: Job) -> dict[str, object]:
    """The first tier's salary; equity, bonus and commission are no base pay, and a number without interval no wage."""
    if flag_at(result, "shouldDisplayCompensationOnJobPostings") is False:
        return {}
    for tier in objects_at(result, "compensation", "compensationTiers"):
        for part in objects_at(tier, "components"):
            period = PERIODS.get(text_at(part, "interval") or "")
            if text_at(part, "compensationType") == "Salary" and period:
                return {
                    "job_min_salary": number_at(part, "minValue"),
                    "job_max_salary": number_at(part, "maxValue"),
                    "job_salary_currency": text_at(part, "currencyCode"),
                    "job_salary_period": period,
                }
    return {}


def _set_aside(result: Job) -> dict[str, object]:
    if flag_at(result, "isListed") is not False:
        return {}
    return {"joblake_set_aside": {"reason": "not_listed", "field": "isListed", "detail": "reachable by its link alone"}}
