"""A whole JSearch job object of each API version, written for these tests."""

import base64

import pytest

DESCRIPTION = """Fernwick Labs maps rivers from space.

What You'll Do
• Build pipelines in Python
• Mentor others

Requirements:
• 5+ years of experience with SQL
• Questions? Write to ann@fernwick.example or call (212) 555-0143

The salary is £60,000 - £70,000 a year. This role is hybrid: two days a week in our Leeds office.

Fernwick is an equal opportunity employer."""


@pytest.fixture
def job() -> dict[str, object]:
    """A v1 object of 2025."""
    return {
        "job_id": base64.urlsafe_b64encode(b"fernwick" + bytes(8)).decode(),
        "job_title": "Senior Data Engineer\u200b",
        "employer_name": "Fernwick Labs",
        "employer_logo": None,
        "employer_website": "https://fernwick.example",
        "job_publisher": "Fernwick Careers",
        "job_employment_type": "Full–time",
        "job_employment_types": ["FULLTIME", "FULLTIME"],
        "job_apply_link": "https://fernwick.example/jobs/senior-data-engineer?utm_source=google_jobs_apply",
        "job_apply_is_direct": False,
        "apply_options": [
            {
                "publisher": "Fernwick Careers",
                "apply_link": "https://fernwick.example/jobs/senior-data-engineer?utm_source=google_jobs_apply",
                "is_direct": False,
            }
        ],
        "job_description": DESCRIPTION,
        "job_is_remote": False,
        "job_posted_at": "9 days ago",
        "job_posted_at_timestamp": 1773878400,
        "job_posted_at_datetime_utc": "2026-03-19T00:00:00.000Z",
        "job_location": "Leeds, United Kingdom",
        "job_city": "Leeds",
        "job_state": None,
        "job_country": "GB",
        "job_latitude": 53.8,
        "job_longitude": -1.55,
        "job_benefits": ["paid_time_off", "dental_coverage"],
        "job_google_link": "https://www.google.com/search?q=x&ibp=htl;jobs#htidocid=ZmVybndpY2sAAAAAAAAAAA%3D%3D",
        "job_min_salary": None,
        "job_max_salary": None,
        "job_salary_period": None,
        "job_highlights": {"Qualifications": ["Write to ann@fernwick.example"]},
        "job_onet_soc": "15124300",
        "job_onet_job_zone": "4",
    }


@pytest.fixture
def v2_job(job: dict[str, object]) -> dict[str, object]:
    """The same job as v2 gives it for a search without a language."""
    docid = str(job["job_id"])
    localised: dict[str, object] = {
        "job_uid": docid,
        "job_id": base64.b64encode(f"{docid}:Q0FFU0FnZ0s".encode()).decode(),
        "job_posted_at": "vor 9 Tagen",
        "job_posted_at_timestamp": None,
        "job_posted_at_datetime_utc": None,
        "job_location": "Leeds     •  über Fernwick Careers",
        "job_city": None,
        "job_country": None,
        "job_latitude": None,
        "job_longitude": None,
        "job_salary_string": None,
        "job_benefits_strings": None,
    }
    return {**job, **localised}
