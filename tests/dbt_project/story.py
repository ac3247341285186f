"""Three weeks of a small job market, told so that every mart has something to say.

Two panels; employers who repost, employers who vanish; pay by the year and by the hour; a source that calls a hybrid
job remote; an extractor that changes in the third week; a result nobody could read; a model asked about some jobs.
"""

from datetime import UTC, date, datetime, time

from assets.lake.tables.schemas import TABLES
from tests.dbt_project.lake_maker import (
    Row,
    apply_option,
    category,
    days_from,
    filled,
    opening,
    posting,
    search_call,
    search_day,
    skill,
)

START = date(2026, 10, 5)  # a Monday
DAYS = days_from(START, 21)
DATA = "data-london"
CARE = "nursing-chicago"
JOBS = range(1, 61)

DATA_TEXT = "You write Python and SQL every day. You explain numbers to people who did not ask for them."
CARE_TEXT = "You care for patients on a busy ward. You listen first. Patient Care comes before paperwork and SQL."


def panel_of(job: int) -> str:
    """Two thirds of the jobs are data jobs."""
    return CARE if job % 3 == 0 else DATA


def seen_on(job: int, day: date) -> bool:
    """Every job stands for a stretch of days of its own; each seventh job is missing on Wednesdays."""
    first, length = job % 12, 4 + job % 9
    offset = (day - START).days
    return first <= offset < first + length and not (job % 7 == 0 and day.weekday() == 2)


def text_of(job: int, day: date) -> str:
    """The text of a job; each tenth job is rewritten in the second week."""
    text = CARE_TEXT if panel_of(job) == CARE else DATA_TEXT
    return f"{text} Now with a pension." if job % 10 == 0 and (day - START).days >= 7 else text


def job_posting(job: int, day: date) -> Row:
    """One job as the panel's answer of that day holds it."""
    hourly = panel_of(job) == CARE
    low = 30_000.0 + 1_000 * job
    pay = {
        "pay_min": 20.0 + job if hourly else low,
        "pay_max": 30.0 + job if hourly else low + 5_000,
        "pay_currency": "USD" if hourly else "GBP",
        "pay_period": "hour" if hourly else "year",
        "pay_yearly_min": (20.0 + job) * 2080 if hourly else low,
        "pay_yearly_max": (30.0 + job) * 2080 if hourly else low + 5_000,
        "pay_source": "listed" if job % 4 else "text",
    }
    return posting(
        day,
        job,
        panel=panel_of(job),
        title="Ward Nurse" if hourly else "Data Engineer",
        employer=f"{'Brightwater' if job % 5 else 'BRIGHTWATER'} {job % 6} {'Ltd.' if job % 2 else ''}".strip(),
        description=text_of(job, day),
        country="US" if hourly else "GB",
        publisher="Jobs Harbour" if job % 2 else "Work Lantern",
        source_is_remote=job % 4 == 0,
        work_mode=("onsite", "hybrid", "remote", "unclear")[job % 4 if job % 8 else 1],
        work_mode_contradiction=job % 8 == 0,
        seniority=("junior", "mid", "senior")[job % 3 if job % 2 else 2],
        is_summary=job % 13 == 0,
        posted_date=START if job % 11 else day,
        posted_precision="day",
        apply_options=[apply_option("Jobs Harbour"), apply_option("Work Lantern", "suspect")],
        fields_filled=["job_title", "job_country", *(["job_salary"] if job % 5 else [])],
        raw_position=job,
        **(pay if job % 5 else {}),
    )


def job_skills(job: int, day: date) -> list[Row]:
    """The skills of one job; the second extractor reads soft skills in data jobs, the first did not."""
    text = text_of(job, day)
    version = "lexicon-2" if (day - START).days >= 14 else "lexicon-1"
    if panel_of(job) == CARE:
        found = [
            skill(day, job, "Patient Care", text),
            skill(day, job, "Active Listening", text, kind="soft", words="listen"),
        ]
        return [row | {"extractor_version": version} for row in found]
    found = [skill(day, job, "Python", text)]
    if job % 2:
        found.append(skill(day, job, "SQL", text, requirement="preferred", confidence=0.8))
    if job % 4 == 1:
        model = skill(day, job, "Python", text, source="llm_hard", confidence=0.95, agreement="both")
        found.append(model | {"extractor_version": "model-1"})
    if version == "lexicon-2":
        found.append(
            skill(day, job, "Communication", text, kind="soft", words="explain numbers", support="paraphrased")
        )
    return [row if row["source"].startswith("llm") else row | {"extractor_version": version} for row in found]


def model_call(job: int, day: date) -> Row:
    """What asking a model about one job cost."""
    row = {
        "search_date": day,
        "call_id": f"{day:%Y%m%d}-extract-{job}.1",
        "called_at": datetime.combine(day, time(7, 0, job % 60), UTC),
        "kind": "extract",
        "provider": "models.example",
        "query": "Data Engineer",
        "job_key": job,
        "attempt": 1,
        "status": "extracted",
        "response_ms": 400 + job,
        "model": "small-model",
        "tokens_in": 900,
        "tokens_out": 120,
        "cost_usd": 0.0003,
        "run_id": f"run-{job}",
    }
    return filled(TABLES["api_calls"], **row)


def unreadable(day: date) -> Row:
    """A result that was no job."""
    row = {
        "search_date": day,
        "raw_file": f"raw/search_results/search_date={day}/{day:%Y%m%d}-{DATA}.json.zst",
        "raw_position": 99,
        "request_key": f"{day:%Y%m%d}-{DATA}",
        "search_name": f"{DATA}-search",
        "reason": "no_title",
        "field": "job_title",
        "detail": "null",
        "raw_json": "{}",
    }
    return filled(TABLES["quarantine"], **row)


def rows_of(day: date) -> dict[str, list[Row]]:
    """Every table's rows of one day."""
    jobs = [job for job in JOBS if seen_on(job, day)]
    panels = (DATA, CARE)
    found = {panel: sum(panel_of(job) == panel for job in jobs) for panel in panels}
    unread = [unreadable(day)] if day.day % 5 == 0 else []
    results = {DATA: found[DATA] + len(unread), CARE: found[CARE]}
    asked = [job for job in jobs if job % 4 == 1 and panel_of(job) == DATA]
    return {
        "job_postings": [job_posting(job, day) for job in jobs],
        "classified_jobs": [
            category(day, job, "Nursing" if panel_of(job) == CARE else "Data Engineering") for job in jobs if job % 9
        ],
        "extracted_skills": [
            row | {"content_hash": job_posting(job, day)["content_hash"]}
            for job in jobs
            for row in job_skills(job, day)
        ],
        "api_calls": [
            *(search_call(day, panel, results=results[panel], quota_left=200 - day.day) for panel in panels),
            *(model_call(job, day) for job in asked),
        ],
        "search_days": [search_day(day, panel, results=results[panel]) for panel in panels],
        "quarantine": unread,
    }


def openings() -> list[Row]:
    """Jobs 1 and 7, and 2 and 8, are the same opening; nobody has looked at job 60 yet."""
    pairs = {7: 1, 8: 2}
    return [opening(job, pairs.get(job)) for job in JOBS if job != 60]


def whole_story(days: list[date]) -> dict[str, list[Row]]:
    """Every table's rows of these days."""
    tables: dict[str, list[Row]] = {"job_openings": openings()}
    for day in days:
        for name, rows in rows_of(day).items():
            tables.setdefault(name, []).extend(rows)
    return tables
