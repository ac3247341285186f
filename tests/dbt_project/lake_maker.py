"""A tiny lake for the dbt tests: rows with every column of the contract, of which a test names only those it is about.

Fictional employers, our own sentences. Nothing is random: what a row does not name comes from its defaults.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from assets.lake.storage.storage import Lake
from assets.lake.tables.schemas import TABLES, TableSpec

Row = dict[str, Any]

TEXT = "We look for people who write Python and SQL. You explain numbers to colleagues and listen to them."


def filled(spec: TableSpec, **values: object) -> Row:
    """A row with every column of the table, null where nothing is said; a column the table lacks is an error."""
    unknown = sorted(set(values) - set(spec.schema.names))
    if unknown:
        raise ValueError(f"{spec.name} has no column {unknown}; its columns are {spec.schema.names}")
    return {name: values.get(name) for name in spec.schema.names}


def content_hash(title: str, employer: str, description: str) -> str:
    """A stand-in for the identity stage's hash over the same three fields."""
    text = "\x1f".join((title, employer, " ".join(description.split())))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def posting(day: date, job_key: int, **values: object) -> Row:
    """One job in one answer of that day; the panel's name stands for its search and its request."""
    panel = str(values.get("panel", "data-london"))
    title = str(values.get("title", "Data Engineer"))
    employer = str(values.get("employer", "Larkspur Analytics"))
    description = str(values.get("description", TEXT))
    request = f"{day:%Y%m%d}-{panel}"
    defaults: Row = {
        "search_date": day,
        "job_key": job_key,
        "job_key_source": "job_uid",
        "job_id": f"job-{job_key}",
        "content_hash": content_hash(title, employer, description),
        "raw_file": f"raw/search_results/search_date={day}/{request}.json.zst",
        "raw_position": job_key % 10,
        "request_key": request,
        "search_name": f"{panel}-search",
        "search_version": "v1",
        "panel": panel,
        "query": "data engineer in london",
        "query_country": "gb",
        "page": 1,
        "observed_at": datetime.combine(day, time(6), UTC),
        "title": title,
        "employer": employer,
        "publisher": "Jobs Harbour",
        "description": description,
        "language": "en",
        "is_summary": False,
        "posted_date": day,
        "posted_precision": "about",
        "posted_source": "text",
        "country": "GB",
        "city": "London",
        "source_is_remote": False,
        "work_mode": "onsite",
        "work_mode_source": "text",
        "work_mode_contradiction": False,
        "employment_types": ["FULLTIME"],
        "pay_source": "none",
        "seniority": "mid",
        "seniority_source": "title",
        "apply_options": [apply_option("Jobs Harbour")],
        "fields_filled": ["job_title"],
        "raw_json": f'{{"job_id":"job-{job_key}"}}',
        "public_json": f'{{"job_id":"job-{job_key}"}}',
        "normaliser_version": "1",
    }
    return filled(TABLES["job_postings"], **(defaults | values))


def apply_option(publisher: str, trust: str = "matches") -> Row:
    """One apply link of a posting."""
    host = publisher.lower().replace(" ", "-") + ".example"
    return {
        "publisher": publisher,
        "url": f"https://{host}/job",
        "tracking": None,
        "host": host,
        "host_kind": "board",
        "is_direct": False,
        "link_trust": trust,
        "trust_reason": "words of the title stand in the link",
    }


def category(day: date, job_key: int, name: str = "Data Engineering", **values: object) -> Row:
    """The category of one job seen that day."""
    defaults: Row = {
        "search_date": day,
        "job_key": job_key,
        "category": name,
        "confidence": 0.9,
        "evidence": "Data Engineer",
        "source": "rules",
        "classifier_version": "rules-1",
    }
    return filled(TABLES["classified_jobs"], **(defaults | values))


def skill(day: date, job_key: int, name: str, text: str = TEXT, **values: object) -> Row:
    """One skill of one job seen that day; its evidence is the first place of its name in the text."""
    kind = str(values.get("kind", "hard"))
    words = str(values.pop("words", name))
    start = text.index(words)
    defaults: Row = {
        "search_date": day,
        "job_key": job_key,
        "skill": name,
        "skill_id": name.lower(),
        "kind": kind,
        "source": f"lexicon_{kind}",
        "support": "stated",
        "confidence": 0.9,
        "evidence_start": start,
        "evidence_end": start + len(words),
        "evidence_text": words,
        "section": "requirements",
        "requirement": "required",
        "mentions": 1,
        "agreement": "lexicon_only",
        "extractor_version": "lexicon-1",
    }
    return filled(TABLES["extracted_skills"], **(defaults | values))


def search_call(day: date, panel: str = "data-london", **values: object) -> Row:
    """The call that fetched a panel's answer of that day."""
    request = f"{day:%Y%m%d}-{panel}"
    defaults: Row = {
        "search_date": day,
        "call_id": f"{request}.1",
        "called_at": datetime.combine(day, time(6), UTC),
        "kind": "search",
        "provider": "sample",
        "endpoint": "/search-v2",
        "search_name": f"{panel}-search",
        "search_version": "v1",
        "panel": panel,
        "query": "data engineer in london",
        "country": "gb",
        "page": 1,
        "attempt": 1,
        "status": "processed",
        "http_status": 200,
        "response_ms": 120,
        "credits": 1,
        "results": 10,
        "request_key": request,
        "raw_file": f"raw/search_results/search_date={day}/{request}.json.zst",
        "run_id": "run-of-the-day",
    }
    return filled(TABLES["api_calls"], **(defaults | values))


def search_day(day: date, panel: str = "data-london", **values: object) -> Row:
    """One saved search on one day."""
    defaults: Row = {
        "search_date": day,
        "search_name": f"{panel}-search",
        "search_version": "v1",
        "panel": panel,
        "query": "data engineer in london",
        "country": "gb",
        "outcome": "fetched",
        "keeps": "all",
        "pages": 1,
        "empty_pages": 0,
        "results": 10,
    }
    return filled(TABLES["search_days"], **(defaults | values))


def opening(job_key: int, opening_key: int | None = None, **values: object) -> Row:
    """The opening a job belongs to; its own by default."""
    canonical = opening_key in (None, job_key)
    defaults: Row = {
        "job_key": job_key,
        "opening_key": opening_key or job_key,
        "is_canonical": canonical,
        "linked_to": None if canonical else opening_key,
        "link_reason": None if canonical else "same_text",
        "link_score": None if canonical else 1.0,
    }
    return filled(TABLES["job_openings"], **(defaults | values))


def write(root: Path, rows: Mapping[str, Iterable[Row]]) -> None:
    """Write rows into a lake, each into the partition its search_date names."""
    lake = Lake(root)
    for name, given in rows.items():
        spec = TABLES[name]
        by_day: dict[date | None, list[Row]] = {}
        for row in given:
            by_day.setdefault(row["search_date"] if spec.partitioned else None, []).append(row)
        for day, day_rows in by_day.items():
            lake.write_partition(spec, day, pa.Table.from_pylist(day_rows, schema=spec.schema))


def days_from(start: date, count: int) -> list[date]:
    """That many days in a row."""
    return [start + timedelta(days=offset) for offset in range(count)]
