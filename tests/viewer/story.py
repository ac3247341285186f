"""A few fictional jobs that show every state of a page: whole, hostile, empty, failed. No sentence is anyone's."""

from typing import Any

Row = dict[str, Any]

WHOLE, SIBLING, HOSTILE, BARE, FAILED = 19556, 19557, 666, 77, 88
TEXT = """Lanternfish Audio helps people find the next record.

What you'll do
• Train ranking models in Python
• Mentor two colleagues
* Run tests with our listeners

Where you'll work
We are based in Leeds. Some days at home, some days in the office.
Reach us at [email]."""
SCRIPT = "<script>alert('x')</script>"
HOSTILE_TEXT = (
    f"{SCRIPT}\n\n{{{{ 7 * 7 }}}} {{% raw %}} \u202egnp.exe\u202c \x1b[31mred\x1b[0m <img src=x onerror=alert(1)>\n- "
    + "long" * 500
)
DAY = "2026-11-20"


def skill(name: str, words: str | None, text: str = TEXT, **more: object) -> Row:
    """A skill struct; its evidence is looked up in the text."""
    start = text.find(words) if words else -1
    span = (start, start + len(words or "")) if start >= 0 else (None, None)
    return {
        "skill": name, "skill_id": name.lower().replace(" ", "-"), "skill_type": "tool", "skill_family": "Data",
        "source": "lexicon_hard", "sources": ["lexicon_hard"], "support": "stated", "confidence": 0.8,
        "evidence_start": span[0], "evidence_end": span[1],
        "evidence_text": words, "stands_in_text": start >= 0, "section": "duties", "requirement": "required",
        "years": None, "mentions": 1, "agreement": "lexicon_only", "fallback_reason": None,
        "extractor_version": "lexicon-1", **more,
    }  # fmt: skip


def call(kind: str, status: str, **more: object) -> Row:
    """An API call struct."""
    return {
        "call_id": f"{kind}.1", "call_type": kind, "query": "sound engineer in Leeds", "country": "gb",
        "status": status,
        "http_status": 200, "response_ms": 9358, "called_at": "2026-11-20 10:08:00+00", "provider": "sample",
        "model": None, "search_name": "sound-leeds", "panel": "sound", "page": 1, "credits": 1, "tokens_in": None,
        "tokens_out": None, "cost_usd": None, "request_key": "sound-leeds-01", "raw_file": "raw/a.json.zst",
        "error": None, **more,
    }  # fmt: skip


def link(publisher: str, url: str, trust: str, reason: str) -> Row:
    """An apply option struct."""
    return {
        "publisher": publisher, "url": url, "tracking": "utm_source=board", "host": "shown.example",
        "host_kind": "board", "is_direct": False, "link_trust": trust, "trust_reason": reason,
    }  # fmt: skip


def job(key: int, **more: object) -> Row:
    """A job with what every job has; the rest is null."""
    return {
        "job_key": key, "job_key_source": "job_uid", "content_hash": f"hash{key}", "opening_key": key,
        "is_canonical": True, "n_postings_of_opening": 1, "title": "Sound Engineer", "employer": "Lanternfish Audio",
        "employer_key": "lanternfish audio", "is_summary": False, "category_source": "rules", "first_seen": DAY,
        "last_seen": DAY, "n_days_seen": 1, "n_sightings": 1, "n_versions": 1, "is_repost": False,
        "work_mode": "unclear", "work_mode_source": "none", "work_mode_contradiction": False, "pay_source": "none",
        "seniority": "unclear", "seniority_source": "none", "panels": ["sound"], "search_name": "sound-leeds",
        "query": "sound engineer in Leeds", "raw_file": "raw/a.json.zst", "raw_position": 0,
        "request_key": "sound-leeds-01", "observed_at": "2026-11-20 10:08:00+00", "normaliser_version": "1", **more,
    }  # fmt: skip


