"""Fictional postings as each source would answer them, and a server that plays its documented answers over HTTP."""

import base64
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.assets.search.jsearch_server import JSearchServer, Received, Reply, job, v2

TEXT = (
    "<h2>About the role</h2><p>You keep junction signals of the Pelham line in order &amp; train two apprentices.</p>"
    "<h3>Requirements</h3><ul><li>Three years with relay interlockings</li><li>A driving licence</li></ul>"
)
UUID = "0c3a9d10-55aa-4b7e-9d2f-{:012d}"


def greenhouse_job(number: int, **changes: object) -> dict[str, Any]:
    """A job post: its content is escaped HTML, its id above 32 bits."""
    return {
        "id": 4_388_408_000 + number,
        "internal_job_id": 900 + number,
        "title": f"Signal Fitter {number}",
        "company_name": "Pelham Rail Works",
        "language": "en",
        "location": {"name": "York, England, United Kingdom"},
        "absolute_url": f"https://boards.greenhouse.io/pelham/jobs/{4_388_408_000 + number}",
        "first_published": "2026-03-20T09:00:00-04:00",
        "updated_at": "2026-03-27T09:00:00-04:00",
        "requisition_id": "R-77",
        "content": html.escape(TEXT),
        "offices": [{"id": 1, "name": "York", "location": "York, England", "parent_id": None, "child_ids": []}],
        "departments": [],
        "metadata": None,
        "pay_input_ranges": [
            {"min_cents": 4_200_000, "max_cents": 5_100_000, "currency_type": "GBP", "title": "Annual pay", "blurb": ""}
        ],
        **changes,
    }


def lever_job(number: int, **changes: object) -> dict[str, Any]:
    """A posting: no employer, requirements in `lists` whose items stand in no list of HTML."""
    return {
        "id": UUID.format(number),
        "text": f"Signal Fitter {number}",
        "createdAt": 1_773_997_200_000,
        "description": "<div>You keep junction signals of the Pelham line in good order.</div>",
        "descriptionPlain": "You keep junction signals of the Pelham line in good order.",
        "lists": [{"text": "Requirements", "content": "<li>Relay interlockings</li><li>A driving licence</li>"}],
        "additional": "<div>We pay for your training.</div>",
        "categories": {
            "location": "York",
            "allLocations": ["York", "Leeds"],
            "commitment": "Full-time",
            "team": "Track",
        },
        "country": "GB",
        "workplaceType": "hybrid",
        "salaryRange": {"min": 42_000, "max": 51_000, "currency": "GBP", "interval": "per-year-salary"},
        "hostedUrl": f"https://jobs.lever.co/pelham/{UUID.format(number)}",
        "applyUrl": f"https://jobs.lever.co/pelham/{UUID.format(number)}/apply",
        **changes,
    }


def ashby_job(number: int, **changes: object) -> dict[str, Any]:
    """A posting whose flag says remote although it is hybrid, as one in five does."""
    return {
        "id": UUID.format(number),
        "title": f"Signal Fitter {number}",
        "department": "Track",
        "location": "York",
        "address": {"postalAddress": {"addressLocality": "York", "addressCountry": "United Kingdom"}},
        "secondaryLocations": [{"location": "Leeds", "address": {"addressLocality": "Leeds"}}],
        "isRemote": True,
        "workplaceType": "Hybrid",
        "isListed": True,
        "employmentType": "FullTime",
        "publishedAt": "2026-03-20T09:00:00.123+00:00",
        "descriptionHtml": TEXT,
        "descriptionPlain": "You keep junction signals in good order.",
        "jobUrl": f"https://jobs.ashbyhq.com/Pelham%20Rail/{UUID.format(number)}",
        "applyUrl": f"https://jobs.ashbyhq.com/Pelham%20Rail/{UUID.format(number)}/application",
        "compensation": {
            "compensationTierSummary": "£42K - £51K, offers bonus",
            "compensationTiers": [
                {
                    "components": [
                        {"compensationType": "EquityPercentage", "interval": "NONE", "minValue": 1, "maxValue": 2},
                        {
                            "compensationType": "Salary",
                            "interval": "1 YEAR",
                            "currencyCode": "GBP",
                            "minValue": 42_000,
                            "maxValue": 51_000,
                        },
                    ]
                }
            ],
        },
        **changes,
    }


