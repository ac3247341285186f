"""Lever's Postings API: a company's whole board in one answer, without a key. EU tenants have their own host."""

from collections.abc import Mapping
from urllib.parse import quote

from assets.lake.raw.envelope import Envelope
from assets.sources.reading.fields import number_at, objects_at, text_at, texts_at, value_at
from assets.sources.reading.html_text import html_text
from assets.sources.reading.listing import read_listing, whole_board
from assets.sources.reading.source import Ask, Board, Job, Wanted

MARKS = frozenset(("hostedUrl", "categories", "descriptionPlain"))
EU_BASE = "https://api.eu.lever.co"
MODES = {"remote": "remote", "hybrid": "hybrid", "on-site": "onsite", "onsite": "onsite"}
# One-time kinds are no wage; what is not known here keeps its amounts in raw.
PERIODS = {
    "per-year-salary": "YEAR", "per-month-salary": "MONTH", "per-week-salary": "WEEK", "per-day-wage": "DAY",
    "per-hour-wage": "HOUR",
}  # fmt: skip


class Lever(Board):
    """A company's board at Lever."""

    name = "lever"
    title = "Lever"
    base_url = "https://api.lever.co"
    needs = ("board", "employer")
    takes = ("country", "region")
    timeout_seconds = 120  # 3,634 jobs took 65 s
    unknown = (
        "Lever knows no board of this name on this host: EU tenants need `region: eu`, others may have moved; its jobs "
        "count as unseen, not as gone. Next: open the company's careers page and mend `board` or `region`."
    )

    def base_of(self, wanted: Wanted) -> str:
        """The host of the tenant's region: each answers 404 for the other's."""
        return EU_BASE if wanted.region == "eu" else self.base_url

    def plan(self, wanted: Wanted, window: str | None = None) -> Ask:
        """The whole board; without `mode=json` it may come as HTML."""
        return Ask(f"v0/postings/{quote(wanted.board or '', safe='')}", {"mode": "json"})

    def results(self, body: bytes, asked: Ask) -> Envelope:
        """A bare list."""
        return whole_board(read_listing(body, None, MARKS)[0])

    def read(self, result: Job, about: Mapping[str, str]) -> Job:
        """A posting; its title is `text`, and its requirements stand in `lists`, not in the description."""
        places = [text_at(result, "categories", "location"), *texts_at(result, "categories", "allLocations")]
        listed = [place for place in dict.fromkeys(places) if place]
        mode = (text_at(result, "workplaceType") or "").lower()
        number = text_at(result, "id")
        return {
            "job_id": f"lever:{number}" if number else None,
            "job_title": value_at(result, "text"),
            "employer_name": about.get("employer"),
            "job_description": _text(result),
            "job_posted_at_timestamp": value_at(result, "createdAt"),
            "job_location": listed[0] if listed else None,
            "job_country": text_at(result, "country"),
            "joblake_is_summary": False,
            "joblake_places": listed,
            "joblake_work_mode": MODES.get(mode),
            "job_employment_type": text_at(result, "categories", "commitment"),
            "job_publisher": self.title,
            "apply_options": [{"publisher": self.title, "apply_link": text_at(result, "hostedUrl"), "is_direct": True}],
            **_pay(result),
        }


def _text(result: Job) -> str | None:
    """`description` (which holds `opening`), each list under its heading, `additional`, and what is said of pay."""
    parts = [html_text(text_at(result, "description") or "") or text_at(result, "descriptionPlain")]
    for entry in objects_at(result, "lists"):
        parts += [text_at(entry, "text"), html_text(text_at(entry, "content") or "")]
    parts.append(html_text(text_at(result, "additional") or "") or text_at(result, "additionalPlain"))
    parts.append(html_text(text_at(result, "salaryDescription") or "") or text_at(result, "salaryDescriptionPlain"))
    return "\n\n".join(part for part in parts if part) or None


def _pay(result: Job) -> dict[str, object]:
    period = PERIODS.get(text_at(result, "salaryRange", "interval") or "")
    if period is None:
        return {}
    return {
        "job_min_salary": number_at(result, "salaryRange", "min"),
        "job_max_salary": number_at(result, "salaryRange", "max"),
        "job_salary_currency": text_at(result, "salaryRange", "currency"),
        "job_salary_period": period,
    }
