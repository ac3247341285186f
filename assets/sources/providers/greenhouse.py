"""Greenhouse's Job Board API: a company's whole board in one answer, without a key.

Of pay ranges by zone the first counts, as of several in a text; the others stay in raw.
"""

import html
import re
from collections.abc import Mapping
from urllib.parse import quote

from assets.lake.raw.envelope import Envelope
from assets.sources.reading.fields import number_at, objects_at, text_at, value_at
from assets.sources.reading.html_text import html_text
from assets.sources.reading.listing import read_listing, whole_board
from assets.sources.reading.source import Ask, Board, Job, Wanted

MARKS = frozenset(("absolute_url", "internal_job_id", "first_published"))
# Some boards write the work mode where the place belongs, and the place into the offices.
MODES = {"hybrid": "hybrid", "remote": "remote", "onsite": "onsite", "on-site": "onsite", "in office": "onsite"}
PERIODS = {"YEAR": r"annual|year", "HOUR": r"hour", "MONTH": r"month", "WEEK": r"week", "DAY": r"\bday|daily"}


class Greenhouse(Board):
    """A company's board at Greenhouse."""

    name = "greenhouse"
    title = "Greenhouse"
    base_url = "https://boards-api.greenhouse.io"
    takes = ("employer", "country")
    unknown = (
        "Greenhouse knows no board of this name: renamed, moved or closed; its jobs count as unseen, not as gone. "
        "Next: open the company's careers page and mend `board`."
    )

    def plan(self, wanted: Wanted, window: str | None = None) -> Ask:
        """The whole board with texts, offices and pay."""
        board = quote(wanted.board or "", safe="")
        return Ask(f"v1/boards/{board}/jobs", {"content": "true", "pay_transparency": "true"})

    def results(self, body: bytes, asked: Ask) -> Envelope:
        """`jobs`, as many as `meta.total` says."""
        found, content = read_listing(body, "jobs", MARKS)
        return whole_board(found, value_at(content, "meta", "total") if isinstance(content, dict) else None)

    def read(self, result: Job, about: Mapping[str, str]) -> Job:
        """A job post; one without a job behind it invites applications in general and is no opening."""
        places, mode = _places(result)
        number = value_at(result, "id")
        content = text_at(result, "content")
        return {
            "job_id": f"greenhouse:{number}" if isinstance(number, int | str) and number else None,
            "job_title": value_at(result, "title"),
            "employer_name": text_at(result, "company_name") or about.get("employer") or about.get("board"),
            "job_description": html_text(html.unescape(content)) if content else None,
            "job_posted_at_datetime_utc": text_at(result, "first_published"),
            "job_location": places[0] if places else None,
            "joblake_is_summary": False,
            "joblake_places": places,
            "joblake_work_mode": mode,
            "job_employment_type": _employment(result),
            "job_publisher": self.title,
            "apply_options": [
                {"publisher": self.title, "apply_link": text_at(result, "absolute_url"), "is_direct": True}
            ],
            **_pay(result),
            **_set_aside(result),
        }


def _places(result: Job) -> tuple[list[str], str | None]:
    """Places as they stand, and the work mode where one stands in their stead."""
    named = [part.strip() for part in re.split(r"[|;]", text_at(result, "location", "name") or "") if part.strip()]
    mode = MODES.get(named[0].lower()) if len(named) == 1 else None
    if mode is None:
        return named, None
    leaves = [office for office in objects_at(result, "offices") if not value_at(office, "child_ids")]
    offices = [text_at(office, "location") or text_at(office, "name") for office in leaves]
    return sorted({office for office in offices if office}), mode


def _employment(result: Job) -> str | None:
    """The employer's own field of that name, which a few boards have."""
    for entry in objects_at(result, "metadata"):
        if "employment type" in (text_at(entry, "name") or "").lower():
            return text_at(entry, "value")
    return None


def _pay(result: Job) -> dict[str, object]:
    """The first range; its period only where its own words tell one."""
    for entry in objects_at(result, "pay_input_ranges"):
        low, high = number_at(entry, "min_cents"), number_at(entry, "max_cents")
        if low or high:
            words = f"{text_at(entry, 'title') or ''} {html_text(text_at(entry, 'blurb') or '')}".lower()
            told = [period for period, pattern in PERIODS.items() if re.search(pattern, words)]
            return {
                "job_min_salary": low / 100 if low else None,
                "job_max_salary": high / 100 if high else None,
                "job_salary_currency": text_at(entry, "currency_type"),
                "job_salary_period": told[0] if len(told) == 1 else None,
            }
    return {}


def _set_aside(result: Job) -> dict[str, object]:
    if "internal_job_id" not in result or result["internal_job_id"] is not None:
        return {}
    said = "a post without a job behind it: an invitation to apply, not an opening"
    return {"joblake_set_aside": {"reason": "no_opening", "field": "internal_job_id", "detail": said}}