def version(key: str, text: str | None, *, latest: bool, pay: float | None = None) -> Row:
    """A content struct."""
    return {
        "content_hash": key, "first_seen": DAY, "last_seen": DAY, "n_days": 1, "is_latest": latest,
        "title": "Sound Engineer", "employer": "Lanternfish Audio", "description": text, "posted_date": DAY,
        "pay_min": pay, "pay_max": None, "pay_currency": "GBP", "pay_period": "year", "work_mode": "hybrid",
    }  # fmt: skip


def jobs() -> list[Row]:
    """The jobs, as rows of job_detail."""
    whole = job(
        WHOLE, description=TEXT, language="en", city="Leeds", country="GB", category="Data Science and AI",
        category_confidence=0.9, posted_date="2026-11-19", posted_precision="day", posted_source="listed",
        source_is_remote=True, work_mode="hybrid", work_mode_source="text", work_mode_contradiction=True,
        work_mode_quote="Some days at home, some days in the office", employment_types=["FULLTIME"],
        employment_type_raw="Full\u2013time", seniority="senior", seniority_source="title", pay_source="text",
        pay_min=50000.0, pay_max=60000.0, pay_currency="GBP", pay_period="year", pay_yearly_max=60000.0,
        sections=[{"label": "duties", "start": TEXT.find("What you"), "end": TEXT.find("Where you")}],
        n_postings_of_opening=2, extracted_on=DAY, n_versions=2,
        hard_skills=[skill("Python", "Python"), skill("Ranking", "ranking models", support="paraphrased")],
        soft_skills=[skill("Mentoring", "Mentor", support="inferred", confidence=1.0, source="lexicon_soft")],
        education=[skill("Acoustics", "Python")],
        context_skills=[skill("Broadcasting", "Python", requirement="context")],
        apply_options=[
            link("Doubtful Board", "https://board.example/other-job", "suspect", "other words"),
            link("Good Board", "https://jobs.example/sound-engineer", "matches", "same words"),
        ],
        api_calls=[call("extract", "extracted"), call("classify", "classified"), call("search", "processed")],
        versions=[version("hash19556", None, latest=True, pay=50000.0), version("old", "Another text", latest=False)],
        other_postings=[{
            "job_key": SIBLING, "title": "Sound Engineer (m/f)", "employer": "Lanternfish Audio", "publisher": "B",
            "city": "Leeds", "country": "GB", "first_seen": DAY, "last_seen": DAY, "is_canonical": False,
            "link_reason": "near_text", "link_score": 0.9,
        }],
        public_json='{"job_title": "Sound Engineer", "apply": "[email]"}',
    )  # fmt: skip
    hostile = job(
        HOSTILE, title=f"{SCRIPT} {{{{ 7*7 }}}}", employer="<b>Bold</b> \u202eevil", employer_key="bold evil",
        description=HOSTILE_TEXT, category="=cmd()", extracted_on=DAY,
        hard_skills=[skill(f"{SCRIPT}", SCRIPT, HOSTILE_TEXT)],
        apply_options=[
            link("A", "javascript:alert(1)", "unknown", SCRIPT),
            link("B", "https://good.example@evil.example/x", "unknown", ""),
            link("C", "data:text/html,<script>1</script>", "unknown", ""),
            link("D", "http://[half", "unknown", ""),
        ],
        public_json='{"a": "</pre><script>alert(1)</script>"}',
    )  # fmt: skip
    failed = job(
        FAILED, description="Short.", last_seen="2026-11-21",
        api_calls=[call("extract", "failed", error="timeout after 30 s"), call("classify", "failed", error="budget")],
    )  # fmt: skip
    return [
        whole,
        job(SIBLING, opening_key=WHOLE, description=TEXT),
        hostile,
        job(BARE, last_seen="2026-11-22"),
        failed,
    ]


