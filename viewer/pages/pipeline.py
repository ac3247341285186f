"""/pipeline: are the calls healthy and in budget, are the days whole, can the skills be trusted, what drifted."""

from assets.lake.readers.watch_status import read_status
from assets.lake.storage.storage import Lake
from viewer.drawing.page import Asked, Page
from viewer.pages.panels.windows import FIRST_OF_EACH_PANEL, has_windows
from viewer.snapshot.reader import Reader, Row

MOST_DAYS = 60
QUESTIONS = {
    "usage": ("api_usage", "select * from api_usage order by day desc, provider, call_type limit 120"),
    "days": (
        "fct_search_days",
        """
        select
            search_date, count(*) as searches, count(*) filter (where is_healthy) as healthy,
            count(*) filter (where outcome = 'fetched') as fetched,
            count(*) filter (where outcome = 'recorded') as recorded,
            count(*) filter (where outcome = 'unavailable') as unavailable,
            count(*) filter (where outcome = 'failed') as failed,
            sum(pages) as pages, sum(empty_pages) as empty_pages, sum(results) as results,
            sum(n_postings) as postings, sum(n_unreadable) as unreadable, sum(n_other_day) as other_day,
            string_agg(distinct reason, '; ') as reasons
        from fct_search_days group by search_date order by search_date desc limit 60
        """,
    ),
    "quality": (
        "extraction_quality",
        f"select * from extraction_quality {FIRST_OF_EACH_PANEL} order by panel, source, extractor_version",  # noqa: S608
    ),
    "drift": ("fct_schema_drift", "select * from fct_schema_drift order by search_date desc, field, change limit 100"),
    "coverage": (
        "field_coverage",
        f"""
        with shown as (select * from field_coverage {FIRST_OF_EACH_PANEL})
        select
            field, sum(n_filled) as n_filled, sum(n_jobs) as n_jobs,
            sum(n_filled) / nullif(sum(n_jobs), 0) as share, min(window_start) as window_start,
            max(window_end) as window_end
        from shown group by field order by share, field
        """,  # noqa: S608 - names written here
    ),
}


def pipeline_page(reader: Reader, _asked: Asked) -> Page:
    """The state of the pipeline; each part is null where its mart is not published."""
    data: Row = {name: _part(reader, name) for name in QUESTIONS}
    usage = data["usage"] or []
    data["by_day"] = _by_day(usage)
    data["last_day"] = max((row["search_date"] for row in data["days"] or []), default=None)
    # Not of the snapshot: who was told of it is known only afterwards.
    watches = [one.model_dump(mode="json") for one in read_status(Lake(reader.snapshot.root.parent))]
    return Page("pipeline.html", "Pipeline", data, {"watches": watches})


def _part(reader: Reader, name: str) -> list[Row] | None:
    mart, sql = QUESTIONS[name]
    there = has_windows(reader, mart) if FIRST_OF_EACH_PANEL in sql else reader.has(mart)
    return reader.noted(("pipeline", name), lambda: reader.rows(sql)) if there else None


def _by_day(usage: list[Row]) -> list[Row]:
    """Search calls added up per day, oldest first, for the charts; response times are those of the busiest provider."""
    days: dict[str, Row] = {}
    for row in usage:
        if row["call_type"] != "search":
            continue
        day = days.setdefault(
            row["day"], {"day": row["day"], "calls": 0, "credits": 0, "most": 0, "p50": None, "p95": None}
        )
        day["calls"] += row["calls"]
        day["credits"] += row["credits"] or 0
        if row["calls"] > day["most"]:
            day |= {"most": row["calls"], "p50": row["p50_ms"], "p95": row["p95_ms"]}
    return [{key: value for key, value in days[name].items() if key != "most"} for name in sorted(days)][-MOST_DAYS:]
