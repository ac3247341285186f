"""/jobs/<job_key>: everything known of one job, each statement with what it rests on."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from assets.lake.readers.source_terms import TERMS, terms_of
from viewer.drawing.page import Asked, NotFoundError, Page
from viewer.drawing.texts import Span, blocks
from viewer.pages.jobs.job_changes import changes
from viewer.pages.jobs.job_lineage import chain
from viewer.snapshot.jobs.job_pages import job_pages
from viewer.snapshot.jobs.lifecycles import lifecycle
from viewer.snapshot.reader import Reader, Row

LARGEST_KEY = 2**63 - 1
TRUST = {"matches": 0, "unknown": 1, "suspect": 2}
# Which quotes are marked in the text beside the skills' evidence: field, id of the fact they prove, what it is called.
QUOTES = (
    ("work_mode_quote", "fact-work-mode", "work mode"),
    ("pay_quote", "fact-pay", "pay"),
    ("experience_quote", "fact-seniority", "experience"),
)
DONE = {"classify": "classified", "extract": "extracted"}


def job_page(reader: Reader, asked: Asked) -> Page:
    """The page of one job; NotFoundError for a key that is none or not here."""
    key = asked.path["job_key"]
    found = _job(reader, key)
    if found is None:
        raise NotFoundError(f"No job #{key} in this snapshot.")
    found = found | {"other_postings": _shown(reader, found["other_postings"] or ())}
    skills = [*(found["hard_skills"] or ()), *(found["soft_skills"] or ())]
    data = {
        "job": found,
        "states": states(reader, found),
        "apply_options": sorted(
            found["apply_options"] or (), key=lambda link: (TRUST.get(link["link_trust"], 1), not link["is_direct"])
        ),
        "terms": asdict(terms_of(found.get("source"))),
        "titles": {source: terms.title for source, terms in TERMS.items()},
        "lifecycle": lifecycle(reader, found["job_key"]),
        "changes": changes(found["versions"] or (), found["description"]),
        "lineage": chain(reader, found),
    }
    text = found["description"] or ""
    drawn = {
        "blocks": blocks(text, list(spans(found, skills)), (section["start"] for section in found["sections"] or ())),
        "raw": _indented(found["public_json"]),
    }
    return Page("job.html", found["title"] or "Untitled job", data, drawn)


def _shown(reader: Reader, postings: Sequence[Row]) -> list[Row]:
    """The postings of an opening that this reader shows."""
    return [posting for posting in postings if posting.get("source") not in reader.withheld]


def spans(found: Row, skills: list[Row]) -> Iterator[Span]:
    """What is marked in the description: the evidence of each skill, and the quotes other facts rest on."""
    for number, skill in enumerate(skills, 1):
        if skill["evidence_start"] is not None and skill["evidence_end"] is not None:
            label = f"{skill['skill']}, {skill['support']}"
            yield Span(skill["evidence_start"], skill["evidence_end"], f"skill-{number}", label, skill["support"] or "")
    for field, anchor, label in QUOTES:
        quote = found[field]
        start = (found["description"] or "").find(quote) if quote else -1
        if start >= 0:
            yield Span(start, start + len(quote), anchor, label, "fact")


def states(reader: Reader, found: Row) -> Row:
    """For the class and the skills: done, empty, unread, pending or failed, and why.

    What failed says what the call said; what is unread names the language that is not read.
    """
    return {
        "category": _state(reader, found, "classify", has=found["category"] is not None),
        "hard_skills": _state(reader, found, "extract", has=bool(found["hard_skills"])),
        "soft_skills": _state(reader, found, "extract", has=bool(found["soft_skills"])),
    }


def _state(reader: Reader, found: Row, call_type: str, *, has: bool) -> Row:
    if has:
        return {"state": "done", "reason": None}
    calls = [call for call in found["api_calls"] or () if call["call_type"] == call_type]
    if calls and calls[0]["status"] != DONE[call_type]:
        return {"state": "failed", "reason": calls[0]["error"] or calls[0]["status"]}
    if call_type == "extract" and found.get("is_language_unread"):
        return {"state": "unread", "reason": found["language"]}
    if call_type == "extract" and (found["extracted_on"] or _extracted_through(reader) >= found["last_seen"]):
        return {"state": "empty", "reason": None}
    return {"state": "pending", "reason": None}


def _extracted_through(reader: Reader) -> str:
    """The last day that has been extracted, of any job: a job seen by then without skills has none."""

    def ask() -> str:
        if not reader.has("fct_job_skills"):
            return ""
        row = reader.row("select max(extracted_on)::varchar as through from fct_job_skills")
        return (row or {}).get("through") or ""

    return str(reader.noted("extracted through", ask))


def _job(reader: Reader, key: str) -> Row | None:
    if (
        not (key.isascii() and key.isdecimal())
        or len(key) > 19
        or int(key) > LARGEST_KEY
        or not reader.has("job_detail")
    ):
        return None
    pages = job_pages(reader)
    if pages is not None:
        return pages.job(int(key))
    with reader.alone:
        return reader.row("select * from job_detail where job_key = $key", {"key": int(key)})


def _indented(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except ValueError:
        return text
