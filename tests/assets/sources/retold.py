"""Jobs of the sample told again as other sources would list them, so that one opening stands at several of them.

The sample's employers are fictional and its texts are written for this project.
"""

import asyncio
import html
from datetime import date
from typing import Any

import httpx

from assets.search.sample.api import create_app
from tests.assets.sources.fictional import (
    UUID,
    adzuna_job,
    ashby_job,
    docid_of,
    greenhouse_job,
    lever_job,
    serpapi_job,
)

QUERIES = (
    ("data engineer jobs in london", "gb"),
    ("registered nurse jobs in chicago", "us"),
    ("software engineer jobs in berlin", "de"),
)
Job = dict[str, Any]


def sample_jobs(day: date, pages: int = 1) -> list[Job]:
    """Jobs of some of the sample's searches on a day, each once, in the order in which they are found."""
    return asyncio.run(_asked(day, pages))


async def _asked(day: date, pages: int) -> list[Job]:
    found: dict[str, Job] = {}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=create_app(day))) as client:
        for query, country in QUERIES:
            cursor = ""
            for _ in range(pages):
                asked = {"query": query, "country": country, "language": "en", **({"cursor": cursor} if cursor else {})}
                data = (await client.get("http://sample/search-v2", params=asked)).json()["data"]
                found |= {job["job_uid"]: job for job in data["jobs"]}
                cursor = data["cursor"]
                if not cursor:
                    break
    return list(found.values())


def _html(job: Job) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in job["job_description"].split("\n") if line.strip())


def _place(job: Job) -> str:
    return ", ".join(filter(None, (job.get("job_city"), job.get("job_country")))) or "Remote"


def at_greenhouse(job: Job, number: int, **changes: object) -> Job:
    told: Job = {"title": job["job_title"], "company_name": job["employer_name"], "location": {"name": _place(job)}}
    parts: Job = {"content": html.escape(_html(job)), "pay_input_ranges": [], "offices": []}
    return greenhouse_job(number, **{**told, **parts, **changes})


def at_lever(job: Job, number: int, **changes: object) -> Job:
    places: Job = {"location": job.get("job_city") or "Remote", "allLocations": [], "commitment": "Full-time"}
    parts: Job = {"description": _html(job), "lists": [], "additional": "", "categories": places}
    told: Job = {"text": job["job_title"], "country": job.get("job_country"), "workplaceType": "unspecified"}
    return lever_job(number, **{**told, **parts, "salaryRange": None, **changes})


def at_ashby(job: Job, number: int, **changes: object) -> Job:
    address: Job = {"addressLocality": job.get("job_city"), "addressCountry": job.get("job_country")}
    told: Job = {"title": job["job_title"], "location": job.get("job_city"), "address": {"postalAddress": address}}
    parts: Job = {"descriptionHtml": _html(job), "secondaryLocations": [], "compensation": None}
    return ashby_job(number, **{**told, **parts, "workplaceType": None, "isRemote": None, **changes})


def at_adzuna(job: Job, number: int, **changes: object) -> Job:
    text = " ".join(job["job_description"].split())[:490]
    place: Job = {"display_name": job.get("job_city") or "UK", "area": []}
    told: Job = {"title": job["job_title"], "company": {"display_name": job["employer_name"]}, "location": place}
    parts: Job = {"description": f"{text}…", "salary_min": None, "salary_max": None}
    return adzuna_job(number, **{**told, **parts, **changes})


def at_serpapi(job: Job, number: int, **changes: object) -> Job:
    told: Job = {"title": job["job_title"], "company_name": job["employer_name"], "description": job["job_description"]}
    parts: Job = {"location": job["job_location"] or "", "apply_options": []}
    return serpapi_job(number, job["job_uid"], **{**told, **parts, **changes})


def leading_to(job: Job, number: int, board: str = "greenhouse") -> Job:
    """The same job, with an apply link that leads to a posting of a board."""
    links = {
        "greenhouse": f"https://boards.greenhouse.io/pelham/jobs/{4_388_408_000 + number}?gh_src=google",
        "lever": f"https://jobs.lever.co/pelham/{UUID.format(number)}/apply",
        "ashby": f"https://jobs.ashbyhq.com/pelham/{UUID.format(number)}/application",
    }
    option = {"publisher": board.title(), "apply_link": links[board], "is_direct": True}
    return {**job, "apply_options": [option, *job["apply_options"]]}


def another(job: Job, number: int, **changes: object) -> Job:
    """The job under a docid of its own."""
    return {**job, "job_uid": docid_of(number), "job_id": docid_of(number), "job_google_link": None, **changes}
