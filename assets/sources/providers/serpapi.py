"""SerpApi's Google Jobs: the jobs that JSearch finds, under the same docid, for a key of its own.

`job_id` changes from one fetch of a posting to the next (32 % doubles came of taking it for an identity); the docid
inside it does not. An early end of pages, or none at all, has often been SerpApi's: nothing is gone because of it.
"""

import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote

from assets.lake.raw.envelope import Envelope
from assets.sources.reading.fields import flag_at, objects_at, text_at, texts_at, value_at
from assets.sources.reading.listing import read_listing
from assets.sources.reading.source import Ask, Job, Source, Wanted

MARKS = frozenset(("company_name", "detected_extensions", "apply_options", "job_id"))
DOCID = re.compile(r"[A-Za-z0-9_-]{20,24}={0,2}")
IN_LINK = re.compile(r"docid=([A-Za-z0-9_-]{20,24}={0,2})")
NOTHING_FOUND = "hasn't returned any results"
HIGHLIGHTS = ("Qualifications", "Responsibilities", "Benefits")


class SerpApi(Source):
    """Queries of Google Jobs at SerpApi; a page is a search of the plan."""

    name = "serpapi"
    title = "SerpApi"
    base_url = "https://serpapi.com"
    needs = ("query", "country")
    takes = ("fallback",)
    key_variables = ("SERPAPI_API_KEY",)
    key_params = ("api_key",)
    spent = ("run out of searches",)
    usage_path = "account.json"

    def plan(self, wanted: Wanted, window: str | None = None) -> Ask:
        """In English always: in other languages dates and pay come localised."""
        asked = {"engine": "google_jobs", "q": wanted.query or "", "gl": wanted.country or "", "hl": "en"}
        return Ask("search.json", asked)

    def page(self, first: Ask, cursor: str) -> Ask:
        """The same request with the token."""
        return Ask(first.endpoint, {**first.params, "next_page_token": cursor})

    def results(self, body: bytes, asked: Ask) -> Envelope:
        """`jobs_results`; a search without results is a success that says so in words."""
        found, content = read_listing(body, "jobs_results", MARKS)
        if not isinstance(content, dict):
            return found
        if NOTHING_FOUND in (text_at(content, "error") or "") or _is_empty(content):
            return Envelope("listing", [])
        return replace(found, cursor=text_at(content, "serpapi_pagination", "next_page_token"))

    def left(self, content: object) -> int | None:
        """Searches left, plan and extra credits together."""
        number = value_at(content, "total_searches_left") if isinstance(content, dict) else None
        return number if isinstance(number, int) and not isinstance(number, bool) else None

    def identity(self, result: object) -> str:
        """The docid."""
        return (_docid(result) or "") if isinstance(result, dict) else ""

    def read(self, result: Job, about: Mapping[str, str]) -> Job:
        """A result; no flag says which link leads to the employer, and remote is only ever said where it is so."""
        docid = _docid(result)
        return {
            "job_id": docid,
            "job_uid": docid,
            "job_title": value_at(result, "title"),
            "employer_name": text_at(result, "company_name"),
            "employer_logo": text_at(result, "thumbnail"),
            "job_publisher": (text_at(result, "via") or "").removeprefix("via ") or None,
            "job_description": value_at(result, "description"),
            "job_location": text_at(result, "location"),
            "job_posted_at": text_at(result, "detected_extensions", "posted_at"),
            "job_salary_string": text_at(result, "detected_extensions", "salary"),
            "job_employment_type": text_at(result, "detected_extensions", "schedule_type"),
            "job_is_remote": True if flag_at(result, "detected_extensions", "work_from_home") else None,
            "job_google_link": text_at(result, "share_link"),
            "job_highlights": {
                title: texts_at(part, "items")
                for part in objects_at(result, "job_highlights")
                if (title := text_at(part, "title")) in HIGHLIGHTS
            },
            "apply_options": [
                {"publisher": text_at(option, "title"), "apply_link": text_at(option, "link")}
                for option in objects_at(result, "apply_options")
            ],
        }


def _is_empty(content: dict[str, object]) -> bool:
    state = text_at(content, "search_information", "jobs_results_state")
    return state == "Fully empty" and "jobs_results" not in content


def _docid(result: Job) -> str | None:
    """`htidocid` inside `job_id`, else `fc_id` where it has that form, else the docid of the shared link."""
    inside = _decoded(text_at(result, "job_id") or "")
    for name in ("htidocid", "fc_id"):
        found = text_at(inside, name) or ""
        if DOCID.fullmatch(found):
            return found
    linked = IN_LINK.search(unquote(text_at(result, "share_link") or ""))
    return linked[1] if linked else None


def _decoded(job_id: str) -> Mapping[str, object]:
    bare = unquote(job_id).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        inside = json.loads(binascii.a2b_base64(bare + "=" * (-len(bare) % 4)))
    except (ValueError, RecursionError, binascii.Error):
        return {}
    return inside if isinstance(inside, dict) else {}