def week(panel: str, name: str, day: str, part: int, whole: int, before: tuple[int, int] | None, **more: object) -> Row:
    """A week of one skill: its share, and that of the comparable weeks before where there are any."""
    row = {
        "panel": panel, "window": "7d", "category": "all", "skill": name, "kind": "hard", "week": day,
        "window_start": day, "window_end": day, "n": whole, "n_jobs": whole, "n_jobs_with_skill": part,
        "n_stated": part, "n_paraphrased": 0, "n_inferred": 0, "share": part / whole,
        "share_low": max(0.0, part / whole - 0.09), "share_high": min(1.0, part / whole + 0.09), "n_days": 7,
        "n_weeks_before": 0, "n_jobs_before": 0, "is_comparable": before is not None, "method_change": False,
        "coverage": 1.0, "meets_floor": part >= 5,
    }  # fmt: skip
    if before:
        was = before[0] / before[1]
        row |= {
            "n_weeks_before": 3, "n_with_skill_before": before[0], "n_jobs_before": before[1], "share_prev_4w": was,
            "delta": part / whole - was,
        }  # fmt: skip
    return row | more


def weeks() -> list[Row]:
    """Weeks of two panels: one rises, one stays, one falls to nothing; the other panel has too little history."""
    days = ("2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16")
    real, noise = {"p_value": 0.0001, "q_value": 0.0004, "is_significant": True}, {"p_value": 0.4, "q_value": 0.5}
    last = days[-1]
    return [
        *(week("sound", "Python", day, part, 120, None) for day, part in zip(days[:3], (42, 45, 40), strict=True)),
        week("sound", "Python", last, 70, 120, (100, 300), **real),
        week("sound", "Python", "2026-11-23", 30, 60, None, n_days=2),
        *(week("sound", "Ranking", day, part, 120, None) for day, part in zip(days[:3], (30, 33, 28), strict=True)),
        week("sound", "Ranking", last, 31, 120, (80, 300), **noise, is_significant=False),
        week("sound", "Ranking", last, 31, 120, (80, 300), **noise, is_significant=False, category="Sound"),
        week("sound", "Cassettes", last, 0, 120, (40, 300), **real),
        week("sound", "Rare", last, 1, 120, (3, 300), delta=None),
        week("studio", "Python", days[2], 20, 60, None),
        week("studio", "Python", last, 22, 60, None, n_weeks_before=1),
        week("stage", "Python", last, 20, 60, None, n_weeks_before=1),
    ]


def windows(row: Row) -> list[Row]:
    """The row in each window that its panel has; the young panel has no 91 days."""
    ends = {"28d": "2026-10-26", "91d": "2026-08-24", "all": "2026-06-01"}
    young = {name: start for name, start in ends.items() if name != "91d"} | {"all": "2026-10-20"}
    chosen = young if row["panel"] == "studio" else ends
    return [{**row, "window": name, "window_start": start} for name, start in chosen.items()]