def serpapi_job(number: int, docid: str | None = None, fc: str = "", **changes: object) -> dict[str, Any]:
    """A result: its `job_id` holds the docid beside tokens of the one fetch."""
    inside = {"job_title": f"Signal Fitter {number}", "htidocid": docid or docid_of(number), "gl": "gb", "fc": fc}
    return {
        "title": f"Signal Fitter {number}",
        "company_name": "Pelham Rail Works",
        "location": "York, United Kingdom",
        "via": "via Track Jobs",
        "share_link": "https://www.google.com/search?ibp=htl;jobs&q=fitter",
        "description": "You keep junction signals of the Pelham line in good order.",
        "extensions": ["4 days ago", "Full-time"],
        "detected_extensions": {"posted_at": "4 days ago", "schedule_type": "Full-time", "salary": "£42K–£51K a year"},
        "job_highlights": [{"title": "Qualifications", "items": ["Relay interlockings"]}],
        "apply_options": [{"title": "Track Jobs", "link": "https://trackjobs.example/signal-fitter-pelham"}],
        "job_id": base64.b64encode(json.dumps(inside).encode()).decode().rstrip("="),
        **changes,
    }


def docid_of(number: int) -> str:
    """A docid as Google forms them: 16 bytes, of which the last are zeros."""
    return base64.urlsafe_b64encode(b"pelham-%05d" % number + b"\0" * 4).decode()


def adzuna_job(number: int, **changes: object) -> dict[str, Any]:
    """A result: its text is cut, its flag is a string that is true of itself."""
    return {
        "__CLASS__": "Adzuna::API::Response::Job",
        "id": str(50_000 + number),
        "adref": f"opaque-{number}",
        "title": f"<strong>Signal</strong> Fitter {number}",
        "description": "You keep junction signals of the Pelham line in good order and train two apprent…",
        "created": "2026-03-27T08:00:00Z",
        "company": {"__CLASS__": "Adzuna::API::Response::Company", "display_name": "Pelham Rail Works"},
        "location": {
            "__CLASS__": "Adzuna::API::Response::Location",
            "display_name": "York, North Yorkshire",
            "area": ["UK", "Yorkshire And The Humber", "North Yorkshire", "York"],
        },
        "category": {"__CLASS__": "Adzuna::API::Response::Category", "tag": "engineering-jobs", "label": "Engineering"},
        "salary_min": 42000.0,
        "salary_max": 51000.0,
        "salary_is_predicted": "0",
        "contract_time": "full_time",
        "contract_type": "permanent",
        "redirect_url": f"https://www.adzuna.co.uk/jobs/details/{50_000 + number}?se=token",
        **changes,
    }


def arbeitnow_job(number: int, **changes: object) -> dict[str, Any]:
    """A job of the feed: HTML, seconds, German types."""
    return {
        "slug": f"signal-fitter-york-{number}",
        "company_name": "Pelham Rail Works",
        "title": f"Signal Fitter {number}",
        "description": TEXT,
        "remote": False,
        "url": f"https://www.arbeitnow.com/jobs/companies/pelham/signal-fitter-york-{number}",
        "tags": ["Rail"],
        "job_types": ["Vollzeit"],
        "location": "Berlin",
        "created_at": 1_773_997_200,
        **changes,
    }


def arbeitnow_page(jobs: list[dict[str, Any]], following: str | None = None) -> bytes:
    return json.dumps({"data": jobs, "links": {"next": following}, "meta": {"current_page": 1}}).encode()