def statistics() -> dict[str, list[Row]]:
    """Rows of the other marts."""
    window = {"window_start": "2026-10-26", "window_end": "2026-11-23", "n": 40, "coverage": 1.0, "meets_floor": True}
    python = {"panel": "sound", "category": "all", "skill": "Python", "kind": "hard", **window}
    demand = {
        "n_jobs": 40, "n_jobs_with_skill": 20, "share": 0.5, "share_low": 0.352, "share_high": 0.648,
        "share_required": 0.75, "share_required_low": 0.531, "share_required_high": 0.888, "n_stated": 20,
    }  # fmt: skip
    mentoring = {"skill": "Mentoring", "kind": "soft", "meets_floor": False}
    counts = {"n_paraphrased": 0, "n_inferred": 0}
    pair = {
        "panel": "sound", "category": "all", "skill_a": "Python", "kind_a": "hard", "skill_b": "Mentoring",
        "kind_b": "soft", "n_both": 9, "n_a": 20, "n_b": 10, "share_of_a": 0.45, "share_of_a_low": 0.258,
        "share_of_a_high": 0.658, "lift": 1.8, "npmi": 0.3, **window,
    }  # fmt: skip
    asked = [
        {**python, **demand, **counts, "country": "all"},
        {**python, **demand, **counts, "country": "all", "skill": "Ranking", "n_jobs_with_skill": 12, "share": 0.3},
        {**python, **demand, **counts, "country": "all", **mentoring},
        {**python, **demand, **counts, "country": "all", "panel": "studio"},
    ]
    return {
        "skill_demand": [row for found in asked for row in windows(found)],
        "skill_demand_weekly": weeks(),
        "skill_salary": windows(
            {**python, "country": "GB", "currency": "GBP", "period_basis": "year", "p25": 4e4, "p50": 5e4, "p75": 6e4,
             "scope_p50": 45e3, "delta_vs_scope": 5e3, "n_with_salary": 30}
        ),
        "skill_pairs": windows(pair),
        "skill_seniority": windows(
            {**python, "seniority": "senior", "n_jobs": 30, "n_jobs_with_skill": 18, "share": 0.6, "share_low": 0.423,
             "share_high": 0.754, "share_all": 0.5, "over_representation": 1.2}
        ),
        "employer_activity": [
            {"panel": "sound", "week": "2026-11-16", "employer_key": "lanternfish audio", "employer": "Lanternfish",
             "seen_jobs": 3, "new_jobs": 3, "n_openings": 2, "median_days_seen": 1.0, "n_reposts": 0,
             "n_salary_stated": 1, "top_skills": ["Python"], **window}
        ],
        "query_yield": [
            {"search_date": day, "search_name": "sound-leeds", "search_version": "1", "panel": "sound",
             "outcome": outcome, "requests": 2, "credits": spent, "pages": 2, "empty_pages": 0, "results": 5,
             "jobs_distinct": 5, "jobs_new": 3, "jobs_only_here": 3, "dup_rate": 0.2, "last_new_on": day, **window}
            for day, outcome, spent in (
                (DAY, "fetched", 2), ("2026-11-21", "unavailable", 0), ("2026-06-15", "fetched", 4)
            )
        ],
        "api_usage": [
            {"day": day, "provider": "sample", "call_type": "search", "panel": "all", "calls": 2, "ok": 1, "empty": 0,
             "throttled": 1, "failed": 0, "refused": 0, "p50_ms": 900.0, "p95_ms": 1900.0, "credits": 2,
             "credits_month_to_date": 4, **window}
            for day in (DAY, "2026-11-21")
        ],
        "fct_search_days": [
            {"search_date": DAY, "search_name": "sound-leeds", "search_version": "1", "panel": "sound",
             "outcome": "fetched", "is_healthy": True, "pages": 2, "empty_pages": 0, "results": 5, "n_postings": 4,
             "n_unreadable": 1, "n_other_day": 0}
        ],
        "fct_schema_drift": [
            {"search_date": DAY, "field": "job_mood", "change": "unknown_field", "found": "text", "results": 1,
             "example": SCRIPT}
        ],
        "extraction_quality": windows(
            {"panel": "sound", "source": "lexicon_hard", "extractor_version": "lexicon-1", "n_jobs": 3,
             "skills_per_job": 1.5, "pct_with_evidence": 1.0, "pct_in_taxonomy": 1.0, "n_stated": 2,
             "n_paraphrased": 1, "n_inferred": 0, "n_added": 0, "n_dropped": 0, **window}
        ),
        "field_coverage": windows({"panel": "sound", "field": "job_salary", "n_jobs": 5, "n_filled": 1, **window}),
        "job_lifecycle": [
            {"panel": "sound", "job_key": WHOLE, "state": "not_seen", "age_days": 3, "first_seen": DAY,
             "last_seen": DAY, "n_days_seen": 1, "n_healthy_runs_since_seen": 3, **window}
        ],
    }  # fmt: skip