def serpapi_page(jobs: list[dict[str, Any]], token: str | None = None) -> bytes:
    following = {"serpapi_pagination": {"next_page_token": token}} if token else {}
    return json.dumps({"search_metadata": {"status": "Success"}, "jobs_results": jobs, **following}).encode()


def adzuna_page(jobs: list[dict[str, Any]], count: int) -> bytes:
    return json.dumps(
        {"__CLASS__": "Adzuna::API::Response::JobSearchResults", "count": count, "results": jobs}
    ).encode()


def greenhouse_board(jobs: list[dict[str, Any]]) -> bytes:
    return json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}}).encode()


def lever_board(jobs: list[dict[str, Any]]) -> bytes:
    return json.dumps(jobs).encode()


def ashby_board(jobs: list[dict[str, Any]]) -> bytes:
    return json.dumps({"apiVersion": "1", "jobs": jobs}).encode()


@dataclass(frozen=True)
class Door:
    """One source as tests meet it.

    Attributes:
        search: What a saved search says for it.
        pages: The bodies of its answers, in order, by path and the parameter that chooses the page.
        results: How many results they hold together.
        calls: How many requests that takes.
    """

    name: str
    search: Mapping[str, Any]
    pages: Mapping[tuple[str, str], bytes]
    results: int
    calls: int = 1
    page_parameter: str = ""


def doors() -> list[Door]:
    """Every source that can be called."""
    return [
        Door(
            "jsearch",
            {"query": "fitter jobs in york", "country": "gb", "pages": 2},
            {("/search-v2", ""): v2([job(1), job(2)], "next"), ("/search-v2", "next"): v2([job(3)], None)},
            results=3,
            calls=2,
            page_parameter="cursor",
        ),
        Door(
            "serpapi",
            {"query": "fitter jobs in york", "country": "gb", "pages": 3},
            {
                ("/search.json", ""): serpapi_page([serpapi_job(1), serpapi_job(2)], "token-2"),
                ("/search.json", "token-2"): serpapi_page([serpapi_job(3)]),
            },
            results=3,
            calls=2,
            page_parameter="next_page_token",
        ),
        Door(
            "adzuna",
            {"query": "signal fitter", "country": "gb", "where": "york", "pages": 3},
            {("/gb/search/1", ""): adzuna_page([adzuna_job(n) for n in range(3)], 3)},
            results=3,
        ),
        Door(
            "greenhouse",
            {"board": "pelham"},
            {("/v1/boards/pelham/jobs", ""): greenhouse_board([greenhouse_job(n) for n in range(3)])},
            results=3,
        ),
        Door(
            "lever",
            {"board": "pelham", "employer": "Pelham Rail Works"},
            {("/v0/postings/pelham", ""): lever_board([lever_job(n) for n in range(3)])},
            results=3,
        ),
        Door(
            "arbeitnow",
            {"country": "de", "pages": 2},
            {
                ("/api/job-board-api", "1"): arbeitnow_page([arbeitnow_job(1), arbeitnow_job(2)], "?search=x&page=2"),
                ("/api/job-board-api", "2"): arbeitnow_page([arbeitnow_job(3)]),
            },
            results=3,
            calls=2,
            page_parameter="page",
        ),
        Door(
            "ashby",
            {"board": "Pelham Rail", "employer": "Pelham Rail Works"},
            {("/posting-api/job-board/Pelham Rail", ""): ashby_board([ashby_job(n) for n in range(3)])},
            results=3,
        ),
    ]


class SourceServer(JSearchServer):
    """A server of one source: its pages, scripted replies first, and the source's own 404 for the rest."""

    def __init__(self, door: Door | None = None) -> None:
        super().__init__()
        self.door = door

    def _answer(self, request: Received) -> Reply:
        if self.door is None:
            return super()._answer(request)
        chosen = request.params.get(self.door.page_parameter, "") if self.door.page_parameter else ""
        body = self.door.pages.get((request.path, chosen))
        if body is None:
            return Reply(404, b'{"ok":false,"error":"Document not found"}')
        return Reply(body=body)
